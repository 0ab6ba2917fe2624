from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import DISCIPLINE, TalkCase

DAY = "2026-11-20"
SECRET = "zq5 wants to leave the ward"


class PreparationCase(TalkCase):
    """The head is to talk with the nurse, whom the head answers for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse.version_id.write(
            {
                "job_title": "Nurse",
                "date_version": "2019-03-01",
                "contract_date_start": "2019-03-01",
            }
        )
        cls.talk = cls.make_talk(cls.head, cls.nurse, DAY)
        cls.flush()

    def prepare(self, talk, person=None):
        """The preparation as the person who holds the talk gets it."""
        talk = talk.with_user((person or talk.sudo().responsible_id).user_id)
        return talk.env["talk.preparation"].browse(talk.action_prepare()["res_id"])

    def sheet(self, talk=None, day=DAY, person=None):
        with self.on(day, "01:00:00"):
            self.flush()
            return str(self.prepare(talk or self.talk, person).sheet)

    def past(self, responsible, employee, day, promise="", complete=True):
        """A talk that was held, with its record."""
        with self.on(day, "09:00:00"):
            talk = self.make_talk(responsible, employee, day)
            talk.action_hold()
            record = talk.record_ids
            record.content = SECRET
            if promise:
                record.commitment_ids.create({"record_id": record.id, "name": promise})
            if complete:
                record.action_complete()
        return talk


@tagged("post_install", "-at_install")
class TestPreparation(PreparationCase):
    """Whoever holds a talk prepares it, with what they may see and nothing more (H4.2)."""

    def test_the_sheet_tells_the_post_and_since_when(self):
        self.nurse.create_version({"date_version": "2026-02-01", "job_title": "Senior nurse"})
        self.nurse.version_id.post_date = "2026-02-01"
        self.nurse.political_status = "masses"
        sheet = self.sheet()
        for words in ("Senior nurse", "Cardiology", "No party", "03/01/2019", "7 years"):
            self.assertIn(words, sheet)
        self.assertIn("Posts so far", sheet)
        self.assertIn("9 months", sheet, "in the present post")

    def test_of_somebody_one_does_not_answer_for_it_tells_what_colleagues_see(self):
        self.inspector.version_id.job_title = "Inspector of wards"
        self.inspector.political_status = "masses"
        self.inspector.version_id.contract_date_start = "2026-01-05"
        sheet = self.sheet(self.make_talk(self.head, self.inspector, "2026-11-23"))
        self.assertIn("You do not answer for this person", sheet)
        self.assertIn("Inspector of wards", sheet)
        for words in ("No party", "Entered", "New this year"):
            self.assertNotIn(words, sheet)

    def test_what_the_records_say_ends_with_answering_for_the_person(self):
        self.nurse.political_status = "masses"
        self.assertIn("No party", self.sheet())
        self.nurse.department_id = self.infection
        self.branch.member_ids.filtered(lambda member: member.employee_id == self.nurse).unlink()
        with self.on("2026-11-19"):
            self.env["talk.edge"]._refresh()
        self.assertNotIn("No party", self.sheet())

    def test_an_hr_officer_who_holds_a_talk_knows_the_records_anyway(self):
        officer = self.env["hr.employee"].create(
            {"name": "Officer", "user_id": self.officer_user.id, "company_id": self.company.id}
        )
        self.nurse.political_status = "masses"
        self.assertIn("No party", self.sheet(self.make_talk(officer, self.nurse, "2026-11-23")))

    def test_key_groups_and_days_to_think_of(self):
        ranks = self.env["talk.rank"]
        low = ranks.create({"name": "Staff rank", "sequence": 20})
        high = ranks.create({"name": "Section rank", "sequence": 10})
        self.nurse.version_id.rank_id = low
        self.nurse.create_version({"date_version": "2025-06-01", "rank_id": high.id})
        self.nurse.write({"birthday": "1995-05-05", "party_join_date": "2025-12-01"})
        self.nurse.party_full_date = "2026-12-01"
        sheet = self.sheet()
        for words in (
            "Promoted within two years: on 06/01/2025",
            "One of the young staff",
            "1 years in the Party on 12/01/2026",
        ):
            self.assertIn(words, sheet)
        self.assertNotIn("1995", sheet, "no date of birth")
        self.assertNotIn("full Party member this year", sheet, "only from that day on")

    def test_a_new_person_is_introduced_helpfully(self):
        self.nurse.version_id.contract_date_start = "2026-11-02"
        sheet = self.sheet()
        self.assertIn("Your first talk with Nurse", sheet)
        self.assertIn("New this year: entered on 11/02/2026", sheet)
        self.assertNotIn("Open commitments", sheet)

    def test_open_commitments_come_back_and_kept_ones_do_not(self):
        talk = self.past(self.head, self.nurse, "2026-09-01", promise="read the new guideline")
        kept = talk.record_ids.sudo().commitment_ids.copy({"name": "hand in the plan"})
        kept.state = "kept"
        sheet = self.sheet()
        self.assertIn("read the new guideline", sheet)
        self.assertNotIn("hand in the plan", sheet)
        self.assertNotIn("Your first talk", sheet)

    def test_earlier_records_are_linked_and_never_copied(self):
        talk = self.past(self.head, self.nurse, "2026-09-01")
        sheet = self.sheet()
        self.assertIn(f"/odoo/my-talks/{talk.id}", sheet)
        self.assertIn("09/01/2026", sheet)
        self.assertNotIn(SECRET, sheet)

    def test_talks_of_others_are_dates_and_only_where_those_may_be_seen(self):
        rule = self.make_rule("leader_head", "head_staff", date_from="2026-01-01")
        with self.on("2026-09-01"):
            self.env["talk.obligation"]._generate(rule)
        self.past(self.head, self.nurse, "2026-09-02", promise="what the head heard")
        seen = self.sheet(self.make_talk(self.deputy, self.nurse, "2026-11-23"))
        self.assertIn("Talks others held with this person", seen)
        self.assertIn("09/02/2026", seen)
        self.assertNotIn("what the head heard", seen)
        self.make_employee("porter").department_id = self.infection
        self.infection.manager_id = self.inspector
        with self.on("2026-11-19"):
            self.env["talk.edge"]._refresh()
        hidden = self.sheet(self.make_talk(self.inspector, self.nurse, "2026-11-24"))
        self.assertNotIn("09/02/2026", hidden)

    def test_what_the_talk_will_settle_is_named_with_its_due_date(self):
        rule = self.make_rule("head_staff", name="Yearly talk", date_from="2026-01-01")
        with self.on("2026-09-01"):
            self.env["talk.obligation"]._generate(rule)
            self.talk._after_plan()
        sheet = self.sheet()
        self.assertIn("Yearly talk", sheet)
        self.assertIn("12/31/2026", sheet)

    def test_a_restricted_event_is_shown_to_whoever_holds_its_talk_only(self):
        kind = self.env["talk.trigger.type"].create(
            {"name": "Talk among the staff", "confidentiality": "restricted"}
        )
        layer = self.env.ref("talk_management.layer_head_staff")
        self.make_rule(
            basis="event",
            trigger_type_ids=[Command.set(kind.ids)],
            layer_ids=[Command.set(layer.ids)],
            date_from="2026-01-01",
        )
        with self.on("2026-11-10"):
            events = self.env["talk.trigger"].with_user(self.discipline_user)
            events.with_company(self.company).create(
                {"employee_id": self.nurse.id, "type_id": kind.id, "date": "2026-11-10"}
            )
        self.assertIn("Talk among the staff", self.sheet())
        self.deputy.user_id.group_ids += self.env.ref(DISCIPLINE)
        above = self.make_talk(self.deputy, self.nurse, "2026-11-23")
        self.assertNotIn("Talk among the staff", self.sheet(above))

    def test_each_participant_of_a_group_has_a_sheet(self):
        people = [Command.create({"employee_id": p.id}) for p in (self.nurse, self.doctor)]
        group = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2026-11-23",
            format="group",
            participant_ids=people,
        )
        self.past(self.head, self.nurse, "2026-09-01", promise="read the new guideline")
        sheet = self.sheet(group)
        nurse, doctor = sheet.split("<details")[1:]
        self.assertIn("read the new guideline", nurse)
        self.assertNotIn("read the new guideline", doctor)
        self.assertIn("Your first talk with Doctor", doctor)

    # own points, and who may not

    def test_points_are_kept_and_read_by_their_author_alone(self):
        mine = self.prepare(self.talk)
        with Form(mine) as form:
            form.points = SECRET
        self.assertEqual(self.prepare(self.talk), mine, "opened again it is the same")
        self.flush()
        self.assertEqual(mine.points, SECRET)
        self.officer_user.group_ids += self.env.ref("base.group_system")
        for user in (
            self.nurse.user_id,
            self.deputy.user_id,
            self.officer_user,
            self.manager_user,
            self.discipline_user,
        ):
            for what in (
                lambda rows: rows.read(["points"]),
                lambda rows: rows.sheet,
                lambda rows: rows.write({"points": "other"}),
                lambda rows: rows.action_print(),
            ):
                with self.subTest(user=user.name), self.assertRaises(AccessError):
                    what(mine.with_user(user))
            self.assertFalse(mine.with_user(user).search([("talk_id", "=", self.talk.id)]))

    def test_only_whoever_holds_the_talk_prepares_it(self):
        for person in (self.nurse.user_id, self.officer_user):
            talk = self.talk.with_user(person)
            self.assertFalse(talk.can_prepare)
            with self.assertRaises(AccessError):
                talk.action_prepare()
            with self.assertRaises(AccessError):
                talk.env["talk.preparation"].create({"talk_id": talk.id})
        with self.assertRaises(AccessError):
            self.talk.with_user(self.inspector.user_id).action_prepare()

    def test_nobody_writes_a_preparation_in_anothers_name(self):
        mine = self.prepare(self.talk)
        with self.assertRaises(AccessError):
            mine.create({"talk_id": self.talk.id, "author_id": self.deputy.user_id.id})
        with self.assertRaises(AccessError):
            mine.author_id = self.deputy.user_id

    def test_a_form_that_is_not_saved_tells_nothing_of_anothers_talk(self):
        rows = self.env["talk.preparation"].with_user(self.inspector.user_id)
        with self.assertRaises(AccessError):
            str(rows.new({"talk_id": self.talk.id}).sheet)

    def test_after_a_cancelled_talk_the_own_points_remain(self):
        mine = self.prepare(self.talk)
        mine.points = SECRET
        self.past(self.head, self.nurse, "2026-09-01", promise="read the new guideline")
        self.talk.action_cancel()
        self.flush()
        self.assertEqual(mine.points, SECRET)
        self.assertNotIn("guideline", mine.sheet)

    def test_its_name_is_a_number_and_its_words_are_not_searched(self):
        mine = self.prepare(self.talk)
        mine.points = SECRET
        self.assertEqual(mine.display_name, self.talk.name)
        self.assertFalse(mine.name_search(SECRET))

    def test_points_are_erased_with_the_last_record_of_the_talk(self):
        mine = self.prepare(self.talk)
        with self.on(DAY, "09:00:00"):
            self.talk.action_hold()
        records = self.talk.sudo().record_ids
        rows = mine.sudo()
        self.assertEqual(rows._erasable(records), rows)
        more = records.copy({"talk_id": self.talk.id, "participant_id": False})
        self.assertFalse(rows._erasable(more), "another part is kept")

    # what the talk is about

    def test_topics_and_notices_of_the_talk_are_on_its_sheet(self):
        layer = self.env.ref("talk_management.layer_head_staff")
        self.env["talk.topic"].create(
            {"name": "Rules of clean government", "mandatory_layer_ids": [Command.set(layer.ids)]}
        )
        self.env["talk.notice"].create(
            {
                "name": "Circular on gifts",
                "text": "No gifts.",
                "company_id": self.company.id,
                "kind_ids": [Command.set(self.talk.kind_id.ids)],
            }
        )
        sheet = self.sheet()
        self.assertIn("Rules of clean government", sheet)
        self.assertIn("Circular on gifts", sheet)

    def test_what_was_raised_comes_back_until_it_is_settled(self):
        talk = self.past(self.head, self.nurse, "2026-09-01", complete=False)
        record = talk.record_ids
        lines = record.env["talk.record.item"].create(
            [
                {"record_id": record.id, "text": "the lift is slow", "state": "follow_up"},
                {
                    "record_id": record.id,
                    "text": "the lamp was broken",
                    "state": "settled",
                    "response": "mended",
                },
            ]
        )
        record.action_complete()
        self.assertEqual(len(lines), 2)
        sheet = self.sheet()
        self.assertIn("the lift is slow", sheet)
        self.assertNotIn("the lamp was broken", sheet)
        above = self.sheet(self.make_talk(self.deputy, self.nurse, "2026-11-23"))
        self.assertNotIn("the lift is slow", above)
