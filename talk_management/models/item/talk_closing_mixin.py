from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from ..obligation.talk_obligation import UNSETTLED
from .talk_item import OPEN_STATES
from .talk_measure import CARRIED_OUT
from .talk_reply import DELIVERED

OFFICER = "talk_management.group_talk_officer"


class TalkClosingMixin(models.AbstractModel):
    """A period and what is still open of it, in figures that open their lists (B10).

    A figure is worked out once for its period and then stays. What is between two people is in
    none of them. A later room adds a figure: a field, and what it counts in ``_open_ends``.
    """

    _name = "talk.closing.mixin"
    _description = "What Is Still Open of a Period"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose period it is.",
    )
    date_from = fields.Date(string="From", required=True, help="The first day of the period.")
    date_to = fields.Date(string="To", required=True, help="The last day of the period.")
    owed_count = fields.Integer(
        string="Talks Owed",
        compute="_compute_open_ends",
        store=True,
        help="Talks whose due date lies in the period, excused ones left out.",
    )
    not_held_count = fields.Integer(
        string="Of Them Not Held",
        compute="_compute_open_ends",
        store=True,
        help="Talks whose due date lies in the period and that were not held yet.",
    )
    item_count = fields.Integer(
        string="Raised Items Still Open",
        compute="_compute_open_ends",
        store=True,
        help="What was raised by the end of the period and is neither solved nor declined.",
    )
    reply_count = fields.Integer(
        string="Written Replies Still Owed",
        compute="_compute_open_ends",
        store=True,
        help="Written replies that were due by the end of the period and are not delivered.",
    )
    measure_count = fields.Integer(
        string="Measures Not Done",
        compute="_compute_open_ends",
        store=True,
        help="Measures that were due by the end of the period and are neither done nor dropped.",
    )
    open_count = fields.Integer(
        string="Not Yet Settled",
        compute="_compute_open_ends",
        store=True,
        help="All of it together.",
    )

    @api.model
    def _open_ends(self, company, date_from, date_to):
        """Hook: ``{figure: (action that shows the list, domain)}`` of what is still open."""
        of_company = Domain("company_id", "=", company.id)
        until = of_company & Domain("date_due", "<=", date_to)
        due = until & Domain("date_due", ">=", date_from)
        known = Domain("is_private", "=", False)
        return {
            "not_held_count": ("action_talk_obligation", due & Domain("state", "in", UNSETTLED)),
            "item_count": (
                "action_talk_item",
                of_company
                & known
                & Domain("date_opened", "<=", date_to)
                & Domain("state", "in", OPEN_STATES),
            ),
            "reply_count": (
                "action_talk_reply",
                until & Domain("item_id.is_private", "=", False) & Domain("state", "!=", DELIVERED),
            ),
            "measure_count": (
                "action_talk_measure",
                until & known & Domain("state", "in", CARRIED_OUT),
            ),
        }

    @api.model
    def _domain_owed(self, company, date_from, date_to):
        due = Domain("date_due", ">=", date_from) & Domain("date_due", "<=", date_to)
        counted = Domain("state", "not in", ("excused", "withdrawn"))
        return Domain("company_id", "=", company.id) & due & counted

    @api.depends("company_id", "date_from", "date_to")
    def _compute_open_ends(self):
        for row in self.sudo():
            period = (row.company_id, row.date_from, row.date_to)
            if not all(period):
                row.owed_count = row.open_count = 0
                row.update(dict.fromkeys(self._open_ends(*period), 0))
                continue
            counts = {
                figure: self._model_of(action).search_count(domain)
                for figure, (action, domain) in self._open_ends(*period).items()
            }
            owed = self.env["talk.obligation"].sudo().search_count(self._domain_owed(*period))
            row.update({**counts, "owed_count": owed, "open_count": sum(counts.values())})

    @api.model
    def _model_of(self, action):
        return self.env[self.env.ref(f"talk_management.{action}").sudo().res_model].sudo()

    def _period_name(self):
        self.ensure_one()
        return self.env._(
            "%(date_from)s to %(date_to)s",
            date_from=format_date(self.env, self.date_from),
            date_to=format_date(self.env, self.date_to),
        )

    def _check_officer(self):
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("A period is closed by the HR officer."))

    def action_open(self):
        """Open the list behind one figure as it is now, as the button's context names it."""
        self.ensure_one()
        self.check_access("read")
        ends = self._open_ends(self.company_id, self.date_from, self.date_to)
        figure = self.env.context.get("figure")
        action, domain = ends.get(figure) or ends["not_held_count"]
        found = self.env["ir.actions.act_window"]._for_xml_id(f"talk_management.{action}")
        return found | {"domain": list(domain), "context": {}, "target": "current"}
