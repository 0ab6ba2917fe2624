from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_confirmation import OBJECTED


class TalkObjection(models.Model):
    """Why somebody says that they did not meet, in their own words.

    Read by that person and by whoever is said to have held the talk. The HR officer sees that
    there is an objection, and decides without these words.
    """

    _name = "talk.objection"
    _description = "Objection"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"confirmation_id"})
    _rec_names_search = ["confirmation_id"]

    confirmation_id = fields.Many2one(
        "talk.confirmation",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="What it is objected to.",
    )
    text = fields.Text(string="Why", help="What happened instead. You may leave this empty.")
    is_own = fields.Boolean(
        related="confirmation_id.is_own", string="My Own", help="Whether you have said so."
    )

    _once = models.UniqueIndex("(confirmation_id)", "There is an objection already.")

    @api.depends("confirmation_id")
    def _compute_display_name(self):
        for objection in self:
            objection.display_name = objection.confirmation_id.sudo().display_name

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT c.id FROM talk_confirmation c WHERE %s))",
            SQL.identifier(alias, "confirmation_id"),
            self.env["talk.confirmation"]._sql_visible("c", uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        return Domain("confirmation_id.employee_id.user_id", "=", self.env.uid)

    @api.model
    def _erasable(self, records):
        """What hangs on these records, by the talk."""
        people = records.participant_id
        return self.search([("confirmation_id.participant_id", "in", people.ids)])

    def write(self, vals):
        self.check_access("write")
        if not self.env.su:
            if vals.keys() - {"text"}:
                raise AccessError(self.env._("Only the words of an objection can be changed."))
            if any(found.confirmation_id.state != OBJECTED for found in self):
                raise UserError(self.env._("This objection is settled, so its words stay."))
        return super().write(vals)
