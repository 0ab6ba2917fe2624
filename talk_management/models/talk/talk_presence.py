from odoo import fields, models


class TalkPresence(models.Model):
    """When somebody is taken up by a talk that lies ahead: the database lets nobody be in two.

    Kept for the people of planned talks, for those who booked, and for leaders during the slots
    they published. Talks known to their people alone leave no trace here, as the refusal would
    tell of them. Nobody reads it.
    """

    _name = "talk.presence"
    _description = "Time Taken"
    _log_access = False

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    date_start = fields.Datetime(required=True)
    date_end = fields.Datetime(required=True)
    # what takes the person up: one of the three
    talk_id = fields.Many2one("talk.talk", index="btree_not_null", ondelete="cascade")
    booking_id = fields.Many2one("talk.booking", index="btree_not_null", ondelete="cascade")
    slot_id = fields.Many2one("talk.slot", index="btree_not_null", ondelete="cascade")

    # ranges of numbers, since a plain number has no such index without an extension
    _person_free = models.Constraint(
        "EXCLUDE USING gist (int4range(employee_id, employee_id, '[]') WITH &&, "
        "tsrange(date_start, date_end) WITH &&)",
        "This person is not free at that time.",
    )
