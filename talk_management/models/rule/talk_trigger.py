from odoo import api, fields, models

from .talk_trigger_type import RESTRICTED

ENTERED, NOTICED, REPORTED = "entered", "noticed", "reported"
OPEN, WITHDRAWN = "open", "withdrawn"


class TalkTrigger(models.Model):
    """Something that happened to a person and makes a talk due (触发事件, H4.5).

    Rules after an event turn it into obligations. The same event twice makes one;
    one that is corrected moves what is still open, one that is withdrawn takes it away.
    """

    _name = "talk.trigger"
    _description = "Trigger Event"
    _inherit = ["talk.workflow.mixin", "talk.visible.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _transitions = frozenset({(OPEN, WITHDRAWN), (WITHDRAWN, OPEN)})
    _guarded_fields = frozenset({"state", "name", "source", "is_restricted"})

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        default="/",
        help="A neutral number; nothing in it tells what happened.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        help="To whom it happened: with this person the talk is owed.",
    )
    type_id = fields.Many2one(
        "talk.trigger.type",
        string="Event",
        required=True,
        index=True,
        ondelete="restrict",
        help="What happened.",
    )
    date = fields.Date(
        required=True,
        default=lambda self: self.env.company._talk_today(),
        help="The day it happened; deadlines run from it.",
    )
    date_entered = fields.Date(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.company._talk_today(),
        help="The day it became known here. Where the deadline had passed by then, "
        "it runs from this day.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [(OPEN, "In force"), (WITHDRAWN, "Withdrawn")],
        required=True,
        readonly=True,
        copy=False,
        default=OPEN,
    )
    source = fields.Selection(
        [(ENTERED, "Entered"), (NOTICED, "Noticed"), (REPORTED, "Reported by another program")],
        required=True,
        readonly=True,
        default=ENTERED,
        help="Entered by hand, noticed from the employee's records, or reported.",
    )
    responsible_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        ondelete="set null",
        help="Who is entrusted with the talk. Empty: whoever answers for the person.",
    )
    about_id = fields.Many2one(
        "hr.employee",
        string="Is Also About",
        check_company=True,
        ondelete="set null",
        help="Somebody the matter is about as well: this person never handles it, "
        "the next one up does.",
    )
    is_restricted = fields.Boolean(
        readonly=True,
        help="Known to whoever entered it, the discipline officer and whoever holds the talk.",
    )

    # what rules after events look through
    _in_force = models.Index("(company_id, state, type_id, date)")

    @api.model_create_multi
    def create(self, vals_list):
        triggers = super().create(vals_list)
        for trigger in triggers.sudo().filtered(
            lambda trigger: trigger.type_id.confidentiality == RESTRICTED
        ):
            trigger.is_restricted = True
        return triggers
