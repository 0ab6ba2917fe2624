"""Rows of the security matrix about confirmations, objections, links, signatures, amendments."""

from .common_proof import DOT


class ProofRows:
    """Held talks of the head with the nurse; with the doctor, who has no user."""

    @classmethod
    def asked_by(cls, talk, employee=None):
        asked = cls.env["talk.confirmation"].search([("talk_id", "=", talk.id)])
        return asked.filtered(lambda each: not employee or each.employee_id == employee)

    @classmethod
    def hold_more(cls, *employees, **vals):
        return cls.hold(*employees, words="zq9 ", **vals)

    @classmethod
    def objected(cls):
        asked = cls.asked_by(cls.hold_more(cls.nurse))
        asked.with_user(cls.nurse.user_id).action_not_met()
        return asked

    @classmethod
    def locked(cls):
        record = cls.hold_more(cls.nurse).record_ids
        record._lock()
        return record

    def reserved_confirmations(self):
        """(of a talk asked for in confidence, of a formal measure), both held."""
        plan = {"responsible_id": self.head.id, "employee_id": self.nurse.id}
        plan |= {"company_id": self.company.id}
        kind = self.env.ref("talk_management.kind_admonition")
        talks = self.env["talk.talk"].create(
            [
                {**plan, "is_confided": True, "date_start": "2025-07-02 02:00:00"},
                {**plan, "kind_id": kind.id, "date_start": "2025-07-03 02:00:00"},
            ]
        )
        talks.sudo()._step("held")
        talks._after_hold()
        return [self.asked_by(talk) for talk in talks]

    def rows_of_proof(self):
        env = self.env
        locked = self.locked()
        like = {"talk_id": self.planned.id, "content": "x"}
        yield "talk.record", "locked", locked, like, {"content": "other words"}
        confided, measure = self.reserved_confirmations()
        group = self.hold_more(self.nurse, self.clerk)
        for name, asked in (
            ("of the employee", self.asked_by(self.own)),
            ("another's in a group talk", self.asked_by(group, self.clerk)),
            ("asked for in confidence", confided),
            ("formal measure", measure),
        ):
            like = {"participant_id": self.planned.participant_ids.id}
            yield "talk.confirmation", name, asked, like, {"state": "confirmed"}
        objection = env["talk.objection"].search([("confirmation_id", "=", self.objected().id)])
        like = {"confirmation_id": self.asked_by(self.own).id, "text": "x"}
        yield "talk.objection", "of the employee", objection, like, {"text": "other"}
        participant = self.hold_more(self.doctor).participant_ids
        env["talk.confirm.link"]._make(participant)
        link = env["talk.confirm.link"].search([("participant_id", "=", participant.id)])
        like = {"participant_id": participant.id, "token_hash": "x", "date_end": "2040-01-01"}
        yield "talk.confirm.link", "of somebody without a user", link, like, {"token_hash": "y"}
        like = {"record_id": self.own.record_ids.id, "image": DOT}
        signature = env["talk.signature"].with_user(self.head.user_id).create(like)
        yield "talk.signature", "of the responsible", signature.sudo(), like, {"image": False}
        like = {"record_id": locked.id, "text": "x"}
        amendment = env["talk.amendment"].with_user(self.head.user_id).create(like)
        yield "talk.amendment", "in a locked record", amendment.sudo(), like, {"text": "other"}

    def proof_rows_of_methods(self):
        self.doctor.private_email = "doctor@example.com"
        without_user = self.hold_more(self.doctor)
        absent = self.asked_by(self.hold_more(self.nurse))
        absent.with_user(self.head.user_id).action_was_absent()
        return {
            ("talk.confirmation", "of the employee"): self.asked_by(self.own),
            ("talk.confirmation", "of somebody without a user"): self.asked_by(without_user),
            ("talk.confirmation", "objected"): self.objected(),
            ("talk.confirmation", "of somebody marked absent"): absent,
            (
                "talk.record",
                "completed with somebody without a user",
            ): without_user.record_ids,
            ("talk.record", "locked"): self.locked(),
        }
