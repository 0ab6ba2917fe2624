from odoo import api, fields, models
from odoo.exceptions import UserError


class TalkKind(models.Model):
    """A kind of talk: exchange, care, reminder and so on; a list users extend.

    A formal disciplinary measure (admonition 诫勉, written inquiry 函询) is a kind that
    discipline officers alone use, and that no statistics of ordinary talks count.
    """

    _name = "talk.kind"
    _description = "Kind of Talk"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="What such a talk is called.")
    sequence = fields.Integer(default=10, help="In which order kinds of talk are offered.")
    active = fields.Boolean(
        default=True, help="An archived kind is no longer offered; talks of this kind stay."
    )
    description = fields.Text(translate=True, help="When this kind of talk is held, and why.")
    is_disciplinary = fields.Boolean(
        string="Formal Disciplinary Measure",
        copy=False,
        help="Discipline officers alone plan such talks. They settle nothing that is owed, and "
        "neither ledger nor statistics show them. Set when the kind is made, and for good.",
    )
    holder_count = fields.Integer(
        string="How Many May Hold It",
        default=1,
        required=True,
        help="How many leaders may hold such a talk together, from one to three.",
    )
    signs_responsible = fields.Boolean(
        string="Responsible Signs", default=True, help="The form has a box for this signature."
    )
    signs_employee = fields.Boolean(
        string="Employee Signs", default=True, help="The form has a box for this signature."
    )
    signs_recorder = fields.Boolean(
        string="Recorder Signs", default=True, help="The form has a box for this signature."
    )
    signs_second = fields.Boolean(
        string="Second Leader Signs", help="The form has a box for this signature."
    )
    lock_days = fields.Integer(
        string="Locked After (Days)",
        help="How many days after it is completed a record of this kind is locked. 0: as the "
        "settings of the organisation say.",
    )
    needs_statement = fields.Boolean(
        string="Statement Before",
        help="The employee hands in a written statement before the talk.",
    )
    copy_to_upper = fields.Boolean(
        string="Copy to the Higher Body", help="The higher organisation receives a copy."
    )

    _holder_count_small = models.Constraint(
        "CHECK (holder_count BETWEEN 1 AND 3)", "One to three leaders hold a talk together."
    )

    _lock_days_sane = models.Constraint(
        "CHECK (lock_days BETWEEN 0 AND 365)", "A record is locked within a year."
    )

    @api.model
    def _ordinary(self):
        """The kind offered first."""
        return self.search([("is_disciplinary", "=", False)], limit=1)

    def write(self, vals):
        # switching it off would open the talks of this kind to those they are kept from
        if "is_disciplinary" in vals and any(
            kind.is_disciplinary != bool(vals["is_disciplinary"]) for kind in self
        ):
            raise UserError(
                self.env._(
                    "Whether a kind is a formal disciplinary measure is set when it is made and "
                    "stays so. Make another kind, and archive this one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_disciplinary(self):
        # whether it can be deleted would tell whether such a talk was ever held
        if any(kind.is_disciplinary for kind in self):
            raise UserError(
                self.env._("A formal disciplinary measure is archived, and never deleted.")
            )
