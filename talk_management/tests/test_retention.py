from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_share import WORDS, ShareCase

# confidential models that stay when a record goes, and why
KEPT = {
    "talk.request": "a fact of the two; its words go by talk.request.word",
    "talk.fingerprint": "goes with its record by the database itself",
    "talk.sign": "a fact about how a talk was entered, without words",
    "talk.trigger": "an event is no part of a record",
    "talk.item.notice": "goes with its item, or with the one who is told",
    "talk.warning": "kept until a day of its own, erased by a job of its own",
    "talk.warning.notice": "goes with its warning",
    "talk.meeting.point": "the minutes of the meeting, without who raised anything",
}


class RetentionCase(ShareCase):
    """The head's talk with the nurse of 20 November 2025: five years on it is to be erased."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.talk_erase_from = "2025-01-01"
        cls.talk = cls.talk.sudo()
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "scan.txt",
                "raw": b"scan",
                "res_model": "talk.record",
                "res_id": cls.record.id,
            }
        )
        cls.share_of = (
            cls.env["talk.share"]
            .with_user(cls.head.user_id)
            .create({"record_id": cls.record.id, "user_id": cls.deputy.user_id.id, "reason": WORDS})
        )
        cls.record.with_user(cls.deputy.user_id).read(["content"])
        cls.flush()

    def erase(self, day):
        with self.on(day):
            self.flush()
            while talks := self.env["talk.talk"]._lock_to_erase():
                talks._erase_words()
            self.flush()

    def trace(self, talk=None):
        return self.env["talk.erasure"].search([("talk_id", "=", (talk or self.talk).id)])

    def another(self, employee, day):
        """Planned ahead, so that it is in the calendars; then held."""
        with self.on("2025-01-01"):
            talk = self.make_talk(self.head, employee, day)
        talk.action_hold()
        for record in talk.record_ids:
            record.write({"content": WORDS})
            record.commitment_ids.create({"record_id": record.id, "name": WORDS})
            record.action_complete()
        return talk.sudo()


@tagged("post_install", "-at_install")
class TestRetention(RetentionCase):
    """Records are kept as long as their kind says; then they are erased, and a trace stays."""

    def test_a_record_is_erased_after_five_years_and_not_a_day_before(self):
        self.erase("2030-11-19")
        self.assertTrue(self.record.exists())
        self.erase("2030-11-20")
        self.assertFalse(self.record.exists())

    def test_nothing_is_erased_before_somebody_could_set_the_years(self):
        grace = self.env["res.company"].create({"name": "New"}).talk_erase_from
        self.assertEqual(grace, fields.Date.today() + timedelta(days=90))
        self.company.talk_erase_from = "2031-02-01"
        with self.on("2031-01-01"):
            self.flush()
            self.assertEqual(self.env["talk.weekly.check"]._check(self.company).erase_count, 0)
        self.erase("2031-01-31")
        self.assertTrue(self.record.exists())
        self.erase("2031-02-01")
        self.assertFalse(self.record.exists())

    def test_with_it_goes_all_that_hangs_on_it(self):
        event = self.talk.event_id
        notice = self.share_of.sudo().notice_ids
        activity = self.env["mail.activity"].search([("res_model", "=", "talk.share.notice")])
        self.assertTrue(activity & notice._open_activities())
        hung_on = [
            rows
            for name in ("talk.commitment", "talk.share", "talk.reading")
            if (rows := self.env[name].search([("record_id", "=", self.record.id)]))
        ]
        self.assertEqual(len(hung_on), 3)
        self.erase("2031-01-01")
        for rows in (*hung_on, self.record, notice):
            self.env.cr.execute(
                f"SELECT count(*) FROM {rows._table} WHERE id = ANY(%s)", [rows.ids]
            )
            self.assertEqual(self.env.cr.fetchone()[0], 0, rows._name)
        self.assertFalse(self.file.exists())
        self.assertFalse(activity.exists())
        self.assertFalse(event.exists())

    def test_the_fact_of_the_talk_stays_and_a_trace_without_words(self):
        self.erase("2031-01-01")
        self.assertEqual(self.talk.state, "held")
        self.assertEqual(self.talk.employee_id, self.nurse)
        trace = self.trace()
        self.assertEqual(trace.employee_id, self.nurse)
        self.assertEqual((trace.why, trace.years, trace.state), ("rule", 5, "erased"))
        self.assertEqual(trace.row_count, 4)  # record, commitment, share, reading
        self.assertFalse(trace.record_id)
        self.assertNotIn(WORDS, str(trace.read()))

    def test_it_is_kept_while_somebody_objects_and_nobody_has_decided(self):
        confirmation = self.talk.confirmation_ids
        confirmation.with_user(self.nurse.user_id).action_not_met()
        self.erase("2031-01-01")
        self.assertTrue(self.record.exists())
        confirmation.with_user(self.officer_user).action_counts()
        self.erase("2031-01-02")
        self.assertFalse(self.record.exists())

    def test_erasing_twice_changes_nothing(self):
        self.erase("2031-01-01")
        self.erase("2031-01-01")
        self.assertEqual(len(self.trace()), 1)

    def test_the_talk_stays_held_though_its_record_is_empty_now(self):
        self.erase("2031-01-01")
        with self.assertRaisesRegex(UserError, "erased"):
            self.talk.with_user(self.head.user_id).action_plan_again()

    def test_a_kind_says_how_long(self):
        self.talk.kind_id.retention_years = 2
        self.erase("2027-11-20")
        self.assertFalse(self.record.exists())
        self.assertEqual(self.trace().years, 2)

    def test_formal_measures_are_kept_for_ten_years(self):
        plan = {"responsible_id": self.head.id, "employee_id": self.inspector.id}
        plan |= {"date_start": "2025-11-21 02:00:00", "company_id": self.company.id}
        plan["kind_id"] = self.env.ref("talk_management.kind_admonition").id
        talk = self.env["talk.talk"].create(plan)
        talk.with_user(self.head.user_id).action_hold()
        self.erase("2035-11-20")
        self.assertTrue(talk.record_ids)
        self.erase("2035-11-21")
        self.assertFalse(talk.record_ids)
        self.assertFalse(self.trace(talk).with_user(self.officer_user)._filtered_access("read"))
        self.assertTrue(self.trace(talk).with_user(self.discipline_user)._filtered_access("read"))

    def test_words_of_requests_go_with_the_record_and_old_ones_by_themselves(self):
        requests = self.env["talk.request"].with_user(self.nurse.user_id)
        with self.on("2025-11-18"):
            request = requests.with_company(self.company).create(
                {
                    "leader_id": self.head.id,
                    "time_ids": [Command.create({"date_start": "2025-11-26 02:00:00"})],
                    "word_ids": [Command.create({"text": WORDS})],
                }
            )
        self.flush()
        request = request.sudo()
        self.env.cr.execute("UPDATE talk_request SET create_date = '2025-11-18'")
        with self.on("2030-11-17"):
            self.env["talk.request"]._cron_erase()
            self.assertTrue(request.word_ids)
        request.talk_id = self.talk
        self.erase("2031-01-01")
        self.assertFalse(request.word_ids or request.time_ids)
        self.assertTrue(request.exists())

    def test_the_office_sees_how_many_are_due_and_nothing_else(self):
        with self.on("2030-11-01"):
            self.flush()
            check = self.env["talk.weekly.check"]._check(self.company)
            self.assertEqual(check.erase_count, 1)
            self.talk.is_confided = True
            self.flush()
            self.assertEqual(self.env["talk.weekly.check"]._check(self.company).erase_count, 0)

    def test_erasing_costs_as_many_statements_for_thirty_as_for_three(self):
        def cost(talks):
            self.flush()
            before = self.env.cr.sql_log_count
            talks._erase_words()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        talks = []
        for number in range(36):
            day = f"2025-{2 + number // 27:02}-{1 + number % 27:02}"
            talks.append(self.another(self.make_employee(f"p{number}"), day))
        self.assertTrue(talks[0].event_id)
        talks = self.env["talk.talk"].concat(*talks)
        cost(talks[:3])
        few, many = cost(talks[3:6]), cost(talks[6:36])
        self.assertLessEqual(many, few + 3)

    def test_every_confidential_model_is_erased_or_says_why_not(self):
        forgotten = []
        default = type(self.env["talk.commitment"])._erasable
        for name in self.env.registry:
            model = self.env[name]
            # dialogs are emptied by themselves
            if model._abstract or model._transient or name in KEPT:
                continue
            if not hasattr(model, "_erasable"):
                continue
            own = type(model)._erasable is not default
            hangs = any(
                name in model._fields and model._fields[name].comodel_name == comodel
                for name, comodel in (
                    ("record_id", "talk.record"),
                    ("participant_id", "talk.participant"),
                )
            )
            if not own and not hangs:
                forgotten.append(name)
        self.assertEqual(forgotten, [], "say in _erasable how these hang on a record")

    def test_nobody_edits_a_trace(self):
        self.erase("2031-01-01")
        access = self.env["ir.model.access"].search([("model_id.model", "=", "talk.erasure")])
        self.assertFalse(any(access.mapped("perm_write")) or any(access.mapped("perm_unlink")))
        for user in (self.head.user_id, self.nurse.user_id, self.officer_user, self.manager_user):
            trace = self.trace().with_user(user)
            self.assertEqual(trace.read(["why"])[0]["why"], "rule")
            for change in (
                lambda trace=trace: trace.write({"years": 1}),
                lambda trace=trace: trace.unlink(),
                lambda trace=trace: trace.create({"talk_id": self.talk.id, "why": "rule"}),
            ):
                with self.assertRaises(AccessError):
                    change()

    def test_others_do_not_learn_of_an_erasure(self):
        self.erase("2031-01-01")
        for employee in (self.inspector, self.deputy):
            self.assertFalse(self.env["talk.erasure"].with_user(employee.user_id).search([]))


@tagged("post_install", "-at_install")
class TestErasingOnRequest(RetentionCase):
    """The employee asks that their part be erased early; the responsible agrees or not."""

    def ask(self, employee=None, record=None):
        record = (record or self.record).with_user((employee or self.nurse).user_id)
        record.action_ask_erasing()
        self.flush()
        return self.trace().with_user(self.head.user_id)

    def test_agreed_to_it_is_gone_at_once(self):
        asked = self.ask()
        self.assertTrue(self.record.exists())
        asked.action_agree()
        self.flush()
        self.assertFalse(self.record.exists())
        self.assertEqual((asked.state, asked.why), ("erased", "request"))
        self.assertEqual(asked.sudo().row_count, 4)

    def test_the_responsible_is_told_neutrally(self):
        asked = self.ask()
        told = asked.sudo()._open_activities()
        self.assertEqual(told.user_id, self.head.user_id)
        self.assertIn(self.talk.name, told.summary)
        asked.action_decline()
        self.assertFalse(told.exists() and told.active)
        self.assertTrue(self.record.exists())

    def test_only_the_responsible_answers_and_only_the_employee_withdraws(self):
        asked = self.ask()
        for user in (self.nurse.user_id, self.officer_user, self.manager_user, self.deputy.user_id):
            with self.assertRaises(AccessError):
                asked.with_user(user).action_agree()
            with self.assertRaises(AccessError):
                asked.with_user(user).action_decline()
        with self.assertRaises(AccessError):
            asked.action_withdraw()
        asked.with_user(self.nurse.user_id).action_withdraw()
        self.assertEqual(asked.state, "withdrawn")
        with self.assertRaises(UserError):
            asked.action_agree()

    def test_everybody_asks_for_their_own_part_alone(self):
        for employee in (self.head, self.deputy, self.inspector):
            with self.assertRaises(AccessError):
                self.record.with_user(employee.user_id).action_ask_erasing()
        for user in (self.officer_user, self.manager_user):
            with self.assertRaises(AccessError):
                self.record.with_user(user).action_ask_erasing()

    def test_it_is_asked_for_once(self):
        self.ask()
        with self.assertRaisesRegex(UserError, "already"):
            self.ask()

    def test_a_formal_measure_is_not_erased_on_request(self):
        kind = self.env.ref("talk_management.kind_admonition")
        self.env.cr.execute("UPDATE talk_talk SET kind_id = %s", [kind.id])
        self.flush()
        with self.assertRaisesRegex(UserError, "formal measure"):
            self.ask()

    def test_what_was_asked_for_goes_by_the_rule_when_its_time_comes(self):
        self.ask()
        self.erase("2031-01-01")
        self.assertEqual(self.trace().why, "rule")
