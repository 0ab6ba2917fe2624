from dataclasses import dataclass, field
from datetime import date

from odoo import api, models
from odoo.tools import SQL, format_date

# how many lines a part shows of what may be a long history
LAST = 5


@dataclass
class Asked:
    """For whom a sheet is made: the talk, its people, and what was found out about them once."""

    talk: models.BaseModel
    people: models.BaseModel
    today: date
    known: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)


class TalkSheet(models.AbstractModel):
    """What helps to prepare a talk: to know the person, to have the main points (H4.2).

    The sheet consists of parts. A part asks as the person who prepares and for all
    participants at once, so that the number of queries follows neither their number nor
    their history: it reads the last few lines and counts the rest. A later addon adds its
    part to ``_sheet_parts`` and makes it in ``_part_<name>``.
    """

    _name = "talk.sheet"
    _description = "Preparation Sheet"

    @api.model
    def _sheet_parts(self):
        """The parts, in the order in which they are read."""
        return [
            "person",
            "notable",
            "posts",
            "settles",
            "events",
            "commitments",
            "talks",
            "others",
            "records",
        ]

    @api.model
    def _sheet(self, talk):
        """What is drawn, on screen as on paper.

        ``{common: parts, people: [{name, is_known, is_first, parts}]}``; a part is
        ``{title, columns, is_wide, rows, more}``, a row ``{cells, url}``. A part that is made has
        its rows by person, under None those about the talk as a whole.
        """
        people = talk.sudo().participant_ids.employee_id
        if not people:
            return {"people": [], "common": []}
        self.env.flush_all()  # the parts name tables that the ORM does not know they read
        asked = Asked(talk, people, talk.company_id.sudo()._talk_today())
        asked.known = self._known(asked)
        asked.posts = self._posts(asked)
        parts = [getattr(self, f"_part_{name}")(asked) for name in self._sheet_parts()]
        return {
            "common": self._parts_about(parts, None),
            "people": [
                {
                    "name": person.name,
                    "is_known": person.id in asked.known,
                    "is_first": not any(
                        part["rows"].get(person.id) for part in parts if part.get("is_past")
                    ),
                    "parts": self._parts_about(parts, person.id),
                }
                for person in people
            ],
        }

    @api.model
    def _parts_about(self, parts, person):
        """What is told of one person, or with None of the talk as a whole."""
        return [
            {
                "title": part["title"],
                "columns": part.get("columns") or [],
                "rows": part["rows"][person],
                "is_wide": part.get("is_wide", False),
                "more": part.get("more", {}).get(person, ""),
            }
            for part in parts
            if part["rows"].get(person)
        ]

    # for the parts

    @api.model
    def _last(self, found, of, order, joined=None, limit=LAST):
        """The last few rows for each person: ``({person: [row id]}, {person: how many})``.

        ``found`` is a query of the rows the user may see, as ``_search`` gives it; ``of`` and
        ``order`` say of its table, named t, whom a row is about and which come first.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT person, id, n FROM (
                       SELECT %(of)s AS person, t.id,
                              count(*) OVER (PARTITION BY %(of)s) AS n,
                              row_number() OVER (PARTITION BY %(of)s ORDER BY %(order)s) AS nth
                         FROM %(table)s t %(joined)s
                        WHERE t.id IN %(found)s) ranked
                    WHERE nth <= %(limit)s ORDER BY person, nth""",
                of=of,
                order=order,
                joined=joined or SQL(),
                table=SQL.identifier(found.table),
                found=found.subselect(),
                limit=limit,
            )
        )
        ids, counts = {}, {}
        for person, row, count in rows:
            ids.setdefault(person, []).append(row)
            counts[person] = count
        return ids, counts

    @api.model
    def _more(self, shown, counts):
        """``{person: "and 12 more"}`` where there is more than is shown."""
        return {
            person: self.env._("and %(count)s more", count=counts[person] - len(rows))
            for person, rows in shown.items()
            if counts[person] > len(rows)
        }

    @api.model
    def _row(self, *cells, url=None):
        return {"cells": [cell or "" for cell in cells], "url": url}

    @api.model
    def _day(self, day):
        return format_date(self.env, day) if day else ""

    @api.model
    def _label(self, record, name):
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")
