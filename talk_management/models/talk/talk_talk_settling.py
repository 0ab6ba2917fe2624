from odoo import fields, models

from ..obligation.talk_obligation import UNSETTLED
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
        partners = self._counted_participants().employee_id
        people = (self.responsible_id | partners).ids
        candidates = obligations._settle_candidates(people, people, self.date)
        candidates |= self._candidates_of_anyone(partners)
        matched = {}
        for obligation in candidates.sorted(lambda found: (found.date_due, found.id)):
            taken = obligation.talk_id and obligation.talk_id != self and not is_held
            if taken or not self._settles(obligation, partners):
                continue
            # one talk counts once for a rule, and once for an event, whatever their parts
            owes, owed = obligation.responsible_id, obligation.employee_id
            key = (obligation.rule_id, obligation.trigger_id, owes, owed)
            if key not in matched or (obligation.talk_id == self and matched[key].talk_id != self):
                matched[key] = obligation
        return self._without_unshared(obligations.concat(*matched.values()))

    def _counted_participants(self):
        """Those talked with, as far as it stands."""
        return self.participant_ids.filtered(lambda participant: participant.attendance != "absent")

    def _settles(self, obligation, partners):
        """Whether a talk of this kind, format and date between these people settles it."""
        owes, owed = obligation.responsible_id, obligation.employee_id
        rule = obligation.rule_id or obligation.source_rule_id
        straight = owes == self.responsible_id and owed in partners
        turned = owed == self.responsible_id and owes in partners and obligation.layer_id.is_mutual
        if not (straight or turned or rule.is_once_per_employee and owed in partners):
            return False
        if not rule.is_settled_late and rule and self.date > obligation.date_due:
            return False
        return not rule or rule._accepts(self.kind_id, self.format == GROUP)

    def _candidates_of_anyone(self, partners):
        """What is owed to these people by somebody else, under rules that let any of those
        responsible hold it, of whom this talk's responsible is one."""
        obligations = self.env["talk.obligation"].sudo()
        rules = (
            self.env["talk.rule"]
            .sudo()
            .search([("is_once_per_employee", "=", True), ("company_id", "=", self.company_id.id)])
        )
        mine = rules.filtered(
            lambda rule: self.responsible_id.id in obligations._responsible_ids(rule, partners)
        )
        if not mine:
            return obligations
        return obligations.search(
            [
                ("rule_id", "in", mine.ids),
                ("employee_id", "in", partners.ids),
                ("state", "in", UNSETTLED),
                ("date_start", "<=", self.date),
            ]
        )

    def _without_unshared(self, matched):
        """Leave out what only a talk of its own settles, where this one settles something else.

        A talk of just the kind that such a rule asks for is a talk of its own.
        """
        unshared = matched.filtered(
            lambda found: not (found.rule_id or found.source_rule_id).accepts_shared
            and (found.rule_id or found.source_rule_id)
        )
        own = unshared.filtered(
            lambda found: self.kind_id in (found.rule_id or found.source_rule_id).kind_ids
        )
        if not unshared or len(matched) == 1:
            return matched
        return own[:1] or matched - unshared or unshared[:1]

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
        rules = self.obligation_ids.rule_id | self.obligation_ids.source_rule_id
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
