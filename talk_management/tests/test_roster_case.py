"""What the tests of the roster import share: the shipped rosters and an officer."""

import base64
import functools
import io
import re
from unittest.mock import patch

import openpyxl

from odoo import SUPERUSER_ID
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import file_open

from ..wizard.roster_import import TalkRosterImport

HOSPITAL, INSTITUTE = "hospital_roster.xlsx", "institute_roster.xlsx"
OFFICER = "talk_management.group_talk_officer"


@functools.cache
def shipped(name):
    """A roster as it is shipped, with logins the demo's own import has not taken."""
    with file_open(f"talk_management/demo/{name}", "rb") as file:
        data = file.read()
    if name.endswith(".csv"):
        return re.sub(rb",([hi]\d{4}),", rb",new.\1,", data)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["花名册"]
    logins = {cell.coordinate: cell.value for cell in sheet["O"][1:] if cell.value}
    return corrected(data, "花名册", {place: f"new.{login}" for place, login in logins.items()})


def corrected(data, sheet, cells):
    """The workbook with some cells changed: ``{"D2": "副院长"}``."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        workbook[sheet][place] = value
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


class RosterCase(TransactionCase):
    """A new company with an HR officer, who imports rosters into it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Huimin Hospital"})
        cls.officer = new_test_user(
            cls.env,
            "roster_officer",
            groups=OFFICER,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.progress = cls.startClassPatcher(
            patch.object(TalkRosterImport, "_send_progress", autospec=True)
        )
        cls.env = cls.env(user=cls.officer, context={"allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)

    def preview(self, data, filename=HOSPITAL):
        data = data.encode() if isinstance(data, str) else data
        wizard = self.env["talk.roster.import"].create(
            {"data": base64.b64encode(data), "filename": filename}
        )
        wizard.action_preview()
        return wizard

    def take(self, data, filename=HOSPITAL):
        wizard = self.preview(data, filename)
        self.assertFalse(wizard.error_count, wizard.problem_ids.mapped("sentence"))
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        return wizard

    def person(self, number):
        found = self.env["hr.employee"].search(
            [("staff_number", "=", number), ("company_id", "=", self.company.id)]
        )
        return found.ensure_one()

    def department(self, name):
        return self.env["hr.department"].search(
            [("name", "=", name), ("company_id", "=", self.company.id)]
        )

    def another_company(self):
        """A company the officer does not work in: whoever creates one works in it."""
        return self.env(user=SUPERUSER_ID)["res.company"].create({"name": "Another"})

    def figures(self, wizard):
        return {
            count.kind: (count.created, count.changed, count.same) for count in wizard.count_ids
        }

    def places(self, number, current=True):
        places = self.env["talk.branch.member"].search([("employee_id.staff_number", "=", number)])
        if current:
            places = places.filtered(lambda place: not place.date_to)
        return {(place.branch_id.name, place.role, place.group_id.name or "") for place in places}
