from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ...engine.anniversary import anniversary
from ..hr.hr_employee import POLITICAL_STATUSES

YOUNG_AGE = 35
PROMOTED_YEARS = 2
ANNIVERSARY_DAYS = 30
POSTS = 6


class TalkSheet(models.AbstractModel):
    """Who the person is, as far as whoever prepares may know.

    Anybody may plan a talk with anybody. So what the records say of somebody is told only to
    whoever answers for that person, and to those who read these records anyway; others learn
    what every colleague sees.
    """

    _inherit = "talk.sheet"

    # what is found out once, for all parts

    @api.model
    def _known_people(self, people):
        """Those of them whose records the user may know."""
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT x.employee_id FROM talk_edge x
                     JOIN hr_employee r ON r.id = x.responsible_id
                    WHERE r.user_id = %s AND x.date_to IS NULL AND x.employee_id IN %s""",
                self.env.uid,
                tuple(people.ids),
            )
        )
        known = people.browse(row[0] for row in rows)
        if self.env.user.has_group("hr.group_hr_user"):
            known |= people.with_user(self.env.uid)._filtered_access("read").sudo()
        return known

    @api.model
    def _known(self, asked):
        """``{person: facts}`` of the talk's people whom the user may know.

        Asks anew that they are people of a talk the user holds. Raises AccessError otherwise.
        """
        asked.talk.check_access("read")
        mine = asked.talk if asked.talk.can_prepare else asked.talk.browse()
        people = self._known_people(asked.people & mine.sudo().participant_ids.employee_id)
        if not people:
            return {}
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT e.id, e.political_status, e.party_join_date, e.party_full_date,
                          e.birthday, v.job_title, v.department_id, v.rank_id, v.post_date,
                          (SELECT min(f.contract_date_start) FROM hr_version f
                            WHERE f.employee_id = e.id AND f.active) AS entered
                     FROM hr_employee e
                     LEFT JOIN LATERAL (
                          SELECT * FROM hr_version v WHERE v.employee_id = e.id AND v.active
                           ORDER BY v.date_version > %(today)s, abs(v.date_version - %(today)s)
                           LIMIT 1) v ON TRUE
                    WHERE e.id IN %(people)s""",
                today=asked.today,
                people=tuple(people.ids),
            )
        )
        return {row["id"]: row for row in self.env.cr.dictfetchall()}

    @api.model
    def _posts(self, asked):
        """``{person: [{since, job_title, department_id, rank_id, climbed}]}``, the last first:
        what the records say from version to version, of people the user may know."""
        if not asked.known:
            return {}
        self.env.cr.execute(
            SQL(
                """WITH version AS (
                       SELECT v.employee_id, v.date_version AS since, v.job_title,
                              v.department_id, v.rank_id, r.sequence AS height
                         FROM hr_version v LEFT JOIN talk_rank r ON r.id = v.rank_id
                        WHERE v.employee_id IN %(people)s AND v.active
                          AND v.date_version <= %(today)s
                   ), step AS (
                       SELECT *, lag(height) OVER w - height AS climbed,
                              lag(since) OVER w IS NULL
                              OR (job_title, department_id, rank_id) IS DISTINCT FROM
                                 (lag(job_title) OVER w, lag(department_id) OVER w,
                                  lag(rank_id) OVER w) AS is_new
                         FROM version
                       WINDOW w AS (PARTITION BY employee_id ORDER BY since)
                   )
                   SELECT * FROM (
                       SELECT *, row_number() OVER (PARTITION BY employee_id
                                                    ORDER BY since DESC) AS nth
                         FROM step WHERE is_new) told
                    WHERE nth <= %(posts)s ORDER BY employee_id, nth""",
                people=tuple(asked.known),
                today=asked.today,
                posts=POSTS,
            )
        )
        posts = {}
        for row in self.env.cr.dictfetchall():
            posts.setdefault(row["employee_id"], []).append(row)
        return posts

    # the parts

    @api.model
    def _part_person(self, asked):
        _ = self.env._
        colleagues = self.env["hr.employee.public"].search_fetch(
            [("id", "in", (asked.people.filtered(lambda person: person.id not in asked.known)).ids)]
        )
        departments = self._names("hr.department", asked.known, "department_id")
        ranks = self._names("talk.rank", asked.known, "rank_id")
        statuses = self._statuses()
        rows = {
            person.id: [
                (_("Post Held"), person.job_title),
                (_("Department"), person.sudo().department_id.name),
            ]
            for person in colleagues
        }
        for person, known in asked.known.items():
            rows[person] = [
                (_("Post Held"), known["job_title"]),
                (_("Department"), departments.get(known["department_id"])),
                (_("Rank"), ranks.get(known["rank_id"])),
                (_("In post since"), self._since(known["post_date"], asked.today)),
                (_("Entered on"), self._since(known["entered"], asked.today)),
                (_("Political status"), statuses.get(known["political_status"])),
                (_("Full Party member since"), self._day(known["party_full_date"])),
            ]
        return {
            "title": _("The person"),
            "rows": {
                person: [self._row(label, value) for label, value in facts if value]
                for person, facts in rows.items()
            },
        }

    @api.model
    def _part_notable(self, asked):
        """What makes the person one of the groups a leader does not miss, and days to think of."""
        return {
            "title": self.env._("Worth knowing"),
            "rows": {
                person: [
                    self._row(sentence)
                    for sentence in (
                        *self._groups(known, asked.posts.get(person, []), asked.today),
                        *self._anniversaries(known, asked.today),
                    )
                ]
                for person, known in asked.known.items()
            },
        }

    @api.model
    def _groups(self, known, posts, today):
        _ = self.env._
        entered, joined, full = known["entered"], known["party_join_date"], known["party_full_date"]
        if entered and entered.year == today.year and entered <= today:
            yield _("New this year: entered on %(date)s", date=self._day(entered))
        earliest = today - relativedelta(years=PROMOTED_YEARS)
        risen = [post["since"] for post in posts if (post["climbed"] or 0) > 0]
        if risen and risen[0] >= earliest:
            yield _("Promoted within two years: on %(date)s", date=self._day(risen[0]))
        if joined and joined.year == today.year and joined <= today:
            yield _("Admitted to the Party this year: on %(date)s", date=self._day(joined))
        if full and full.year == today.year and full <= today:
            yield _("Became a full Party member this year: on %(date)s", date=self._day(full))
        if known["birthday"] and known["birthday"] > today - relativedelta(years=YOUNG_AGE + 1):
            yield _("One of the young staff, up to %(age)s years of age", age=YOUNG_AGE)

    @api.model
    def _anniversaries(self, known, today):
        _ = self.env._
        for day, sentence in (
            (known["entered"], _("%(years)s years in the institution on %(date)s")),
            (known["party_join_date"], _("%(years)s years in the Party on %(date)s")),
        ):
            for year in (today.year, today.year + 1):
                if not day or year <= day.year:
                    continue
                turning = anniversary(day, year)
                if 0 <= (turning - today).days <= ANNIVERSARY_DAYS:
                    yield sentence % {"years": year - day.year, "date": self._day(turning)}

    @api.model
    def _part_posts(self, asked):
        _ = self.env._
        rows = [row for posts in asked.posts.values() for row in posts]
        departments = self._names("hr.department", dict(enumerate(rows)), "department_id")
        return {
            "title": _("Posts so far"),
            "columns": [_("Since"), _("Post Held"), _("Department")],
            "rows": {
                # one line says no more than the post above
                person: [
                    self._row(
                        self._day(post["since"]),
                        post["job_title"],
                        departments.get(post["department_id"]),
                    )
                    for post in posts
                ]
                for person, posts in asked.posts.items()
                if len(posts) > 1
            },
        }

    # words

    @api.model
    def _names(self, model, rows, name):
        """``{id: name}`` of what the rows point to in ``model``."""
        ids = {row[name] for row in rows.values() if row[name]}
        return {record.id: record.name for record in self.env[model].sudo().browse(ids)}

    @api.model
    def _statuses(self):
        field = self.env["hr.employee"]._fields["political_status"]
        labels = dict(field._description_selection(self.env))
        return {value: labels[value] for value, _label in POLITICAL_STATUSES}

    @api.model
    def _since(self, day, today):
        """The day, and how long ago it was."""
        if not day or day > today:
            return self._day(day)
        ago = relativedelta(today, day)
        if ago.years:
            return self.env._("%(date)s (%(years)s years)", date=self._day(day), years=ago.years)
        return self.env._("%(date)s (%(months)s months)", date=self._day(day), months=ago.months)
