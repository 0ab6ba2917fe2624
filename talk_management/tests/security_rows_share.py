"""Rows of the security tables: shares of a record, who read it, and that it was erased."""


class ShareRows:
    """The head shares the nurse's record with the clerk, who reads it."""

    def make_share(self):
        shares = self.env["talk.share"].with_user(self.head.user_id)
        clerk = self.clerk.user_id
        vals = {"record_id": self.own.record_ids.id, "user_id": clerk.id, "reason": "to help"}
        share = shares.create(vals).sudo()
        self.flush()
        self.own.record_ids.with_user(clerk).read(["content"])
        return share

    def close_what_was_raised(self, record):
        """What is still open keeps a record from being erased."""
        raised = self.env["talk.item.raiser"].search([("record_id", "=", record.id)])
        raised.item_id.sudo().state = "closed"

    def make_erasure(self):
        asked = self.hold(self.nurse).record_ids.with_user(self.nurse.user_id)
        self.close_what_was_raised(asked)
        asked.action_ask_erasing()
        return self.env["talk.erasure"].search([("record_id", "=", asked.id)])

    def rows_of_shares(self):
        share = self.make_share()
        record = share.record_id
        like = {"record_id": record.id, "user_id": self.porter.user_id.id, "reason": "x"}
        yield "talk.share", "with a colleague", share, like, {"reason": "y"}
        notice = share.notice_ids
        like = {"share_id": share.id, "user_id": self.porter.user_id.id}
        yield "talk.share.notice", "for a colleague", notice, like, {"user_id": 1}
        like = {"record_id": record.id, "user_id": self.porter.user_id.id, "way": "opened"}
        like |= {"date": "2026-01-01", "moment": "2026-01-01 00:00:00"}
        row = self.env["talk.reading"].search([("record_id", "=", record.id)])
        yield "talk.reading", "by a colleague", row, like, {"way": "printed"}
        like = {"talk_id": self.own.id, "why": "rule"}
        yield "talk.erasure", "asked for by the employee", self.make_erasure(), like, {"years": 1}

    def share_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        share = self.make_share()
        self.close_what_was_raised(self.own.record_ids)
        return {
            ("talk.share", "with a colleague"): share,
            ("talk.share.notice", "for a colleague"): share.notice_ids,
            ("talk.erasure", "asked for by the employee"): self.make_erasure(),
        }
