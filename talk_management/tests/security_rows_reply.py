"""Rows of the security tables: what the nurse raised with the head, and the written replies.

The head handles it, and owes her a reply.
"""

WORDS = "zq4 no access to the office system"
STATES = ("due", "drafted", "signed", "delivered")


class ReplyRows:
    """What was raised and is replied to; mixed into the security tests."""

    def make_raised(self, **vals):
        """The nurse's own row of something raised, known to those who help."""
        raiser = {
            "employee_id": self.nurse.id,
            "responsible_id": self.head.id,
            "passing": "anonymous",
            "words": WORDS,
            **vals,
        }
        items = self.env["talk.item"]._raise([(self.company, {"kind": "opinion"}, raiser, False)])
        return items.sudo().raiser_ids.with_env(self.env)

    def make_reply(self, state="due", body="zq4 it was granted"):
        reply = self.make_raised(wants_reply=True).item_id.reply_ids
        theirs = reply.with_user(self.head.user_id)
        if body:
            theirs.body = body
        for target, button in zip(STATES[1:], ("draft", "sign", "deliver"), strict=True):
            if STATES.index(target) <= STATES.index(state):
                getattr(theirs, f"action_{button}")()
        self.flush()
        return reply

    def make_answered(self, state="told"):
        """What the nurse raised was answered; she has said what she says to it."""
        raiser = self.make_raised()
        if state == "waiting":
            return raiser
        raiser.item_id.state = "solved"
        self.flush()
        raiser.item_id._tell_raisers()
        own = raiser.with_user(self.nurse.user_id)
        own.reopen_reason = "zq4 not from outside"
        if state != "told":
            getattr(own, "action_confirm" if state == "confirmed" else "action_reopen")()
        self.flush()
        return raiser

    def make_dialog(self):
        _draft, asked = self.make_requests()
        dialogs = self.env["talk.item.raise"].with_user(self.nurse.user_id)
        return dialogs.create({"request_id": asked.id, "words": WORDS}).sudo(), asked

    def rows_of_replies(self):
        due, delivered = self.make_reply(body=""), self.make_reply("delivered")
        raiser = self.make_raised()
        like = {"item_id": raiser.item_id.id, "company_id": self.company.id}
        change = {"body": "zq4 other words"}
        yield "talk.reply", "to be written", due, like, change
        yield "talk.reply", "delivered", delivered, like, change
        contents = self.env["talk.reply.content"]
        for name, reply in (("of a reply to be written", due), ("of a delivered reply", delivered)):
            content = contents.search([("reply_id", "=", reply.id)])
            yield "talk.reply.content", name, content, {"reply_id": reply.id}, change
        like = {"item_id": raiser.item_id.id, "employee_id": self.nurse.id}
        like |= {"responsible_id": self.head.id}
        private = self.make_raised(passing="none")
        agreed = {"passing": "anonymous", "words": WORDS}
        yield "talk.item.raiser", "raised by the employee", private, like, agreed
        yield "talk.item.raiser", "passed on without the name", raiser, like, agreed
        dialog, asked = self.make_dialog()
        like = {"request_id": asked.id, "words": WORDS}
        yield "talk.item.raise", "opened by the employee", dialog, like, {"words": "other"}

    def reply_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        agreed = self.make_raised(passing="none")
        agreed.with_user(self.nurse.user_id).passing = "anonymous"
        return {
            ("talk.reply", "to be signed"): self.make_reply("drafted"),
            ("talk.reply", "signed"): self.make_reply("signed"),
            ("talk.reply", "written"): self.make_reply(),
            ("talk.item.raiser", "answered"): self.make_answered(),
            ("talk.item.raiser", "may be passed on now"): agreed,
            ("talk.item.raise", "opened by the employee"): self.make_dialog()[0],
        }

    def replies_in_each_state(self):
        replies = {("talk.reply", state): self.make_reply(state) for state in STATES}
        states = ("waiting", "told", "confirmed", "reopened")
        return replies | {
            ("talk.item.raiser", state): self.make_answered(state) for state in states
        }
