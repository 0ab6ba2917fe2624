import csv
from datetime import date, datetime, time, timedelta

from odoo import Command, api, models
from odoo.tools import file_open

from .words import COMMITMENTS, PLACES, WORDS

OFFICER, ADMINISTRATOR, DISCIPLINE, EMPLOYEE = "h0014", "h0008", "h0024", "h0017"
PRINCIPAL, LEADER = "h0001", "h0048"
# of what is owed: how much of a period's talks were held when the period had passed so far
HELD_SHARE = 0.7
FORGOTTEN = 3  # talks of the half-year before that nobody held
UPCOMING = 14
TEAM_RULE = "hospital/h2_3"  # every half-year


class TalkDemo(models.AbstractModel):
    """The hospital of the rule after some months of use, made from its own roster.

    Everything goes through the ways people use: the roster is imported, the
    chain computed, the rules make talks due, the talks are planned and held.
    """

    _name = "talk.demo"
    _description = "Demo Hospital"

    @api.model
    def _load(self, company_id):
        self = self.with_context(
            tracking_disable=True,
            no_reset_password=True,
            allowed_company_ids=[company_id],
            tz="Asia/Shanghai",
        )
        company = self.env["res.company"].browse(company_id)
        company.resource_calendar_id.tz = "Asia/Shanghai"
        rosters = self.env["talk.roster.import"].with_context(lang="zh_CN")
        rosters._import_demo("hospital_roster.xlsx", company_id)
        self._name_people(company)
        self._move_working_days(company)
        rules = self._load_rules()
        self._hold_last_half_year(rules)
        self.env["talk.obligation"]._generate(rules)
        self._hold_this_year(company)
        self._plan_meeting(company)
        self._plan_upcoming(company)
        self._excuse(company)
        self.env["talk.reminder"]._refresh()
        self.env["talk.report.schedule"].create(
            {
                "name": "每月谈话台账",
                "company_id": company_id,
                "file_format": "both",
                "recipient_ids": [Command.set((self._user(PRINCIPAL) | self._user(OFFICER)).ids)],
            }
        )

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _name_people(self, company):
        """Who is officer, who is administrator, and who can log in: the listed accounts."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["res.lang"]._activate_lang("zh_TW")
        users = self.env["res.users"].search([("company_id", "=", company.id)])
        users.write({"lang": "zh_CN", "tz": "Asia/Shanghai"})
        if "odoobot_state" in users._fields:
            # the first lesson of Odoo's chat would lie over the screens, on a phone over all of it
            users.odoobot_state = "disabled"
        company.partner_id.lang = "zh_CN"  # in which people without a user are written to
        with file_open("talk_management/demo/accounts.csv") as file:
            accounts = {row["login"]: row["password"] for row in csv.DictReader(file)}
        for user in users.filtered(lambda user: user.login in accounts):
            # not through the field: that would mail everyone about a changed password
            hashed = user._crypt_context().hash(accounts[user.login])
            user._set_encrypted_password(user.id, hashed)
        for login, group in (
            (OFFICER, "officer"),
            (ADMINISTRATOR, "manager"),
            (DISCIPLINE, "discipline"),
        ):
            group = self.env.ref(f"talk_management.group_talk_{group}")
            self._user(login).group_ids = [Command.link(group.id)]
        company.talk_officer_id = self._user(OFFICER)

    def _load_rules(self):
        """The hospital's own rule, loaded the way its HR officer would."""
        wizard = self.env["talk.rule.load"].with_context(lang="zh_CN").create({})
        wizard.action_load()
        return wizard.rule_ids

    def _move_working_days(self, company):
        """The make-up Saturdays of this year: one before and one after each long holiday."""
        year = company._talk_today().year
        for name, month, day in (("春节调休", 2, 14), ("劳动节调休", 5, 9), ("国庆节调休", 10, 10)):
            day = date(year, month, day)
            self.env["talk.workday"].create(
                {
                    "date": day + timedelta(days=(5 - day.weekday()) % 7),
                    "kind": "make_up",
                    "name": name,
                    "company_id": company.id,
                }
            )

    def _plan_meeting(self, company):
        """The democratic life meeting, a month ahead: its talks are due in the 20 days before."""
        today = company._talk_today()
        self.env["talk.meeting"].create(
            {
                "name": f"{today.year}年度领导班子民主生活会",
                "kind": "democratic_life",
                "date": today + timedelta(days=30),
                "company_id": company.id,
                "team_id": self.env["talk.team"]
                .search([("company_id", "=", company.id)], limit=1)
                .id,
            }
        )

    def _hold_last_half_year(self, rules):
        """The leadership team's talks of the half-year before; a few were forgotten."""
        rule = rules.filtered(lambda rule: rule.template_key == TEAM_RULE)
        period = rule._current_period()
        before = period.start - timedelta(days=1)
        self.env["talk.obligation"]._generate_rule(rule, before)
        due = self.env["talk.obligation"].search(
            [("rule_id", "=", rule.id), ("date_due", "=", before)], order="id"
        )
        start = rule._current_period(before).start
        self._hold(due[: len(due) - 2 * FORGOTTEN], start, before)

    def _hold_this_year(self, company):
        today = company._talk_today()
        open_ones = self.env["talk.obligation"].search(
            [("company_id", "=", company.id), ("date_due", ">=", today), ("state", "=", "open")],
            order="id",
        )
        for start, due in {(o.date_start, o.date_due) for o in open_ones}:
            of_period = open_ones.filtered(
                lambda o, start=start, due=due: (o.date_start, o.date_due) == (start, due)
            )
            passed = (today - start).days / max((due - start).days, 1)
            # every seventh leader lags behind, as leaders do
            chosen = of_period.filtered(
                lambda o, passed=passed: (o.id * 37 % 100) / 100
                < passed * HELD_SHARE * (0.3 if o.responsible_id.id % 7 == 0 else 1.2)
                or self._is_shown(o)
            )
            self._hold(chosen, start, today)

    def _hold(self, obligations, start, end):
        """Hold one talk for each, on working days between ``start`` and ``end``."""
        days = [start + timedelta(days=n) for n in range((end - start).days)]
        days = [day for day in days if day.weekday() < 5]
        for obligation in obligations:
            if not days or obligation.state != "open":
                continue  # a mutual talk has settled it already
            number = obligation.id
            talk = self._plan(obligation, days[number * 7 % len(days)], number)
            talk.action_hold()
            # entered within days as a rule, now and then long after
            entered = talk.date + timedelta(days=25 if number % 40 == 0 else number % 4)
            talk.date_marked_held = min(entered, end)
            if number % 10 < 7 or self._is_shown(obligation):
                self._write_record(talk, number)

    def _plan(self, obligation, day, number):
        kinds = self.env["talk.kind"].search([], limit=5)
        hour = (1, 2, 6, 7, 8)[number % 5]  # nine to four o'clock in China, in UTC
        return self.env["talk.talk"].create(
            {
                "responsible_id": obligation.responsible_id.id,
                "employee_id": obligation.employee_id.id,
                "company_id": obligation.company_id.id,
                "date_start": datetime.combine(day, time(hour, number % 2 * 30)),
                "duration": (0.5, 0.5, 0.75, 1.0)[number % 4],
                "place": PLACES[number % len(PLACES)],
                "kind_id": kinds[0 if number % 4 else number // 4 % len(kinds)].id,
                "channel": "telephone" if number % 17 == 0 else "face_to_face",
            }
        )

    def _write_record(self, talk, number):
        record = talk.record_ids[:1]
        record.write(
            {name: words[number % len(words)] for name, words in WORDS.items()}
            | {
                "commitment_ids": [
                    Command.create(
                        {
                            "name": COMMITMENTS[number % len(COMMITMENTS)],
                            "date_due": talk.date + timedelta(days=60),
                        }
                    )
                ]
            }
        )
        record._step("completed")

    def _plan_upcoming(self, company):
        """Talks with a date in the coming weeks, and one that was called off."""
        today = company._talk_today()
        due = (
            self.env["talk.obligation"]
            .search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "open"),
                    ("date_due", ">=", today),
                ],
                order="id",
            )
            .sorted(lambda o: o.responsible_id.user_id.login != LEADER)
        )
        days = [today + timedelta(days=n) for n in range(1, 25)]
        days = [day for day in days if day.weekday() < 5]
        step = max(len(due) // UPCOMING, 1)
        talks = self.env["talk.talk"]
        for number, obligation in enumerate(due[::step][:UPCOMING]):
            if obligation.state == "open":
                talks |= self._plan(obligation, days[number % len(days)], number)
        talks[-1:].action_cancel()
        shown = self._user(EMPLOYEE).sudo().employee_ids
        head = shown.department_id.manager_id
        self.env["talk.talk"].create(
            {
                "responsible_id": head.id,
                "employee_id": shown.id,
                "company_id": company.id,
                "date_start": datetime.combine(days[3], time(8, 30)),
                "place": PLACES[0],
            }
        )

    @staticmethod
    def _is_shown(obligation):
        """Whether it is about the employee whose account is listed: her screens are not empty."""
        return obligation.employee_id.user_id.login == EMPLOYEE

    def _excuse(self, company):
        due = self.env["talk.obligation"].search(
            [("company_id", "=", company.id), ("state", "=", "open")], order="id desc", limit=2
        )
        due._excuse("产假期间")
