from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import clean_context

PLANNED = "planned"
HELD = "held"
CANCELLED = "cancelled"
INDIVIDUAL = "individual"
GROUP = "group"
SITTING = ("responsible_id", "co_holder_ids", "recorder_id", "participant_ids.employee_id")
OFFICER = "talk_management.group_talk_officer"


class TalkTalk(models.Model):
    """One conversation that will be or was held (谈心谈话): who, when, where; never what was said.

    Planned with a date, from an obligation or freely; a private calendar entry
    follows it. Held, it settles what its people owed each other and opens the
    record for those who took part (H4.1, H4.7).
    """

    _name = "talk.talk"
    _description = "Talk"
    _inherit = ["talk.reserved.mixin", "talk.workflow.mixin", "talk.visible.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _transitions = frozenset(
        {(PLANNED, HELD), (PLANNED, CANCELLED), (CANCELLED, PLANNED), (HELD, PLANNED)}
    )
    _guarded_fields = frozenset({"state", "name", "event_id", "date", "date_end", "department_id"})

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        default="/",
        help="A neutral number; nothing in it tells what the talk was about.",
    )
    state = fields.Selection(
        [(PLANNED, "Planned"), (HELD, "Held"), (CANCELLED, "Cancelled")],
        required=True,
        readonly=True,
        copy=False,
        default=PLANNED,
        group_expand=True,
        help="Planned with a date; held; or cancelled, which gives back what it would settle.",
    )

    # who
    responsible_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env.user.employee_id,
        help="Who holds the talk.",
    )
    format = fields.Selection(
        [(INDIVIDUAL, "One-on-one"), (GROUP, "Group")],
        required=True,
        default=INDIVIDUAL,
        help="One-on-one by default; as a group in special circumstances, with the reason "
        "in the record (H4.1).",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        index=True,
        check_company=True,
        ondelete="restrict",
        help="With whom the talk is.",
    )
    participant_ids = fields.One2many(
        "talk.participant", "talk_id", string="Participants", copy=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        compute_sudo=True,
        store=True,
        index=True,
        help="The employee's department on the day the talk was planned.",
    )

    # when, where, how
    date_start = fields.Datetime(
        string="Begins",
        required=True,
        index=True,
        default=lambda self: self._default_date_start(),
    )
    duration = fields.Float(default=0.5, required=True, help="In hours.")
    date_end = fields.Datetime(string="Ends", compute="_compute_date_end", store=True)
    date = fields.Date(
        compute="_compute_date",
        store=True,
        index=True,
        help="The day of the talk where the company works.",
    )
    place = fields.Char(
        help="Where the people meet. Superiors are not told; the HR officer and the ledger are."
    )
    kind_id = fields.Many2one(
        "talk.kind",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["talk.kind"]._ordinary(),
        help="What kind of talk it is.",
    )
    channel = fields.Selection(
        [
            ("face_to_face", "Face to face"),
            ("telephone", "Telephone"),
            ("video", "Video"),
            ("visit", "Visit"),
        ],
        required=True,
        default="face_to_face",
        help="How the people talk with each other.",
    )
    is_mine = fields.Boolean(
        string="Held by Me",
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="Whether the current user holds this talk.",
    )

    can_move = fields.Boolean(
        compute="_compute_can_move",
        help="Whether the current user may mark the talk held, cancel it or plan it again.",
    )

    _duration_positive = models.Constraint(
        "CHECK (duration > 0 AND duration <= 24)", "A talk lasts more than nothing and under a day."
    )
    _name_unique = models.UniqueIndex(
        "(company_id, name) WHERE name <> '/'", "This number is taken."
    )

    @api.model
    def _default_date_start(self):
        """The first hour from nine to four of the next weekdays, where the company works, in
        which the current user holds no other talk."""
        company = self.env.company
        zone = timezone(company._talk_timezone())
        tomorrow = company._talk_today() + relativedelta(days=1)
        hours = [
            zone.localize(datetime.combine(day, time(hour))).astimezone(utc).replace(tzinfo=None)
            for day in (tomorrow + relativedelta(days=n) for n in range(30))
            if day.weekday() < 5
            for hour in (9, 10, 11, 14, 15, 16)
        ]
        planned = self.search(
            [("is_mine", "=", True), ("state", "=", PLANNED), ("date_end", ">", hours[0])]
        )
        free = (
            hour
            for hour in hours
            if not any(
                talk.date_start < hour + timedelta(hours=1) and talk.date_end > hour
                for talk in planned
            )
        )
        return next(free, hours[0])

    @api.constrains("format", "employee_id", "responsible_id", "participant_ids")
    def _check_people(self):
        for talk in self:
            people = talk.participant_ids.employee_id | talk.employee_id
            if not people:
                raise ValidationError(self.env._("A talk needs somebody to talk with."))
            if talk.responsible_id in people:
                raise ValidationError(self.env._("Nobody holds a talk with themselves."))

    @api.constrains("responsible_id", "employee_id", "date_start", "duration", "state")
    def _check_free(self):
        """Nobody is planned to be in two talks at once. The message says no more than busy, and
        nothing of talks of whose existence the planner may not know."""
        for talk in self.filtered(lambda talk: talk.state == PLANNED):
            people = talk._sitting()
            others = self.sudo().search(
                [
                    ("id", "!=", talk.id),
                    ("state", "=", PLANNED),
                    ("date_start", "<", talk.date_end),
                    ("date_end", ">", talk.date_start),
                    *Domain.OR(Domain(path, "in", people.ids) for path in SITTING),
                ]
            )
            hidden = others.filtered("is_reserved")
            others -= hidden - hidden.sudo(False)._filtered_access("read")
            taken = people & others._sitting()
            if taken:
                raise ValidationError(
                    self.env._("%s is not free at that time.", taken[0].sudo().name)
                )

    def _sitting(self):
        """Everybody who takes part, on either side."""
        talks = self.sudo()
        return talks.responsible_id | talks.employee_id | talks.participant_ids.employee_id

    @api.depends("name", "responsible_id", "employee_id", "format")
    @api.depends_context("talk_show_people", "lang")
    def _compute_display_name(self):
        """The neutral number; with people only on the screens of those who may read the talk."""
        for talk in self:
            if talk.name == "/":
                talk.display_name = self.env._("New Talk")
                continue
            talk.display_name = talk.name
            if self.env.context.get("talk_show_people") and talk.sudo(False).has_access("read"):
                who = talk.employee_id.name or self.env._("Group")
                talk.display_name = f"{who} ({talk.responsible_id.name})"

    @api.depends("employee_id", "participant_ids.employee_id")
    def _compute_department_id(self):
        for talk in self:
            employees = talk.employee_id or talk.participant_ids.employee_id
            departments = employees.department_id
            talk.department_id = departments if len(departments) == 1 else False

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for talk in self:
            talk.date_end = talk.date_start and talk.date_start + timedelta(hours=talk.duration)

    @api.depends("date_start", "company_id")
    def _compute_date(self):
        for talk in self:
            local = talk.with_context(tz=talk.company_id._talk_timezone())
            talk.date = talk.date_start and fields.Datetime.context_timestamp(
                local, talk.date_start
            )

    @api.depends_context("uid")
    @api.depends("responsible_id")
    def _compute_is_mine(self):
        for talk in self:
            talk.is_mine = talk.sudo().responsible_id.user_id == self.env.user

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("responsible_id.user_id", "=" if True in value else "!=", self.env.uid)]

    @api.depends_context("uid")
    @api.depends("responsible_id")
    def _compute_can_move(self):
        officer = self.env.user.has_group(OFFICER)
        for talk in self:
            talk.can_move = officer or talk.is_mine

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(responsible)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
            OR %(recorder)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
            OR %(id)s = ANY(ARRAY(SELECT c.talk_id FROM talk_talk_co_holder_rel c
                                    JOIN hr_employee e ON e.id = c.employee_id
                                   WHERE e.user_id = %(uid)s))
            OR %(id)s = ANY(ARRAY(SELECT p.talk_id FROM talk_participant p
                                    JOIN hr_employee e ON e.id = p.employee_id
                                   WHERE e.user_id = %(uid)s))""",
            responsible=SQL.identifier(alias, "responsible_id"),
            recorder=SQL.identifier(alias, "recorder_id"),
            id=SQL.identifier(alias, "id"),
            uid=uid,
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_planners(vals_list)
        talks = super(TalkTalk, self.with_context(talk_plan_follows=True)).create(vals_list)
        talks = talks.with_env(self.env)
        for talk in talks:
            talk._check_planner()
        for talk in talks.sudo():
            talk.name = talk._next_number()
        talks._sync_participants()
        talks._after_plan()
        return talks

    def write(self, vals):
        if not self.env.su:
            self._check_editable(vals)
        result = super(TalkTalk, self.with_context(talk_plan_follows=True)).write(vals)
        if {"employee_id", "format"} & vals.keys():
            self._sync_participants()
        self._check_one_on_one()
        if {"employee_id", "format", "participant_ids", "date_start", "duration", "kind_id"} & (
            vals.keys()
        ):
            self._after_plan()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        if any(talk.state == HELD for talk in self):
            raise UserError(self.env._("A talk that was held stays on the ledger."))

    def _check_one_on_one(self):
        """Several people are a group, which states its reason and counts only where the rule
        accepts groups (H4.1). Raises ValidationError."""
        for talk in self:
            if talk.format == INDIVIDUAL and len(talk.participant_ids) > 1:
                raise ValidationError(
                    self.env._("A one-on-one talk is with one person. Choose a group for several.")
                )

    def _check_editable(self, vals):
        facts = vals.keys() - {"participant_ids"}
        for talk in self:
            if facts and talk.state != PLANNED:
                raise UserError(
                    self.env._("%s is no longer planned, so its facts stay as they are.", talk.name)
                )
            if "responsible_id" in vals and vals["responsible_id"] != talk.responsible_id.id:
                raise UserError(
                    self.env._("A talk is not handed on: cancel it and let the other plan one.")
                )

    def _sync_participants(self):
        """In a one-on-one talk the employee is the one participant."""
        for talk in self.sudo().filtered(lambda talk: talk.format == INDIVIDUAL):
            employee = talk.employee_id or talk.participant_ids[:1].employee_id
            if talk.employee_id != employee:
                talk.employee_id = employee
            if talk.participant_ids.employee_id != employee:
                talk.participant_ids.unlink()
                clean = talk.env(context=clean_context(self.env.context))
                clean["talk.participant"].create({"talk_id": talk.id, "employee_id": employee.id})

    def _after_plan(self):
        """Hook: the talk is planned or its plan has changed."""
