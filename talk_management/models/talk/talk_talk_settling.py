from odoo import fields, models

from .talk_talk import GROUP, PLANNED


class TalkTalk(models.Model):
    """Settling is a matching: a talk takes what its people owe each other.

    Each rule gives one obligation for a pair, the oldest first, so that one talk
    never counts for two periods. Mutual layers are settled in both directions.
    """

    _inherit = "talk.talk"

    obligation_ids = fields.One2many(
        "talk.obligation",
        "talk_id",
        string="Settles",
        readonly=True,
        help="What this talk settles, or will when it is held.",
    )

    def _matching(self, is_held=False):
        """The obligations this talk settles, or will when it is held.

        A held talk also takes what another talk was only planned to settle. A talk known
        to its people alone settles nothing: what is owed would tell that it was held.
        """
        self.ensure_one()
        obligations = self.env["talk.obligation"].sudo()
        if self.is_reserved:
            return obligations
        responsible = self.responsible_id
        partners = self.participant_ids.filtered(
            lambda participant: participant.attendance != "absent"
        ).employee_id
        people = (responsible | partners).ids
        matched = {}
        for obligation in obligations._settle_candidates(people, people, self.date):
            owes, owed = obligation.responsible_id, obligation.employee_id
            straight = owes == responsible and owed in partners
            turned = owed == responsible and owes in partners and obligation.layer_id.is_mutual
            taken = obligation.talk_id and obligation.talk_id != self and not is_held
            rule = obligation.rule_id
            if taken or not (straight or turned):
                continue
            if rule and not rule._accepts(self.kind_id, self.format == GROUP):
                continue
            key = (rule, owes, owed)
            if key not in matched or (obligation.talk_id == self and matched[key].talk_id != self):
                matched[key] = obligation
        return obligations.concat(*matched.values())

    def unlink(self):
        self.sudo()._give_back()
        return super().unlink()

    def _after_plan(self):
        for talk in self.sudo().filtered(lambda talk: talk.state == PLANNED):
            talk._give_back()
            talk._matching()._plan_by(talk)
        return super()._after_plan()

    def _after_hold(self):
        for talk in self:
            talk.participant_ids.filtered(
                lambda participant: participant.attendance == "invited"
            ).attendance = "present"
            talk._settle_held()
        return super()._after_hold()

    def _settle_held(self):
        self.ensure_one()
        matching = self._matching(is_held=True)
        losing = matching.talk_id - self
        (self.obligation_ids - matching)._give_back_by_talk()
        matching._settle_by(self)
        losing._after_plan()

    def _after_release(self):
        rules = self.obligation_ids.rule_id
        self._give_back()
        for rule in rules:
            self.env["talk.obligation"]._settle_by_held_talks(rule)
        return super()._after_release()

    def _people_changed(self):
        """Who takes part has changed on the participants themselves."""
        if not self.env.context.get("talk_plan_follows"):
            self._after_plan()

    def _give_back(self):
        self.obligation_ids._give_back_by_talk()
