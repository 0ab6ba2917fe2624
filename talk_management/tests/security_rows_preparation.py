"""Rows of the security matrix about preparing talks, and signs and samples of records."""


class PreparationRows:
    """The head prepares a talk with the nurse; there is a sign about one the head held."""

    def make_preparation(self):
        talk = self.upcoming.with_user(self.head.user_id)
        row = self.env["talk.preparation"].browse(talk.action_prepare()["res_id"])
        row.with_user(self.head.user_id).points = "zq5 ask about the shifts"
        return row

    def make_sign(self, **vals):
        return self.env["talk.sign"].create(
            {
                "talk_id": self.own.id,
                "kind": "late",
                "figure": 30,
                "strength": "1",
                "responsible_id": self.head.id,
                "company_id": self.company.id,
                "date": self.own.date,
                "note": "was ill",
                **vals,
            }
        )

    def make_sample(self):
        samples = self.env["talk.sample"].with_user(self.head.user_id).with_company(self.company)
        return samples.create({"date_from": "2025-11-01", "date_to": "2025-11-30"})

    def rows_of_preparation(self):
        like = {"talk_id": self.planned.id, "points": "x"}
        row = self.make_preparation()
        yield "talk.preparation", "of the responsible", row, like, {"points": "other"}
        sign = self.make_sign()
        like = {"talk_id": self.own.id, "kind": "away", "strength": "1", "date": "2025-11-20"}
        like |= {"responsible_id": self.head.id, "company_id": self.company.id}
        yield "talk.sign", "of the hospital", sign, like, {"note": "other"}
        like = {"completed_id": self.own.record_ids.id, "digest": 7}
        row = self.env["talk.fingerprint"].create(like)
        yield "talk.fingerprint", "of a record", row, {**like, "digest": 8}, {"digest": 9}
        sample = self.make_sample()
        yield "talk.sample", "opened by the responsible", sample, {"count": 3}, {"count": 4}

    def preparation_methods(self):
        return {
            ("talk.preparation", "of the responsible"): self.make_preparation(),
            ("talk.sign", "of the hospital"): self.make_sign(),
            ("talk.sign", "looked at"): self.make_sign(kind="away", state="looked"),
            ("talk.sample", "opened by the responsible"): self.make_sample(),
        }
