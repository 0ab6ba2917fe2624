"""Carries a roster's plan out: batches, in the order in which records need each other."""

import datetime
from collections import defaultdict

from odoo import Command

from ..engine.roster_plan import CHANGE, CREATE

CHUNK = 50  # people created between two signs of progress
SILENT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "talk_roster_import": True,  # see roster_partner
    "no_reset_password": True,  # a new user gets no mail and no password
}
PERSON = {
    "name": "name",
    "job_title": "job_title",
    "birthday": "birthday",
    "post_date": "post_date",
    "political": "political_status",
    "party_join": "party_join_date",
    "party_full": "party_full_date",
    "email": "work_email",
    "note": "additional_note",
    "number": "staff_number",
}


class RosterWriter:
    """Writes one plan for one company; ``progress(done, total)`` is told how far it is."""

    def __init__(self, env, company, plan, now, today, progress):
        context = {**env.context, **SILENT, "allowed_company_ids": company.ids}
        self.env = env(context=context)
        self.company = company.with_env(self.env)
        self.plan, self.now, self.today = plan, now, today
        self.progress = progress
        self.total = sum(line.action != "same" for line in plan.lines)
        self.done = 0
        self.departments = {identifier: identifier for identifier in now.departments}
        self.employees = {key: row["id"] for key, row in now.employees.items()}
        self.employees |= {
            f"#{row['id']}": row["id"] for rows in now.unnumbered.values() for row in rows
        }
        self.users = {}

    def carry_out(self):
        self._write_departments()
        self._write_users()
        self._write_people()
        self._write_team()
        self._write_heads()  # after the team: whoever is in it may be in charge anywhere
        self._write_branches()
        self._write_places()
        self._write_statuses()

    def _count(self, lines):
        self.done += len(lines)
        self.progress(self.done, self.total)

    def _find(self, model, names, field="name"):
        """Ids by name, missing ones created in the order in which they first appear."""
        names = list(dict.fromkeys(names))
        records = self.env[model].sudo().with_context(active_test=False)
        found = {each[field]: each.id for each in records.search([(field, "in", names)])}
        missing = [name for name in names if name not in found]
        vals = [{field: name} for name in missing]
        if "sequence" in records._fields and missing:
            last = records.search([], order="sequence desc", limit=1).sequence
            vals = [{**each, "sequence": last + 10 * at} for at, each in enumerate(vals, 1)]
        return found | dict(zip(missing, records.create(vals).ids, strict=True))

    # ---- departments

    def _write_departments(self):
        departments = self.env["hr.department"]
        by_depth = defaultdict(list)
        for line in self.plan.of("department"):
            by_depth[line.label.count(" / ")].append(line)
        for depth in sorted(by_depth):
            new = [line for line in by_depth[depth] if line.action == CREATE]
            created = departments.create(
                [
                    {
                        "name": line.values["name"],
                        "company_id": self.company.id,
                        "parent_id": self.departments.get(line.values.get("parent")),
                        "note": line.values.get("note"),
                    }
                    for line in new
                ]
            )
            self.departments |= dict(zip((line.key for line in new), created.ids, strict=True))
        for line in self.plan.of("department", CHANGE):
            vals = {name: line.values[name] for name in ("name", "note") if name in line.values}
            if "parent" in line.values:
                vals["parent_id"] = self.departments.get(line.values["parent"], False)
            if vals:
                departments.browse(line.record).write(vals)
        self._count(self.plan.of("department", CREATE))

    def _write_heads(self):
        for line in self.plan.of("department"):
            vals = {
                field: self.employees.get(line.values[name], False)
                for name, field in (("head", "manager_id"), ("leader", "talk_leader_id"))
                if name in line.values
            }
            if vals:
                self.env["hr.department"].browse(self.departments[line.key]).write(vals)
        self._count(self.plan.of("department", CHANGE))

    # ---- people

    def _write_users(self):
        """Internal users without a password. The wizard has checked the officer's group."""
        lines = self.plan.of("user", CREATE)
        users = self.env["res.users"].sudo()
        for at in range(0, len(lines), CHUNK):
            chunk = lines[at : at + CHUNK]
            created = users.create(
                [
                    {
                        "name": line.values["name"],
                        "login": line.values["login"],
                        "email": line.values.get("email"),
                        "company_id": self.company.id,
                        "company_ids": [Command.set(self.company.ids)],
                        "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                        "lang": self.env.user.lang,
                        "tz": self.env.user.tz,
                    }
                    for line in chunk
                ]
            )
            self.users |= dict(zip((line.key for line in chunk), created.ids, strict=True))
            self._count(chunk)
        self.users |= {line.key: line.record for line in self.plan.of("user", CHANGE)}

    def _write_people(self):
        lines = [line for line in self.plan.of("employee") if line.action != "same"]
        self.ranks = self._find(
            "talk.rank", [line.values["rank"] for line in lines if line.values.get("rank")]
        )
        self.tags = self._find(
            "hr.employee.category", [tag for line in lines for tag in line.values.get("tags") or ()]
        )
        employees = self.env["hr.employee"]
        employees.check_access("create")
        # sudo: the date of entry is Odoo's start of contract, which HR officers may not write
        employees = employees.sudo()
        new = [line for line in lines if line.action == CREATE]
        for at in range(0, len(new), CHUNK):
            chunk = new[at : at + CHUNK]
            created = employees.create([self._person_vals(line) for line in chunk])
            self.employees |= dict(zip((line.key for line in chunk), created.ids, strict=True))
            self._count(chunk)
        changed = [line for line in lines if line.action == CHANGE]
        for line in changed:
            employees.browse(line.record).write(self._person_vals(line))
        for line in self.plan.of("user", CHANGE):
            employees.browse(self.employees[line.key]).write({"user_id": line.record})
        for line in self.plan.of("user", CREATE):
            if line.key in self.now.employees:
                user = self.users[line.key]
                employees.browse(self.employees[line.key]).write({"user_id": user})
        self._count(changed + self.plan.of("user", CHANGE))

    def _person_vals(self, line):
        values = line.values
        vals = {field: values[name] or False for name, field in PERSON.items() if name in values}
        if "department" in values:
            vals["department_id"] = self.departments.get(values["department"], False)
        if "rank" in values:
            vals["rank_id"] = self.ranks.get(values["rank"], False)
        if "tags" in values:
            vals["category_ids"] = [Command.link(self.tags[tag]) for tag in values["tags"]]
        if "entry_date" in values:
            vals["contract_date_start"] = values["entry_date"] or False
        if line.action == CREATE:
            vals["company_id"] = self.company.id
            vals["user_id"] = self.users.get(line.key, False)
            if values.get("entry_date"):
                vals["date_version"] = values["entry_date"]
            if self.env["res.users"].sudo().browse(vals["user_id"]).email:
                vals.pop("work_email", None)  # the user brings one along
        return vals

    # ---- team, branches, statuses: places with dates

    def _write_team(self):
        lines = self.plan.of("team")
        team = self.env["talk.team"].search(
            [("company_id", "=", self.company.id), ("department_id", "=", False)], limit=1
        )
        if not team and lines:
            team = team.create(
                {"name": self.env._("Leadership team"), "company_id": self.company.id}
            )
        vals = []
        for at, line in enumerate(lines):
            if line.action == CREATE:
                place = {"team_id": team.id, "employee_id": self.employees[line.key]}
                vals.append(
                    {**place, **self._since(self.now.has_team), **line.values, "sequence": at}
                )
        self._places("talk.team.member", lines, vals)

    def _write_branches(self):
        branches = self.env["talk.branch"]
        names = {"upper": "upper_organisation", "name": "name"}
        new = self.plan.of("branch", CREATE)
        created = branches.create(
            [
                {"company_id": self.company.id, "sequence": 10 * at}
                | {names[name]: value for name, value in line.values.items()}
                for at, line in enumerate(new, 1)
            ]
        )
        self.branches = {name: row["id"] for name, row in self.now.branches.items()}
        self.branches |= dict(zip((line.key for line in new), created.ids, strict=True))
        for line in self.plan.of("branch", CHANGE):
            vals = {names[name]: value for name, value in line.values.items()}
            branches.browse(line.record).write(vals)
        new = self.plan.of("group", CREATE)
        created = self.env["talk.branch.group"].create(
            [{"branch_id": self.branches[line.key[0]], "name": line.key[1]} for line in new]
        )
        self.groups = {
            (name, group): identifier
            for name, row in self.now.branches.items()
            for group, identifier in row["groups"].items()
        }
        self.groups |= dict(zip((line.key for line in new), created.ids, strict=True))
        self._count(new + self.plan.of("branch", CREATE) + self.plan.of("branch", CHANGE))

    def _write_places(self):
        lines = self.plan.of("place")
        vals = []
        for line in lines:
            branch, key, role = line.key
            if line.action == CREATE:
                vals.append(
                    {
                        "branch_id": self.branches[branch],
                        "employee_id": self.employees[key],
                        "role": role,
                        "group_id": self.groups.get((branch, line.values.get("group"))),
                        **self._since(branch in self.now.branches),
                    }
                )
            elif "group" in line.values:
                line.values["group_id"] = self.groups.get((branch, line.values.pop("group")))
        self._places("talk.branch.member", lines, vals)

    def _write_statuses(self):
        lines = self.plan.of("status")
        vals = [
            {
                "employee_id": self.employees[line.key],
                "kind": line.values["kind"],
                **self._since(line.key in self.now.employees),
            }
            for line in lines
            if line.action == CREATE
        ]
        self._places("talk.employment.status", lines, vals)

    def _since(self, is_known):
        """Something new in what was known before begins today; else its beginning isn't known."""
        return {"date_from": self.today} if is_known else {}

    def _places(self, model, lines, vals):
        records = self.env[model]
        over = [line for line in lines if line.ends]
        # begun today means entered by mistake today: nothing of it need be remembered
        fresh = [line for line in over if self._row(line).get("fresh")]
        records.browse(line.record for line in fresh).unlink()
        records.browse(line.record for line in over if line not in fresh).write(
            {"date_to": self.today - datetime.timedelta(days=1)}
        )
        for line in lines:
            if line.action == CHANGE and not line.ends:
                records.browse(line.record).write(line.values)
        records.create(vals)
        self._count([line for line in lines if line.action != "same"])

    def _row(self, line):
        known = {"team": self.now.team, "place": self.now.places, "status": self.now.statuses}
        return known[line.kind][line.key]
