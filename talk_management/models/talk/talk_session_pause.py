from odoo import fields, models

from ...engine.slot import cut


class TalkSession(models.Model):
    """A pause between slots, and publishing many sessions by a fixed number of statements."""

    _inherit = "talk.session"

    pause_minutes = fields.Integer(
        string="Pause",
        default=0,
        help="Minutes between two slots, to write something down.",
    )

    _pause_sane = models.Constraint(
        "CHECK (pause_minutes BETWEEN 0 AND 240)", "A pause lasts from nothing to 240 minutes."
    )

    def write(self, vals):
        if not self.env.su and "pause_minutes" in vals:
            # the same as of the length of a slot
            self._check_settled_facts()
        return super().write(vals)

    def _check_settled_facts(self):
        super().write({})
        for session in self:
            if session.state != "draft" and not self.env.su:
                session.write({"slot_minutes": session.slot_minutes})

    def _slot_times(self):
        self.ensure_one()
        step = fields.Datetime.add
        minutes = int((self.date_end - self.date_start).total_seconds() // 60)
        return [
            (step(self.date_start, minutes=begin), step(self.date_start, minutes=end))
            for begin, end in cut(minutes, self.slot_minutes, self.pause_minutes)
        ]
