from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .talk_talk import PLANNED


class TalkTalk(models.Model):
    """The people of a planned talk are taken up, which the database keeps to whoever plans at
    the same moment (B2).

    In a booked talk whoever receives is taken up by the slot and whoever comes by the booking.
    """

    _inherit = "talk.talk"

    @api.constrains("responsible_id", "employee_id", "date_start", "duration", "state")
    def _check_free(self):
        """Booked talks are looked at when booked. Others also keep clear of published slots and
        of bookings, which are no secret from whoever may plan with that person."""
        apart = self.filtered(lambda talk: not talk.slot_id)
        result = super(TalkTalk, apart)._check_free()
        for talk in apart.filtered(lambda talk: talk.state == PLANNED):
            people = talk.sudo()._people_taken_up()
            taken = self.env.execute_query(
                SQL(
                    """SELECT employee_id FROM talk_presence
                        WHERE talk_id IS NULL AND employee_id IN %s
                          AND date_start < %s AND date_end > %s LIMIT 1""",
                    tuple(people.ids) or (0,),
                    talk.date_end,
                    talk.date_start,
                )
            )
            if taken:
                busy = self.env["hr.employee"].sudo().browse(taken[0])
                raise ValidationError(self.env._("%s is not free at that time.", busy.name))
        return result

    def _people_taken_up(self):
        """Who must be there."""
        return self._sitting()

    def write(self, vals):
        result = super().write(vals)
        if {"responsible_id", "co_holder_ids", "recorder_id", "state"} & vals.keys():
            self._sync_presence()
        return result

    def _after_plan(self):
        self._sync_presence()
        return super()._after_plan()

    def _after_hold(self):
        self._sync_presence()
        return super()._after_hold()

    def _after_release(self):
        self._sync_presence()
        return super()._after_release()

    def _disclose(self):
        result = super()._disclose()
        # it stood before it was known: what overlaps it stays as well
        self.sudo()._sync_presence(is_strict=False)
        return result

    def _sync_presence(self, is_strict=True):
        """Take up those who must be there, and let go whom the talk no longer needs.
        Raises UserError when somebody is not free."""
        talks = self.sudo()
        wanted = talks._presence_rows()
        known = set()
        if self.ids:
            self.flush_recordset()
            known = set(
                self.env.execute_query(
                    SQL(
                        """SELECT talk_id, employee_id, date_start, date_end
                             FROM talk_presence WHERE talk_id IN %s""",
                        tuple(self.ids),
                    )
                )
            )
        if stale := {row[0] for row in known - wanted}:
            self.env["talk.presence"]._leave("talk_id", stale)
            known = {row for row in known if row[0] not in stale}
        missing = self.env["talk.presence"]._take("talk_id", wanted - known)
        if is_strict:
            self.env["talk.presence"]._check_taken(missing)

    def _presence_rows(self):
        """Rows ``(talk, person, start, end)`` of the planned talks that others may know of."""
        return {
            (talk.id, employee.id, talk.date_start, talk.date_end)
            for talk in self
            if talk.state == PLANNED and not talk.is_reserved
            for employee in talk._people_taken_up() - talk._people_by_slot()
        }

    def _people_by_slot(self):
        """Who is taken up by the slot or the booking already."""
        if not self.slot_id:
            return self.env["hr.employee"]
        return self.responsible_id | self.participant_ids.employee_id
