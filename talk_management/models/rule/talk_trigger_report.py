from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .talk_trigger import OPEN, REPORTED
from .talk_trigger_type import RESTRICTED


class TalkTrigger(models.Model):
    """Events for several people at once, and for other programs."""

    _inherit = "talk.trigger"

    @api.model
    def report_event(self, employee_ids, event, date=None, note=None, responsible_id=None):
        """Say that something has happened to these people, so that a talk becomes due.

        For automations, server actions and other addons, and over /json/2. The one who calls
        must be allowed to enter events (HR or discipline officer). Telling of the same event
        twice (person, event, day) is harmless: the one already known is returned.

        :param employee_ids: id or ids of hr.employee
        :param event: technical name of a type of event, such as "promotion", or its id
        :param date: the day it happened, date or "YYYY-MM-DD"; today when left out
        :param note: what happened, for those who may open the event; optional
        :param responsible_id: id of the hr.employee entrusted with the talk; optional
        :return: the ids of the events, in the order of ``employee_ids``
        :raises AccessError: for whoever may not enter events
        :raises UserError: when there is no such type of event or person

        A server action, say when a commendation is approved::

            env["talk.trigger"].report_event(
                record.employee_id.id, "commendation", date=record.date, note=record.title
            )
        """
        self.check_access("create")
        kind = self._get_reported_type(event)
        ids = [employee_ids] if isinstance(employee_ids, int) else list(employee_ids)
        employees = self.env["hr.employee"].sudo().browse(ids).exists()
        if not ids or len(employees) != len(set(ids)):
            raise UserError(self.env._("Nobody here has this number; the event is of nobody."))
        try:
            day = fields.Date.to_date(date)
        except ValueError:
            raise UserError(
                self.env._("“%s” is not a date. Write it as in 2026-11-20.", date)
            ) from None
        values = {"note": note, "responsible_id": responsible_id}
        events, _known = self._enter(kind, employees, day, values, REPORTED)
        by_employee = {event.employee_id.id: event.id for event in events.sudo()}
        return [by_employee[employee_id] for employee_id in ids]

    @api.model
    def _get_reported_type(self, event):
        types = self.env["talk.trigger.type"]
        if isinstance(event, int):
            kind = types.browse(event).exists()
        else:
            kind = types.search([("technical_name", "=", event)]) if event else types
        if not kind:
            raise UserError(
                self.env._(
                    "There is no type of event “%s”. Its technical name is shown on its page "
                    "under Configuration, Event Types.",
                    event,
                )
            )
        return kind

    @api.model
    def _enter(self, kind, employees, day, values, source=None):
        """Enter the event for each of ``employees`` who has it not yet.

        Returns ``(events, known)``: all of theirs, and those of them that were known before.
        """
        day = day or self.env.company._talk_today()
        employees = employees.sudo()
        if not self.env.su and employees.company_id - self.env.companies:
            raise AccessError(self.env._("Events are entered for people of one's own company."))
        known = self._known(kind, employees, day)
        missing = employees - known.sudo().employee_id
        new = self.create(
            [
                {**values, "employee_id": employee.id, "type_id": kind.id, "date": day}
                for employee in missing
            ]
        )
        if source:
            new.sudo().source = source
        return known | new, known

    @api.model
    def _known(self, kind, employees, day):
        """Of these people, the event of that day that is known already, as far as the user may
        know: what is not restricted may be told to whoever enters it once more."""
        events = self if kind.confidentiality == RESTRICTED else self.sudo()
        known = events.search(
            [
                ("employee_id", "in", employees.ids),
                ("type_id", "=", kind.id),
                ("date", "=", day),
                ("state", "=", OPEN),
            ]
        )
        return known.sudo(self.env.su)
