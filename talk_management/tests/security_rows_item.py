"""Rows of the security tables: what the nurse raised in a talk with the head, and what the head
does about it."""


class ItemRows:
    """One item that may be passed on without the name, and one between the two."""

    def raise_item(self, passing="anonymous", **vals):
        raiser = {
            "employee_id": self.nurse.id,
            "responsible_id": self.head.id,
            "passing": passing,
            "words": passing != "none" and "zq9 no access",
        }
        vals = {"kind": "difficulty", "urgency": "normal", **vals}
        items = self.env["talk.item"]._raise([(self.company, vals, raiser, False)])
        return items.sudo(False)

    def rows_of_items(self):
        env = self.env
        item, private = self.raise_item(), self.raise_item("none")
        like = {"kind": "demand", "urgency": "normal", "company_id": self.company.id}
        change = {"urgency": "urgent"}
        yield "talk.item", "that may be passed on", item, like, change
        yield "talk.item", "between the two", private, like, change
        link = {"item_id": item.id}
        of = [("item_id", "=", item.id)]
        content = env["talk.item.content"].search(of)
        yield "talk.item.content", "of an item", content, link, {"cause": "x"}
        word = env["talk.item.word"].search(of)
        yield "talk.item.word", "that may be passed on", word, {**link, "text": "x"}, {"text": "y"}
        raiser = env["talk.item.raiser"].search(of)
        like = {**link, "employee_id": self.porter.id, "responsible_id": self.head.id}
        yield "talk.item.raiser", "the employee", raiser, like, {"words": "x"}
        env["talk.item.notice"]._tell([(item.id, self.head.user_id.id)], "assigned")
        notice = env["talk.item.notice"].search(of)
        like = {**link, "user_id": self.porter.user_id.id, "kind": "due"}
        yield "talk.item.notice", "for the responsible", notice, like, {"kind": "due"}
        env["talk.item.step"]._note(item, "taken_up", self.head.user_id)
        step = env["talk.item.step"].search(of)
        yield "talk.item.step", "of an item", step, {**link, "kind": "solved"}, {"note": "x"}
        like = {**link, "kind": "outside", "name": "Headquarters"}
        party = env["talk.item.party"].create(like)
        yield "talk.item.party", "outside", party, like, {"contact": "x"}
        head = self.env(user=self.head.user_id, su=False)
        who = "opened by the responsible"
        hand = head["talk.item.hand"].create({})
        yield "talk.item.hand", who, hand, {"note": "x"}, {"note": "y"}
        reason = head["talk.item.reason"].create({})
        yield "talk.item.reason", who, reason, {"reason": "x"}, {"reason": "y"}
        merge = head["talk.item.merge"].create({})
        yield "talk.item.merge", who, merge, {"item_ids": []}, {"item_ids": []}

    def item_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        answered = self.raise_item()
        self.answer(answered)
        handed = self.raise_item()
        head = handed.with_user(self.head.user_id)
        head._hand_over(self.surgeon)
        back = handed.with_user(self.surgeon.user_id)
        back._hand_over(self.head)
        dialogs = self.env(user=self.head.user_id, su=False)
        hand = dialogs["talk.item.hand"].create(
            {"item_ids": self.raise_item().ids, "employee_id": self.surgeon.id}
        )
        reason = dialogs["talk.item.reason"].create(
            {"item_ids": self.raise_item().ids, "what": "decline", "reason": "zq9 no money"}
        )
        merge = dialogs["talk.item.merge"].create(
            {"item_ids": self.raise_item().ids, "target_id": self.raise_item().id}
        )
        notices = self.env["talk.item.notice"]
        notices._tell([(answered.id, self.head.user_id.id)], "assigned")
        return {
            ("talk.item", "that may be passed on"): answered,
            ("talk.item", "handed over to the responsible"): handed,
            ("talk.item.hand", "opened by the responsible"): hand,
            ("talk.item.reason", "opened by the responsible"): reason,
            ("talk.item.merge", "opened by the responsible"): merge,
            ("talk.item.notice", "for the responsible"): notices.search(
                [("item_id", "=", answered.id)]
            ),
        }

    def items_in_each_state(self):
        rows = {}
        for state, _label in self.env["talk.item"]._fields["state"].selection:
            item = self.raise_item()
            self.answer(item)
            item.sudo().state = state
            rows["talk.item", state] = item
        return rows

    def answer(self, item):
        item.with_user(self.head.user_id).write(
            {
                "title": "zq9 office system",
                "answer": "zq9 there is access now",
                "evaluation": "zq9 tried out",
                "effect": "effective",
            }
        )
