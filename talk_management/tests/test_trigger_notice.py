from datetime import date

from odoo.tests import tagged

from .test_scale import TestScale
from .test_trigger import TriggerCase


class NoticeCase(TriggerCase):
    """The test hospital as the job has seen it in the night of 1 November 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["hr.department"].create(
            {"name": "Radiology", "company_id": cls.company.id, "manager_id": cls.inspector.id}
        )
        cls.low, cls.high = cls.env["talk.rank"].create(
            [{"name": "Low", "sequence": 20}, {"name": "High", "sequence": 10}]
        )
        cls.nurse.rank_id = cls.low
        cls.env["hr.version"].search([("employee_id.company_id", "=", cls.company.id)]).write(
            {"date_version": "2020-01-01"}
        )
        with cls.on(cls, "2026-11-01"):
            cls.env["talk.trigger.snapshot"]._notice()
        cls.flush()

    def notice(self, day="2026-11-20"):
        """What the job notices that day: (person, technical name, date, state) of all events."""
        with self.on(day):
            self.env["talk.trigger.snapshot"]._notice()
        return self.events()

    def events(self):
        events = self.env["talk.trigger"].search([("company_id", "=", self.company.id)])
        return sorted(
            (event.employee_id.name, event.type_id.technical_name, str(event.date), event.state)
            for event in events
        )


@tagged("post_install", "-at_install")
class TestTriggerNotice(NoticeCase):
    """Events Odoo knows of are noticed by themselves, whichever way the records change (H4.5a)."""

    def test_nothing_is_an_event_when_a_company_is_seen_for_the_first_time(self):
        self.assertEqual(self.events(), [])
        self.assertEqual(self.notice(), [])

    def test_a_transfer_on_the_employees_form(self):
        with self.on("2026-11-20"):
            self.nurse.department_id = self.other
        self.assertEqual(self.notice(), [("Nurse", "transfer", "2026-11-20", "open")])
        self.assertEqual(len(self.notice()), 1, "noticed once")

    def test_a_transfer_written_on_the_version(self):
        self.nurse.version_id.department_id = self.other
        self.assertEqual(self.notice(), [("Nurse", "transfer", "2026-11-20", "open")])

    def test_a_transfer_by_a_new_version_is_of_the_day_the_version_begins(self):
        with self.on("2026-11-20"):
            self.nurse.create_version(
                {"date_version": date(2026, 11, 18), "department_id": self.other.id}
            )
        self.assertEqual(self.notice(), [("Nurse", "transfer", "2026-11-18", "open")])

    def test_a_version_of_the_future_is_an_event_when_its_day_comes(self):
        with self.on("2026-11-20"):
            self.nurse.create_version(
                {"date_version": date(2026, 12, 1), "department_id": self.other.id}
            )
        self.assertEqual(self.notice("2026-11-30"), [])
        with self.on("2026-12-01"):
            self.env["hr.employee"]._cron_update_current_version_id()
        found = self.notice("2026-12-01")
        self.assertEqual(found, [("Nurse", "transfer", "2026-12-01", "open")])

    def test_a_transfer_noticed_makes_a_talk_due_in_the_same_run(self):
        with self.on("2026-11-20"):
            self.nurse.department_id = self.other
            for _name, step in self.env["talk.obligation"]._daily_steps():
                step()
        event = self.env["talk.trigger"].search([("employee_id", "=", self.nurse.id)])
        self.assertEqual(self.owed(event), [("Inspector", "Nurse", "2026-12-04", "open")])
        self.assertRegex(event.name, r"EVENT/2026/\d{4}")
        self.assertEqual(event.source, "noticed")

    def test_a_transfer_taken_back_soon_was_a_mistake(self):
        self.nurse.department_id = self.other
        self.notice()
        self.nurse.department_id = self.cardiology
        found = self.notice("2026-11-25")
        self.assertEqual(found, [("Nurse", "transfer", "2026-11-20", "withdrawn")])

    def test_a_transfer_back_after_the_talk_is_a_transfer_of_its_own(self):
        with self.on("2026-11-20"):
            self.nurse.department_id = self.other
            for _name, step in self.env["talk.obligation"]._daily_steps():
                step()
        with self.on("2026-11-24"):
            self.make_talk(self.inspector, self.nurse, "2026-11-23").action_hold()
        self.nurse.department_id = self.cardiology
        found = self.notice("2026-11-25")
        self.assertEqual(
            [row[2:] for row in found], [("2026-11-20", "open"), ("2026-11-25", "open")]
        )

    def test_a_promotion_is_told_and_the_new_post_beside_it_is_not(self):
        jobs = self.env["hr.job"].create([{"name": "Nurse"}, {"name": "Chief nurse"}])
        self.nurse.job_id = jobs[0]
        self.notice("2026-11-19")
        self.nurse.write({"job_id": jobs[1].id, "rank_id": self.high.id})
        self.assertEqual(self.notice(), [("Nurse", "promotion", "2026-11-20", "open")])
        self.nurse.job_id = jobs[0]
        found = self.notice("2026-11-21")
        self.assertIn(("Nurse", "change_of_work", "2026-11-21", "open"), found)
        self.nurse.rank_id = self.low
        found = self.notice("2027-02-01")
        self.assertIn(("Nurse", "demotion", "2027-02-01", "open"), found)

    def test_a_first_rank_or_post_is_no_change(self):
        self.doctor.write(
            {"rank_id": self.low.id, "job_id": self.env["hr.job"].create({"name": "Doctor"}).id}
        )
        self.assertEqual(self.notice(), [])

    def test_a_new_head_and_the_one_before(self):
        self.cardiology.manager_id = self.nurse
        self.assertEqual(
            self.notice(),
            [
                ("Head", "removal", "2026-11-20", "open"),
                ("Nurse", "appointment", "2026-11-20", "open"),
            ],
        )
        self.cardiology.manager_id = self.head
        self.assertEqual({row[3] for row in self.notice("2026-11-22")}, {"withdrawn"})

    def test_who_enters_is_noticed_and_people_taken_over_are_not(self):
        with self.on("2026-11-20"):
            new = self.env["hr.employee"].create(
                {"name": "New", "company_id": self.company.id, "department_id": self.cardiology.id}
            )
            old = self.env["hr.employee"].create(
                {"name": "Old", "company_id": self.company.id, "contract_date_start": "2010-01-01"}
            )
        self.assertEqual(self.notice(), [("New", "new_hire", "2026-11-20", "open")])
        new.contract_date_start = "2026-11-16"
        found = self.notice("2026-11-21")
        self.assertEqual(found, [("New", "new_hire", "2026-11-16", "open")])
        self.assertTrue(old)
        with self.on("2026-11-23"):
            self.env["hr.employee"].create(
                [{"name": f"R{n}", "company_id": self.company.id} for n in range(40)]
            )
        self.assertEqual(self.notice("2026-11-23"), found)

    def test_somebody_leaving_is_noticed_while_still_here_and_may_stay_after_all(self):
        retired = self.env.ref("hr.departure_retired")
        resigned = self.env.ref("hr.departure_resigned")
        self.nurse.version_id.write(
            {"departure_date": "2026-12-31", "departure_reason_id": resigned.id}
        )
        self.assertEqual(self.notice(), [("Nurse", "leaving", "2026-11-20", "open")])
        self.nurse.version_id.departure_reason_id = retired
        self.assertEqual(
            self.notice("2026-11-21"),
            [
                ("Nurse", "leaving", "2026-11-20", "withdrawn"),
                ("Nurse", "retirement", "2026-11-21", "open"),
            ],
        )
        self.nurse.version_id.write({"departure_date": False, "departure_reason_id": False})
        self.assertEqual({row[3] for row in self.notice("2026-12-20")}, {"withdrawn"})

    def test_a_long_leave_its_correction_its_end_and_its_mistake(self):
        statuses = self.env["talk.employment.status"]
        leave = statuses.create(
            {"employee_id": self.nurse.id, "kind": "long_leave", "date_from": "2026-11-16"}
        )
        self.assertEqual(self.notice(), [("Nurse", "long_leave", "2026-11-16", "open")])
        leave.date_from = "2026-11-18"
        found = self.notice("2026-11-21")
        self.assertEqual(found, [("Nurse", "long_leave", "2026-11-18", "open")])
        leave.date_to = "2026-11-25"
        self.assertEqual(self.notice("2026-11-26"), found, "it ended in its time")
        mistake = statuses.create(
            {"employee_id": self.doctor.id, "kind": "long_leave", "date_from": "2026-11-25"}
        )
        self.notice("2026-11-26")
        mistake.unlink()
        found = self.notice("2026-11-27")
        self.assertIn(("Doctor", "long_leave", "2026-11-25", "withdrawn"), found)

    def test_a_secondment_that_has_ended(self):
        self.env["talk.employment.status"].create(
            {
                "employee_id": self.nurse.id,
                "kind": "secondment",
                "date_from": "2026-11-02",
                "date_to": "2026-11-19",
            }
        )
        self.assertEqual(self.notice("2026-11-10"), [])
        found = self.notice("2026-11-23")
        self.assertEqual(found, [("Nurse", "secondment_ended", "2026-11-20", "open")])

    def test_steps_into_the_party_are_noticed_when_their_day_has_come(self):
        self.nurse.party_join_date = "2026-11-25"
        self.doctor.party_join_date = "2010-07-01"
        self.assertEqual(self.notice(), [])
        found = self.notice("2026-11-25")
        self.assertEqual(found, [("Nurse", "party_joined", "2026-11-25", "open")])
        self.nurse.party_join_date = False
        self.assertEqual(self.notice("2026-11-26")[0][3], "withdrawn")

    def test_what_was_entered_by_hand_is_not_noticed_once_more(self):
        with self.on("2026-11-18"):
            self.enter(self.officer_user, self.nurse, "transfer", "2026-11-18")
        self.nurse.department_id = self.other
        self.assertEqual(self.notice(), [("Nurse", "transfer", "2026-11-18", "open")])

    def test_a_change_of_the_records_wakes_the_job(self):
        cron = self.env.ref("talk_management.cron_obligation")
        for change in (
            lambda: self.nurse.version_id.write({"rank_id": self.high.id}),
            lambda: self.nurse.write({"party_join_date": "2026-11-02"}),
            lambda: self.env["talk.employment.status"].create(
                {"employee_id": self.nurse.id, "kind": "long_leave"}
            ),
        ):
            self.env.cr.precommit.clear()
            waiting = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
            change()
            self.env.cr.precommit.run()
            woken = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
            self.assertGreater(woken, waiting)


@tagged("post_install", "-at_install")
class TestTriggerScale(NoticeCase):
    grow = TestScale.grow

    def test_noticing_costs_the_same_for_few_and_for_ten_times_as_many(self):
        def cost(number):
            self.grow(number)
            self.env["talk.trigger.snapshot"]._notice()
            self.env.cr.execute("UPDATE hr_version SET department_id = %s", [self.other.id])
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            new, _withdrawn, _moved = self.env["talk.trigger.snapshot"]._notice()
            self.assertGreaterEqual(new, number)
            return self.env.cr.sql_log_count - before

        cost(10)
        few = cost(50)
        self.assertEqual(cost(500), few)
        self.assertEqual(self.env["talk.trigger.snapshot"]._notice(), (0, 0, 0))
