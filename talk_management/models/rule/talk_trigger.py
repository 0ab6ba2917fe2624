import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_trigger_type import RESTRICTED

ENTERED, NOTICED, REPORTED = "entered", "noticed", "reported"
OPEN, WITHDRAWN = "open", "withdrawn"
# events of one type so many days apart are likely one and the same, told of twice
SAME_EVENT_DAYS = 3


class TalkTrigger(models.Model):
    """Something that happened to a person and makes a talk due (触发事件, H4.5).

    Entered by hand, noticed in the person's own records, or reported by another program
    (talk_trigger_report.py). Rules after an event turn it into obligations. The same event
    twice makes one; one that is corrected moves what is still open, one that is withdrawn
    takes it away. Its number says nothing, and there is no chatter: what happened is told
    here and nowhere else.
    """

    _name = "talk.trigger"
    _description = "Trigger Event"
    _inherit = ["talk.workflow.mixin", "talk.visible.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _transitions = frozenset({(OPEN, WITHDRAWN), (WITHDRAWN, OPEN)})
    _guarded_fields = frozenset(
        {"state", "name", "source", "is_restricted", "date_entered", "notice_key"}
    )

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
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
        help="The company of the person; it follows from the person.",
    )
    state = fields.Selection(
        [(OPEN, "In force"), (WITHDRAWN, "Withdrawn")],
        required=True,
        readonly=True,
        copy=False,
        default=OPEN,
        help="A withdrawn event makes nothing due; what was still open because of it goes.",
    )
    source = fields.Selection(
        [(ENTERED, "Entered"), (NOTICED, "Noticed"), (REPORTED, "Reported by another program")],
        string="How It Became Known",
        required=True,
        readonly=True,
        copy=False,
        default=ENTERED,
        help="Entered by hand, noticed from the employee's records, or reported.",
    )
    responsible_id = fields.Many2one(
        "hr.employee",
        string="Entrusted To",
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
    note = fields.Text(
        string="What Happened",
        copy=False,
        help="Only whoever may open this event reads it, the person who holds the talk included.",
    )
    is_restricted = fields.Boolean(
        string="Restricted",
        readonly=True,
        copy=False,
        help="Known to whoever entered it, the discipline officer and whoever holds the talk.",
    )
    notice_key = fields.Char(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Technical: which change of the person's records was noticed.",
    )
    twice_warning = fields.Char(
        string="Told of Twice",
        compute="_compute_twice_warning",
        help="Another event of this type is known for about the same day.",
    )

    # what rules after events look through
    _in_force = models.Index("(company_id, state, type_id, date)")
    # each reporter of a restricted event has a row of their own: a refusal would tell the one
    # that the other has reported it
    _natural_key = models.UniqueIndex(
        "(employee_id, type_id, date, (CASE WHEN is_restricted THEN create_uid ELSE 0 END)) "
        "WHERE state = 'open'",
        "This event is known already: the same person, the same event, the same day.",
    )
    _noticed = models.Index("(employee_id, notice_key) WHERE notice_key IS NOT NULL")

    @api.depends("name")
    def _compute_display_name(self):
        for trigger in self:
            trigger.display_name = trigger.name if trigger.id else self.env._("New Event")

    @api.depends("employee_id", "type_id", "date", "state")
    def _compute_twice_warning(self):
        for trigger in self:
            near = self.browse()
            if trigger.employee_id and trigger.type_id and trigger.date:
                near = self.search(trigger._domain_near(), limit=1)
            trigger.twice_warning = bool(near) and self.env._(
                "%(number)s of %(date)s looks like the same event: "
                "one event reported twice asks for one talk only.",
                number=near.name,
                date=fields.Date.to_string(near.date),
            )

    def _domain_near(self, days=SAME_EVENT_DAYS):
        """Others in force of this type and person, at most so many days apart."""
        return [
            ("employee_id", "=", self.employee_id.id),
            ("type_id", "=", self.type_id.id),
            ("state", "=", OPEN),
            ("date", ">=", self.date - timedelta(days=days)),
            ("date", "<=", self.date + timedelta(days=days)),
            ("id", "!=", self._origin.id),
        ]

    @api.model_create_multi
    def create(self, vals_list):
        # before anything is compared: the refusal would tell of events
        self.check_access("create")
        vals_list = [self._prepare_completed_vals(vals) for vals in vals_list]
        self._refuse_known(
            {(vals.get("employee_id"), vals.get("type_id"), vals["date"]) for vals in vals_list}
        )
        triggers = super().create(vals_list)
        hidden = triggers.sudo().filtered(
            lambda trigger: trigger.type_id.confidentiality == RESTRICTED
        )
        hidden.is_restricted = True
        for trigger, number in zip(triggers.sudo(), self._numbers(triggers.sudo())):
            trigger.name = number
        return triggers

    @api.model
    def _prepare_completed_vals(self, vals):
        employee = self.env["hr.employee"].sudo().browse(vals.get("employee_id"))
        day = vals.get("date") or self.default_get(["date"]).get("date")
        return {
            **vals,
            "company_id": employee.company_id.id or self.env.company.id,
            "date": fields.Date.to_date(day),
        }

    def write(self, vals):
        fixed = {"employee_id", "type_id", "company_id"} & vals.keys()
        if not self.env.su and any(
            trigger[name].id != vals[name] for trigger in self for name in fixed
        ):
            raise UserError(
                self.env._(
                    "Whom an event is about and what it was cannot be changed. "
                    "Withdraw this one and enter the right one."
                )
            )
        if vals.get("date"):
            self.check_access("write")
            self._refuse_known(self._keys(fields.Date.to_date(vals["date"])))
        return super().write(vals)

    def _keys(self, day=None):
        """What makes these events what they are, the same for two reports of one event."""
        return {
            (trigger.employee_id.id, trigger.type_id.id, day or trigger.date)
            for trigger in self
            if trigger.state == OPEN
        }

    @api.model
    def _refuse_known(self, keys):
        """Raise ValidationError where one of these events is known already, as far as the user
        may know: a restricted one that somebody else has reported is not told of."""
        domain = Domain.AND(
            [
                Domain("employee_id", "in", list({employee for employee, _type, _day in keys})),
                Domain("type_id", "in", list({kind for _employee, kind, _day in keys})),
                Domain("date", "in", list({day for _employee, _type, day in keys})),
                Domain("state", "=", OPEN) & Domain("id", "not in", self.ids),
            ]
        )
        told = Domain("is_restricted", "=", False) & Domain(
            "company_id", "in", self.env.companies.ids
        )
        known = self.sudo().search(domain & told)
        known |= self.search(domain).sudo()
        for trigger in known:
            if (trigger.employee_id.id, trigger.type_id.id, trigger.date) in keys:
                raise ValidationError(
                    self.env._(
                        "This event is known already as %(number)s: "
                        "the same person, the same event, the same day.",
                        number=trigger.name,
                    )
                )

    @api.model
    def _numbers(self, triggers):
        """A number for each: the next ones, and one at random for a restricted event, so that
        no gap in the others' numbers tells of it."""
        hidden = triggers.filtered("is_restricted")
        following = iter(self._next_numbers(len(triggers - hidden)))
        return [
            f"EVENT/{secrets.token_hex(4).upper()}" if trigger in hidden else next(following)
            for trigger in triggers
        ]

    @api.model
    def _next_numbers(self, count):
        """The next ``count`` numbers, in two queries however many they are."""
        if not count:
            return []
        sequence = self.env.ref("talk_management.sequence_trigger").sudo()
        day = self.env.company._talk_today()
        found = sequence.date_range_ids.filtered(lambda part: part.date_from <= day <= part.date_to)
        part = found[:1] or sequence._create_date_range_seq(day)
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}_{part.id:03d}",
                count,
            )
        )
        dated = sequence.with_context(ir_sequence_date_range=part.date_from)
        return [dated.get_next_char(row[0]) for row in rows]

    def action_withdraw(self):
        """It did not happen, or need not be talked about: what is open because of it goes.

        Raises AccessError for whoever may not change the event.
        """
        self.check_access("write")
        self._step(WITHDRAWN)

    def action_put_in_force(self):
        """It did happen. Raises AccessError as action_withdraw, ValidationError where the same
        event was entered again meanwhile."""
        self.check_access("write")
        self._check_step(OPEN)
        self._refuse_known(
            {(trigger.employee_id.id, trigger.type_id.id, trigger.date) for trigger in self}
        )
        self._step(OPEN)
