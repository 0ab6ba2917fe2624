from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

TAKEN_UP = "taken_up"
HANDED_OVER = "handed_over"
RETURNED = "returned"
SOLVED = "solved"
DECLINED = "declined"
CLOSED = "closed"
REOPENED = "reopened"
MERGED = "merged"
MOVED = "moved"
PASSED_ON = "passed_on"


class TalkItemStep(models.Model):
    """What was done about a raised item (办理过程): when, what, by whom, and why.

    Read by those who deal with it; neither by those who raised it nor by the HR officer. What
    follows from something a raiser did is written by a job, and names nobody.
    """

    _name = "talk.item.step"
    _description = "Step of a Raised Item"
    _inherit = ["talk.words.mixin"]
    _words_of = "item_id"
    _log_access = False
    _rec_names_search = ["item_id.name"]
    _order = "item_id, id desc"

    item_id = fields.Many2one(
        "talk.item", required=True, readonly=True, index=True, ondelete="cascade"
    )
    moment = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    kind = fields.Selection(
        [
            (TAKEN_UP, "Taken Up"),
            (HANDED_OVER, "Handed Over"),
            (RETURNED, "Returned"),
            (PASSED_ON, "Passed On, since Its Handler Has Left"),
            (MOVED, "Due Date Moved"),
            (SOLVED, "Solved"),
            (DECLINED, "Not Adopted"),
            (REOPENED, "Reopened"),
            (MERGED, "Merged"),
            (CLOSED, "Closed"),
        ],
        string="What",
        required=True,
        readonly=True,
        help="What was done.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Done By",
        readonly=True,
        ondelete="set null",
        help="Who did it. Empty: it followed by itself.",
    )
    from_id = fields.Many2one(
        "hr.employee",
        string="Handled Before By",
        readonly=True,
        ondelete="set null",
        help="Who had it before.",
    )
    to_id = fields.Many2one(
        "hr.employee",
        string="Handled Since By",
        readonly=True,
        ondelete="set null",
        help="Who has it since.",
    )
    date_due = fields.Date(string="Due", readonly=True, help="The day it is due since then.")
    note = fields.Text(readonly=True, help="Why, in the words of whoever did it.")

    @api.model
    def _sql_visible(self, alias, uid):
        """Those who deal with it: notes among these are not for everybody who hears of the
        matter in a meeting."""
        return SQL(
            "%s IN (%s)",
            SQL.identifier(alias, "item_id"),
            self.env["talk.item"]._sql_naming(uid),
        )

    def _domain_allowed(self, operation):
        return super()._domain_allowed(operation) if operation == "read" else Domain.FALSE

    @api.model
    def _note(self, items, kind, user=None, vals=None):
        """Write one step down for each of ``items``; ``vals``: ``{item id: values}``."""
        vals = vals or {}
        self.sudo().create(
            [
                {
                    "item_id": item.id,
                    "kind": kind,
                    "user_id": user.id if user else False,
                    **vals.get(item.id, {}),
                }
                for item in items
            ]
        )
