from datetime import timedelta

from odoo import Command, api, fields, models

from ..engine.slot import Part, fit, overlapping
from ..models.rule.talk_rule_cadence import WEEKDAYS
from ..models.talk.talk_session import OFFICER

DAY_FIELDS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class TalkSessionPublish(models.TransientModel):
    """Open sessions for a span of days: days × parts of a day × leaders and places (B2).

    Shows, while it is typed, how many slots that makes, for how many people, and what clashes.
    """

    _name = "talk.session.publish"
    _description = "Publish Open Sessions"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        help="Whose people are received.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.company._talk_today() + timedelta(days=1),
        help="First day.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self.env.company._talk_today() + timedelta(days=7),
        help="Last day.",
    )
    monday = fields.Boolean(string=WEEKDAYS[0][1], default=True)
    tuesday = fields.Boolean(string=WEEKDAYS[1][1], default=True)
    wednesday = fields.Boolean(string=WEEKDAYS[2][1], default=True)
    thursday = fields.Boolean(string=WEEKDAYS[3][1], default=True)
    friday = fields.Boolean(string=WEEKDAYS[4][1], default=True)
    saturday = fields.Boolean(string=WEEKDAYS[5][1], default=True)
    sunday = fields.Boolean(string=WEEKDAYS[6][1], default=True)
    workdays_only = fields.Boolean(
        string="Working Days Only",
        default=True,
        help="Public holidays and days off are left out, by the calendar of the company.",
    )
    part_ids = fields.One2many(
        "talk.session.publish.part",
        "publish_id",
        string="Parts of the Day",
        default=lambda self: [Command.create({"hour_from": 14.5, "hour_to": 17.5})],
    )
    row_ids = fields.One2many(
        "talk.session.publish.row",
        "publish_id",
        string="Who Receives Where",
        default=lambda self: self._default_rows(),
    )
    slot_minutes = fields.Integer(
        string="Minutes per Slot", default=30, required=True, help="How long each slot is."
    )
    pause_minutes = fields.Integer(string="Pause", help="Minutes between two slots.")
    capacity = fields.Integer(
        string="People per Slot", default=1, required=True, help="1: one-on-one."
    )
    kind_id = fields.Many2one(
        "talk.kind",
        required=True,
        ondelete="cascade",
        domain=[("is_disciplinary", "=", False)],
        default=lambda self: self.env["talk.kind"]._ordinary(),
        help="What kind of talk it is.",
    )
    channel = fields.Selection(
        lambda self: self.env["talk.talk"]._fields["channel"]._description_selection(self.env),
        required=True,
        default="face_to_face",
        help="How the people talk with each other.",
    )
    department_ids = fields.Many2many(
        "hr.department", string="For Departments", help="Empty, with no branch: everybody."
    )
    branch_ids = fields.Many2many(
        "talk.branch", string="For Party Branches", help="Empty, with no department: everybody."
    )
    skip_clashes = fields.Boolean(
        string="Leave Out What Clashes",
        help="Sessions whose leader or place is taken are not made; the others are.",
    )
    session_count = fields.Integer(string="Sessions", compute="_compute_foreseen")
    slot_count = fields.Integer(string="Slots", compute="_compute_foreseen")
    people_count = fields.Integer(string="People", compute="_compute_foreseen")
    foreseen = fields.Text(
        string="What This Makes", compute="_compute_foreseen", help="Before anything is made."
    )
    clashes = fields.Text(
        compute="_compute_foreseen", help="Sessions whose leader or place is taken at that time."
    )
    is_done = fields.Boolean(readonly=True, help="Technical: pressed already.")
    is_officer = fields.Boolean(compute="_compute_is_officer")

    @api.model
    def _default_rows(self):
        leader = self.env["talk.session"]._default_receiver()
        return [Command.create({"responsible_id": leader.id})] if leader else []

    @api.depends_context("uid")
    def _compute_is_officer(self):
        self.is_officer = self.env.user.has_group(OFFICER)

    @api.depends(
        "company_id",
        "date_from",
        "date_to",
        *DAY_FIELDS,
        "workdays_only",
        "part_ids.hour_from",
        "part_ids.hour_to",
        "row_ids.responsible_id",
        "row_ids.place_id",
        "slot_minutes",
        "pause_minutes",
        "capacity",
        "channel",
        "department_ids",
        "branch_ids",
        "skip_clashes",
    )
    @api.depends_context("lang")
    def _compute_foreseen(self):
        for wizard in self:
            wizard.session_count = wizard.slot_count = wizard.people_count = 0
            wizard.clashes = False
            if refusal := wizard._refusal():
                wizard.foreseen = refusal
                continue
            spans = wizard._spans()
            clashing = wizard._clashing(spans)
            wizard.clashes = wizard._say_clashes(spans, clashing)
            if wizard.skip_clashes:
                spans = [span for number, span in enumerate(spans) if number not in clashing]
            slots = sum(len(wizard._cut(start, end)) for _row, start, end in spans)
            wizard.session_count, wizard.slot_count = len(spans), slots
            wizard.people_count = wizard._count_people()
            wizard.foreseen = wizard._say_fit()

    # what is asked for

    def _refusal(self):
        """A sentence on what stands in the way of making anything; False where nothing does."""
        _ = self.env._
        if not (self.date_from and self.date_to):
            return _("Say from which day until which day.")
        if self.date_to < self.date_from:
            return _("The last day lies before the first.")
        if self.date_from < self.company_id._talk_today():
            return _("Open sessions lie ahead: the first day is over.")
        if (self.date_to - self.date_from).days > 365:
            return _("Publish at most a year at once.")
        return self._refusal_of_hours() or self._refusal_of_people()

    def _refusal_of_hours(self):
        _ = self.env._
        if not self.part_ids:
            return _("Say in which hours of the day people are received.")
        if not 5 <= self.slot_minutes <= 480 or not 0 <= self.pause_minutes <= 240:
            return _("A slot lasts from 5 minutes to 8 hours, a pause at most 4 hours.")
        if not 1 <= self.capacity <= 100:
            return _("A slot is for 1 to 100 people.")
        for part in self.part_ids:
            if not 0 <= part.hour_from < part.hour_to <= 24:
                return _("A part of the day ends before it begins, or lies outside the day.")
            if (part.hour_to - part.hour_from) * 60 + 0.5 < self.slot_minutes:
                return _("A part of the day is shorter than one slot: lengthen it.")
        if overlapping([Part(part.hour_from, part.hour_to) for part in self.part_ids]):
            return _("Two parts of the day overlap.")
        return False

    def _refusal_of_people(self):
        _ = self.env._
        if not self.row_ids or not all(row.responsible_id for row in self.row_ids):
            return _("Say who receives.")
        if self._is_for_others():
            # whether others are free is not told
            return _("You can draw up only sessions in which you receive.")
        for leader in self.row_ids.responsible_id.sudo():
            if not leader.active:
                return _("%s no longer works here and receives nobody.", leader.name)
            if leader.company_id != self.company_id:
                return _("%s belongs to another company.", leader.name)
        if self.channel == "face_to_face" and not all(row.place_id for row in self.row_ids):
            return _("Say where people come: choose a place for each who receives.")
        if self.row_ids.place_id.company_id - self.company_id:
            return _("A place belongs to another company.")
        if not self._days():
            return _("None of these days is left: choose other weekdays, or other days.")
        return False

    def _count_people(self):
        """How many people the sessions are for."""
        employees = self.env["hr.employee"].sudo().search([("company_id", "=", self.company_id.id)])
        if not (self.department_ids or self.branch_ids):
            return len(employees)
        people = employees.browse()
        if self.department_ids:
            people |= employees.filtered_domain(
                [("department_id", "child_of", self.department_ids._origin.ids)]
            )
        members = self.branch_ids.sudo().member_ids.employee_id
        return len(people | (employees & members._origin))

    def _say_fit(self):
        found = fit(self.people_count, self.slot_count, self.capacity)
        values = {
            "sessions": self.session_count,
            "slots": self.slot_count,
            "people": self.people_count,
            "missing": found.missing,
        }
        if found.missing:
            return self.env._(
                "%(sessions)s sessions with %(slots)s slots, for %(people)s people: %(missing)s "
                "people too many.",
                **values,
            )
        return self.env._(
            "%(sessions)s sessions with %(slots)s slots, for %(people)s people: everybody fits.",
            **values,
        )


class TalkSessionPublishPart(models.TransientModel):
    _name = "talk.session.publish.part"
    _description = "Part of the Day"
    _order = "hour_from, id"

    publish_id = fields.Many2one("talk.session.publish", required=True, ondelete="cascade")
    # without defaults: the screen drops a new line nobody has typed in
    hour_from = fields.Float(string="From Hour", help="By the clock of the company.")
    hour_to = fields.Float(string="To Hour", help="By the clock of the company.")


class TalkSessionPublishRow(models.TransientModel):
    _name = "talk.session.publish.row"
    _description = "Who Receives Where"

    publish_id = fields.Many2one("talk.session.publish", required=True, ondelete="cascade")
    responsible_id = fields.Many2one(
        "hr.employee", string="Receives", ondelete="cascade", help="The leader who receives."
    )
    stand_in_id = fields.Many2one(
        "hr.employee", string="Stand-In", ondelete="cascade", help="Who receives instead."
    )
    place_id = fields.Many2one("talk.place", ondelete="cascade", help="Where people come.")
