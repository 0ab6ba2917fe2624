from odoo.tests import tagged

from .security_case import ROLES, HeldTalksCase, dumped
from .security_rows_preparation import PreparationRows

MARK = "zq5"
REPORT = "talk_management.report_talk_preparation"


@tagged("post_install", "-at_install", "talk_security")
class TestPreparationStaysPrivate(PreparationRows, HeldTalksCase):
    """Over no interface does anybody but the author learn what was prepared, nor anybody but
    the HR officer that there is a sign."""

    def asked(self, person, row):
        """Ways to ask for the points of a preparation."""
        domain = [["points", "ilike", MARK]]
        for _name, call in person.transports:
            yield call("talk.preparation", "read", ids=row.ids, fields=["points", "sheet"])
            yield call("talk.preparation", "search_read", domain=[], fields=["points"])
            yield call("talk.preparation", "search_count", domain=domain)
            yield call("talk.preparation", "name_search", name=MARK)
            yield call(
                "talk.preparation",
                "formatted_read_group",
                domain=[],
                groupby=["points"],
                aggregates=["__count"],
            )
            yield call("talk.preparation", "export_data", ids=row.ids, fields_to_export=["points"])
            yield call("talk.preparation", "copy", ids=row.ids)
            yield call("talk.talk", "search_count", domain=[["name", "ilike", MARK]])

    def test_nobody_else_learns_what_was_prepared(self):
        row = self.make_preparation()
        self.flush()
        for role in ROLES:
            if role == "responsible":
                continue
            person = self.person(role)
            for answer in self.asked(person, row):
                self.assertNotIn(MARK, dumped(answer), role)
                self.assertFalse(
                    answer.result and not isinstance(answer.result, (list, dict)), role
                )
            page = person.get(f"/report/html/{REPORT}/{row.id}")
            self.assertNotIn(MARK, page.text, role)

    def test_the_author_reads_it_over_both(self):
        row = self.make_preparation()
        self.flush()
        for _name, call in self.person("responsible").transports:
            answer = call("talk.preparation", "read", ids=row.ids, fields=["points", "sheet"])
            self.assertIn(MARK, dumped(answer))
            self.assertIn("Nurse", dumped(answer))

    def test_signs_are_found_by_hr_officers_only(self):
        sign = self.make_sign()
        self.flush()
        for role in ROLES:
            person = self.person(role)
            for _name, call in person.transports:
                read = call("talk.sign", "read", ids=sign.ids, fields=["kind", "note"])
                count = call("talk.sign", "search_count", domain=[])
                allowed = role in ("hr_officer", "administrator")
                self.assertEqual(bool(read.result), allowed, role)
                self.assertEqual(bool(count.result), allowed, role)

    def test_who_has_become_superuser_reads_neither(self):
        row, sign = self.make_preparation(), self.make_sign()
        self.flush()
        person = self.log_in("superuser", self.settings_user)
        person.get("/web/become")
        for model, record in (("talk.preparation", row), ("talk.sign", sign)):
            answer = person.web(model, "read", ids=record.ids, fields=["display_name"])
            self.assertTrue(answer.is_refused, answer)
