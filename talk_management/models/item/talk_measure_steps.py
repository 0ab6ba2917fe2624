from odoo import models
from odoo.exceptions import AccessError, UserError

from .talk_measure import DONE, DROPPED, EVALUATED, IN_PROGRESS
from .talk_measure_notice import ASSIGNED, CLOSABLE, DROPPED_NOTICE, RESUMED, TO_EVALUATE


class TalkMeasure(models.Model):
    """The way of a measure: carried out, evaluated by somebody else, and over; or carried on."""

    _inherit = "talk.measure"

    def _begin_step(self, flag, sentence):
        """One press goes first; whoever has no part in this step is refused."""
        self.check_access("read")
        self.sudo()._claim()
        if not self.env.su and not all(measure[flag] for measure in self):
            raise AccessError(sentence)

    def _carrier_sentence(self):
        return self.env._("Whoever carries the measure out tells how far it is.")

    def action_start(self):
        """Somebody has begun with it."""
        self._check_step(IN_PROGRESS)
        for measure in self:
            if measure.state == DONE:
                raise UserError(
                    self.env._(
                        "%s was carried out. If it does not hold, whoever evaluates it lets it "
                        "be carried on.",
                        measure.display_name,
                    )
                )
        self._begin_step("is_mine_to_carry_out", self._carrier_sentence())
        self._step(IN_PROGRESS)
        self.env["talk.measure.notice"]._end(self, ASSIGNED)
        return True

    def action_done(self):
        """It was carried out: it says what was done, and somebody else is asked to evaluate."""
        self._check_step(DONE)
        self._begin_step("is_mine_to_carry_out", self._carrier_sentence())
        for measure in self:
            if not (measure.evidence or "").strip() and not measure.evidence_filename:
                raise UserError(
                    self.env._(
                        "Say what was done, or attach something that shows it, before %s is "
                        "marked as carried out.",
                        measure.display_name,
                    )
                )
        for measure in self:
            measure._step(
                DONE,
                progress=100,
                done_on=measure.company_id._talk_today(),
                escalated_to_id=False,
                escalation_level=0,
            )
        self.env["talk.measure.notice"]._end(self)
        self.sudo()._ask_evaluators()
        return True

    def action_evaluate(self):
        """It was found out whether it helped, and nothing more is to be done about it."""
        self._check_step(EVALUATED)
        self._check_evaluated()
        for measure in self:
            if not measure.effect:
                raise UserError(
                    self.env._("Say how far %s helped before it ends.", measure.display_name)
                )
            measure._step(EVALUATED, evaluated_on=measure.company_id._talk_today())
        self._end_and_tell()
        return True

    def action_carry_on(self):
        """What was done does not hold: the owner goes on with it."""
        self._check_step(EVALUATED)
        self._check_evaluated()
        self._step(IN_PROGRESS, done_on=False, evaluator_id=False, effect=False)
        notices = self.env["talk.measure.notice"]
        notices._end(self)
        notices._tell(self._pairs("owner_id"), RESUMED)
        return True

    def _check_evaluated(self):
        self._begin_step("is_mine_to_evaluate", self._sentence_evaluator())
        for measure in self:
            if not (measure.evaluation or "").strip():
                raise UserError(
                    self.env._(
                        "Write first how %s was found: what helped, and what does not hold.",
                        measure.display_name,
                    )
                )

    def action_drop(self):
        """It is not carried out after all, and it says why."""
        self._check_step(DROPPED)
        self._begin_step(
            "is_mine_to_drop",
            self.env._("A measure is dropped by whoever handles what was raised."),
        )
        for measure in self:
            if not (measure.drop_reason or "").strip():
                raise UserError(self.env._("Write first why %s is dropped.", measure.display_name))
        self._step(DROPPED, escalated_to_id=False, escalation_level=0)
        owners = {
            (measure, user) for measure, user in self._pairs("owner_id") if user != self.env.uid
        }
        self._end_and_tell()
        self.env["talk.measure.notice"]._tell(owners, DROPPED_NOTICE)
        return True

    # who is asked, who is told

    def _ask_evaluators(self):
        """Ask somebody whether these helped; anew, if others handle what was raised."""
        evaluators = self._find_evaluators()
        changed = self.filtered(lambda measure: measure.evaluator_id != evaluators[measure.id])
        for measure in changed:
            measure.evaluator_id = evaluators[measure.id]
        notices = self.env["talk.measure.notice"]
        notices._end(changed, TO_EVALUATE)
        notices._tell(changed._pairs("evaluator_id"), TO_EVALUATE)

    def _find_evaluators(self):
        """{measure id: employee asked to evaluate}: whoever handles what was raised, if that is
        not the owner of the measure; else the owner's superior; alone is only who has none."""
        found = {measure.id: measure._others_handling()[:1] for measure in self}
        alone = self.filtered(lambda measure: not found[measure.id])
        asked = alone.filtered(lambda measure: not measure.is_private)
        superiors = asked._superiors(1)
        for measure in alone:
            superior = superiors.get((measure.id, 1), self.env["hr.employee"])
            has_user = superior.user_id.active
            found[measure.id] = superior if has_user else measure.owner_id
        return found

    def _others_handling(self):
        """Hook: employees who handle what was raised and do not carry the measure out."""
        owners = self._all_items().owner_id - self.sudo().owner_id
        return owners.filtered(lambda owner: owner.active and owner.user_id.active)

    def _pairs(self, field):
        """{(measure id, user id)} of who stands in ``field``, as far as they have a user."""
        return {
            (measure.id, measure[field].user_id.id)
            for measure in self.sudo()
            if measure[field].user_id.active
        }

    def _tell_owner(self):
        """Whoever is to carry it out is told, unless it was their own doing."""
        notices = self.env["talk.measure.notice"]
        notices._end(self)
        notices._tell(
            {pair for pair in self._pairs("owner_id") if pair[1] != self.env.uid}, ASSIGNED
        )

    def _end_and_tell(self):
        """These are over. Where nothing more is open for an item, its owner can close it."""
        notices = self.env["talk.measure.notice"]
        notices._end(self)
        of_item = self._ids_by_item()
        pairs = {
            (of_item[item.id][0], item.owner_id.user_id.id)
            for item in self._all_items()._without_open_measures()
            if item.owner_id.user_id.active
        }
        notices._tell(pairs, CLOSABLE)
