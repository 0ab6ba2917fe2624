from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_meeting import DAY, MeetingCase


@tagged("post_install", "-at_install")
class TestMeetingDossier(MeetingCase):
    """H3.1a, B5: what members have before them, made of what each of them may see; and the
    minutes on paper."""

    def parts(self, meeting, user):
        self.env.invalidate_all()
        parts = self.env["talk.dossier"].with_user(user)._dossier(meeting.with_user(user))
        return {part["title"]: [row["cells"] for row in part["rows"]] for part in parts}

    def part(self, meeting, user, beginning):
        parts = self.parts(meeting, user)
        return next(rows for title, rows in parts.items() if title.startswith(beginning))

    def paper(self, name, meeting, user):
        self.flush()
        report = self.env[f"report.talk_management.{name}"].with_user(user)
        values = report._get_report_values(meeting.ids)
        html = self.env["ir.actions.report"].with_user(user)
        return str(html._render_template(f"talk_management.{name}", values))

    def meeting_with_talks(self):
        """Both principals owe the deputy and each other a talk; one of them was held."""
        self.make_rule(
            "principal_member", basis="meeting", meeting_kind="democratic_life", window_days=20
        )
        with self.on("2026-11-22"):
            meeting = self.plan()
        with self.on("2026-12-03"):
            talk = self.make_talk(self.secretary, self.deputy, "2026-12-02")
            talk.with_user(self.secretary.user_id).action_hold()
        self.flush()
        return meeting

    def test_dossier_tells_who_talked_with_whom_as_far_as_the_reader_may_see(self):
        meeting = self.meeting_with_talks()
        with self.on("2026-12-10"):
            for person in (self.secretary, self.director):
                rows = self.part(meeting, person.user_id, "Talks before")
                self.assertIn(person.name, [row[0] for row in rows])
            rows = self.part(meeting, self.chair_user, "Talks before")
            mine = next(row for row in rows if row[0] == self.secretary.name)
            self.assertEqual(mine[1:4], ["1", "1", "0"])
            rows = self.part(meeting, self.writer_user, "Talks before")
            self.assertEqual(rows, [["No talk before this meeting that you may see."]])
        with self.on("2026-12-21"):
            rows = self.part(meeting, self.director.user_id, "Talks before")
            mine = next(row for row in rows if row[0] == self.director.name)
            self.assertEqual(mine[1:], ["1", "0", "1", self.deputy.name])

    def test_agenda_is_told_in_figures_by_area_and_few_people_are_not_counted(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            one, other = self.known(), self.known(self.doctor, urgency="urgent")
            self.put(meeting, one | other)
            rows = self.part(meeting, self.deputy_user, "Open matters")
            self.assertEqual(rows, [["Office systems", "2", "1", "0", "fewer than 3"]])
            self.put(meeting, self.known(self.nurse))
            rows = self.part(meeting, self.deputy_user, "Open matters")
            self.assertEqual(rows, [["Office systems", "3", "1", "0", "3"]])

    def test_figures_count_what_the_reader_may_see(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            self.put(meeting, self.known())
            self.known(self.doctor)
            mine = self.part(meeting, self.head_user, "All that is open")
            his = self.part(meeting, self.deputy_user, "All that is open")
        self.assertEqual(mine[0], ["Matters that were raised", "2", "0"])
        self.assertEqual(his[0], ["Matters that were raised", "1", "0"])

    def test_measures_of_the_last_meeting_stand_with_their_progress(self):
        with self.on("2026-12-01"):
            last = self.plan(date="2026-12-02")
            point = self.put(last, self.known())
        with self.on("2026-12-02"):
            last.with_user(self.writer_user).action_hold()
            self.measure(point)
        with self.on("2026-12-03"):
            meeting = self.plan()
            rows = self.part(meeting, self.deputy_user, "Measures of the last")
        self.assertEqual(rows[0][:2], ["zq9 accounts for all", self.doctor.name])
        self.assertEqual(rows[0][3:], ["0 %", "Planned"])

    def test_number_of_queries_stays_as_it_is_with_more_matters(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            self.put(meeting, self.known() | self.known(self.doctor))
            self.parts(meeting, self.deputy_user)
            few = self.queries_of(meeting)
            for _more in range(3):
                self.put(meeting, self.known(self.nurse) | self.known(self.doctor))
            self.assertEqual(self.queries_of(meeting), few)

    def queries_of(self, meeting):
        self.flush()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.parts(meeting, self.deputy_user)
        return self.cr.sql_log_count - before

    def test_minutes_hold_what_was_decided_and_nothing_of_who_raised_it(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            point = self.put(meeting, self.known(passing="named"))
            point.title = "zq7 accounts"
        with self.on(DAY):
            writer = meeting.with_user(self.writer_user)
            writer.action_hold()
            point.write({"cause": "zq8 nobody asked IT", "discussion": "zq8 all agreed"})
            self.decide(point)
            self.measure(point)
            writer.absent_ids = self.director
            html = self.paper("report_talk_minutes", meeting, self.deputy_user)
        for text in (
            "zq7 accounts",
            "zq7 no office system",
            "zq8 nobody asked IT",
            "zq8 all agreed",
            "zq8 open the accounts",
            "zq9 accounts for all",
            self.doctor.name,
            self.director.name,
            "Draft",
        ):
            self.assertIn(text, html)
        self.assertNotIn(self.nurse.name, html)

    def test_papers_are_for_those_who_take_part_nobody_else(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            self.put(meeting, self.known())
        for user in (
            self.nurse_user,
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.make_employee("stranger").user_id,
        ):
            with self.subTest(user=user.name):
                self.assertFalse(meeting.with_user(user).dossier)
                self.assertFalse(self.parts(meeting, user))
                for name in ("report_talk_minutes", "report_talk_dossier"):
                    with self.assertRaises(AccessError):
                        self.paper(name, meeting, user)
                for press in ("action_print_minutes", "action_print_dossier"):
                    with self.assertRaises(AccessError):
                        getattr(meeting.with_user(user), press)()
        own = meeting.with_user(self.deputy_user)
        self.assertIn("Open matters on the agenda", own.dossier)
        self.assertTrue(own.action_print_minutes())
        self.assertIn("Open matters", self.paper("report_talk_dossier", meeting, self.deputy_user))
