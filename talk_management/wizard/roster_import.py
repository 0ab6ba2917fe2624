import base64
import logging
import time

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, file_open

from ..engine import roster_check, roster_plan, roster_read
from ..engine.roster_book import Problem
from . import roster_snapshot, roster_template
from .roster_apply import RosterWriter
from .roster_lines import KINDS
from .roster_show import RosterShow

_logger = logging.getLogger(__name__)

MAX_PEOPLE = 2000  # what one request writes within the two minutes a server usually grants
SHOWN = 300  # records of one kind and fate, and problems of one kind, shown on the page
LOCK = 715_202_602  # any number, as long as nothing else in the database locks by it


class TalkRosterImport(models.TransientModel):
    """Reads an institution's roster: what it would change first, then all of it or nothing.

    Transient, because a roster holds birthdays and Party dates of everybody: the file and
    its preview belong to the officer who uploaded it, and are gone an hour later.
    """

    _name = "talk.roster.import"
    _description = "Roster Import"

    state = fields.Selection(
        [("upload", "File"), ("preview", "Preview"), ("done", "Done")],
        default="upload",
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
        help="Only people, departments and branches of this company are read and written.",
    )
    data = fields.Binary("File", attachment=False, help="An Excel workbook (.xlsx) or a CSV file.")
    filename = fields.Char()
    download = fields.Binary(attachment=False, readonly=True)
    count_ids = fields.One2many("talk.roster.import.count", "import_id", readonly=True)
    problem_ids = fields.One2many("talk.roster.import.problem", "import_id", readonly=True)
    line_ids = fields.One2many("talk.roster.import.line", "import_id", readonly=True)
    created_ids = fields.One2many(
        "talk.roster.import.line", "import_id", domain=[("action", "=", "create")], readonly=True
    )
    changed_ids = fields.One2many(
        "talk.roster.import.line", "import_id", domain=[("action", "=", "change")], readonly=True
    )
    same_ids = fields.One2many(
        "talk.roster.import.line", "import_id", domain=[("action", "=", "same")], readonly=True
    )
    error_count = fields.Integer(readonly=True)
    warning_count = fields.Integer(readonly=True)
    created_count = fields.Integer(readonly=True)
    changed_count = fields.Integer(readonly=True)
    same_count = fields.Integer(readonly=True)
    is_cut = fields.Boolean(readonly=True, help="Not everything is shown on the page.")
    seconds = fields.Float(readonly=True)

    @api.depends("filename")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.filename or self.env._("Roster import")

    # ---- actions

    def action_preview(self):
        """Read the file and show what importing it would do."""
        self._check_right(self.company_id)
        if not self.data:
            raise UserError(self.env._("Choose a file first."))
        roster, plan, _now = self._read(self.filename or "", self._bytes(), self.company_id)
        self._show(roster, plan)

    def action_import(self):
        """Import the file shown in the preview: everything, or nothing at all."""
        self._check_right(self.company_id)
        if self.state != "preview":
            return
        self._lock(self.company_id)
        started = time.monotonic()
        # read again: the database may have changed since the preview
        roster, plan, now = self._read(self.filename or "", self._bytes(), self.company_id)
        self._show(roster, plan)
        if not self.error_count:
            try:
                self._write(plan, now, self.company_id, self._send_progress)
            except Exception:
                self._send_progress(0, 0)
                raise
            self._send_progress(1, 1)
            self.write({"state": "done", "data": False, "seconds": time.monotonic() - started})

    def action_back(self):
        """Choose another file."""
        self.count_ids.unlink()
        self.line_ids.unlink()
        self.problem_ids.unlink()
        self.write({"state": "upload", "data": False, "filename": False})

    def action_template(self):
        """Download an empty roster with its headings, an example and explanations."""
        self._check_right(self.company_id)
        return self._download(roster_template.template(self.env), self.env._("Roster template"))

    def action_download(self):
        """Download the whole preview, however long."""
        self._check_right(self.company_id)
        roster, plan, _now = self._read(self.filename or "", self._bytes(), self.company_id)
        show = RosterShow(self.env, plan)
        return self._download(
            roster_template.preview(self.env, show, roster.problems), self.env._("Roster preview")
        )

    def action_people(self):
        action = self.env["ir.actions.actions"]._for_xml_id("hr.open_view_employee_list_my")
        return {**action, "domain": [("company_id", "=", self.company_id.id)]}

    def action_chain(self):
        return {
            "type": "ir.actions.client",
            "tag": "talk_management.chain",
            "name": self.env._("Responsibility chain"),
        }

    # ---- reading and writing

    @api.model
    def _import_file(self, filename, data, company):
        """Import a roster without questions, as the demo does; returns the plan's figures.

        Raises a UserError with every problem when something is to be corrected.
        """
        self._check_right(company)
        self._lock(company)
        roster, plan, now = self._read(filename, data, company)
        if roster.has_errors:
            found = [problem for problem in roster.problems if problem.is_error]
            show = RosterShow(self.env, plan)
            raise UserError("\n".join(show.place(problem) for problem in found[:SHOWN]))
        self._write(plan, now, company, lambda done, total: None)
        return plan.counts()

    @api.model
    def _import_demo(self, name, company_id):
        """Import one of the rosters shipped with the addon, named like ``hospital_roster.xlsx``."""
        with file_open(f"talk_management/demo/{name}", "rb") as file:
            return self._import_file(name, file.read(), self.env["res.company"].browse(company_id))

    @api.model
    def _check_right(self, company):
        """HR officers only, and only for companies they work in."""
        if self.env.su:
            return
        if not self.env.user.has_group("talk_management.group_talk_officer"):
            raise AccessError(self.env._("Only HR officers import rosters."))
        if company not in self.env.user.company_ids:
            raise AccessError(
                self.env._("You do not work in %s, so you cannot import its roster.", company.name)
            )

    @api.model
    def _lock(self, company):
        """Two people importing at the same moment would each create everybody."""
        ((is_free,),) = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK, company.id)
        )
        if not is_free:
            raise UserError(
                self.env._("Somebody else is importing a roster right now. Try again in a minute.")
            )

    def _bytes(self):
        return base64.b64decode(self.with_context(bin_size=False).data or b"")

    @api.model
    def _read(self, filename, data, company):
        """``(roster, plan, snapshot)`` of a file, without touching anything."""
        today = company._talk_today()
        roster = roster_check.check(roster_read.read(filename, data), today)
        logins = [person.values.get("login") for person in roster.people.values()]
        names = {department.name for department in roster.departments}
        names |= {person.values.get("department") for person in roster.people.values()}
        now = roster_snapshot.take(
            self.env, company, [each for each in logins if each], names, today
        )
        plan = roster_plan.plan(roster, now)
        if len(roster.people) > self._max_people():
            params = (("count", len(roster.people)), ("limit", self._max_people()))
            roster.problems.insert(0, Problem("too_many_people", params=params))
        return roster, plan, now

    @api.model
    def _max_people(self):
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param("talk_management.roster_max_people") or MAX_PEOPLE)

    @api.model
    def _write(self, plan, now, company, progress):
        if plan.is_empty:
            return
        with self.env.cr.savepoint():
            RosterWriter(self.env, company, plan, now, company._talk_today(), progress).carry_out()
            self.env["talk.edge"].sudo().with_company(company)._refresh()
        _logger.info("Roster of company %s imported: %s", company.id, plan.counts())

    # ---- showing

    def _show(self, roster, plan):
        """Keep counts, problems and records of the plan for the page."""
        self.ensure_one()
        self.count_ids.unlink()
        self.line_ids.unlink()
        self.problem_ids.unlink()
        show = RosterShow(self.env, plan)
        counts = plan.counts()
        lines, lines_cut = show.lines(SHOWN)
        problems, problems_cut = show.problems(roster.problems, SHOWN)
        errors = sum(problem.is_error for problem in roster.problems)
        totals = {
            action: sum(count[action] for count in counts.values())
            for action in ("create", "change", "same")
        }
        self.write(
            {
                "state": "preview",
                "count_ids": [
                    Command.create(
                        {
                            "kind": kind,
                            "created": counts[kind]["create"],
                            "changed": counts[kind]["change"],
                            "same": counts[kind]["same"],
                        }
                    )
                    for kind, _label in KINDS
                    if any(counts[kind].values())
                ],
                "line_ids": [Command.create(vals) for vals in lines],
                "problem_ids": [Command.create(vals) for vals in problems],
                "error_count": errors,
                "warning_count": len(roster.problems) - errors,
                "created_count": totals["create"],
                "changed_count": totals["change"],
                "same_count": totals["same"],
                "is_cut": lines_cut or problems_cut,
            }
        )

    def _send_progress(self, done, total):
        """Tell the officer's browser how far the import is, while it is still running.

        A cursor of its own, as nothing of the import itself is committed before its end.
        """
        with self.env.registry.cursor() as cr:
            user = self.env(cr=cr)["res.users"].browse(self.env.uid)
            user._bus_send("talk_management.roster_progress", {"done": done, "total": total})

    def _download(self, content, name):
        self.download = base64.b64encode(content)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/download/{name}.xlsx?download=true",
            "target": "download",
        }
