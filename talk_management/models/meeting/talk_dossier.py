from odoo import api, models
from odoo.tools import SQL, format_date

from ..chain.talk_team import PRINCIPAL_ROLES
from ..item.talk_item import OPEN_STATES
from ..item.talk_measure import OPEN
from ..item.talk_reply import DELIVERED
from ..obligation.talk_obligation import SETTLED, UNSETTLED
from ..rule.talk_rule import MEETING
from .talk_meeting import PLANNED

# fewer people than this are not told as a number: each of them could be guessed
FEW = 3
SHOWN = 40
NAMED = 8


class TalkDossier(models.AbstractModel):
    """What those who take part should know before a meeting (会前材料: H3.1a, B5).

    It is made anew each time, of what its reader may see at that moment: two members may have
    different figures before them. Its parts are drawn like those of a preparation sheet, on
    screen as on paper, and ask for the whole meeting at once. A later addon adds its part to
    ``_dossier_parts`` and makes it in ``_dossier_<name>``.
    """

    _name = "talk.dossier"
    _description = "Dossier before a Meeting"

    @api.model
    def _dossier_parts(self):
        """The parts, in the order in which they are read."""
        return ["talks", "agenda", "figures", "last_measures"]

    @api.model
    def _dossier(self, meeting):
        """``[{title, columns, rows, is_wide, more}]`` for who takes part; nothing to others."""
        meeting = meeting.sudo(False)
        if not meeting.is_visible:
            return []
        self.env.flush_all()  # the parts name tables that the ORM does not know they read
        parts = [getattr(self, f"_dossier_{name}")(meeting) for name in self._dossier_parts()]
        return [self._drawn(**part) for part in parts if part]

    @api.model
    def _drawn(self, title, columns, rows, more="", none=""):
        """A part as the sheets draw it: where there is no row, a sentence without headings."""
        return {
            "title": title,
            "columns": columns if rows else [],
            "rows": rows or [self._row(none)],
            "is_wide": False,
            "more": more,
        }

    # who talked with whom

    @api.model
    def _dossier_talks(self, meeting):
        _ = self.env._
        rows = self._talks_by_responsible(meeting)
        names = self._names([row[0] for row in rows] + [one for row in rows for one in row[4]])
        first = self._principals(meeting)
        rows = sorted(rows, key=lambda row: (row[0] not in first, names[row[0]]))
        return {
            "title": _("Talks before this meeting"),
            "columns": [
                _("Who talks"),
                _("Owed"),
                _("Held"),
                _("Overdue"),
                _("Not held yet, with"),
            ],
            "rows": [
                self._row(names[who], owed, held, overdue, self._some([names[e] for e in left]))
                for who, owed, held, overdue, left in rows[:SHOWN]
            ],
            "more": self._more(len(rows)),
            "none": _("No talk before this meeting that you may see."),
        }

    @api.model
    def _talks_by_responsible(self, meeting):
        """[(responsible id, owed, held, overdue, [ids of those not talked with])], as its reader
        may see it."""
        rules = self.env["talk.rule"].sudo().with_context(active_test=False)
        rules = rules.search(
            [
                ("basis", "=", MEETING),
                ("meeting_kind", "=", meeting.kind),
                ("company_id", "=", meeting.company_id.id),
            ]
        )
        found = self.env["talk.obligation"]._search(
            [("rule_id", "in", rules.ids), ("state", "in", (*UNSETTLED, SETTLED))]
        )
        origins = [rule._obligation_origin(f"meeting{meeting.id}") for rule in rules]
        found.add_where(
            SQL("%s = ANY(%s::varchar[])", SQL.identifier(found.table, "origin"), origins)
        )
        return self.env.execute_query(
            SQL(
                """SELECT o.responsible_id, count(*),
                          count(*) FILTER (WHERE o.state = %(settled)s),
                          count(*) FILTER (WHERE o.state <> %(settled)s AND o.date_due < %(today)s),
                          COALESCE(array_agg(o.employee_id ORDER BY o.date_due, o.id)
                                   FILTER (WHERE o.state <> %(settled)s), '{}')
                     FROM talk_obligation o WHERE o.id IN %(found)s
                    GROUP BY o.responsible_id ORDER BY o.responsible_id""",
                settled=SETTLED,
                today=meeting.company_id.sudo()._talk_today(),
                found=found.subselect(),
            )
        )

    @api.model
    def _principals(self, meeting):
        """Ids of those who come first: the chair, and the principals of the team."""
        places = meeting.sudo()._team_today()
        leading = places.filtered(lambda place: place.role in PRINCIPAL_ROLES).employee_id
        return set((leading | meeting.sudo().chair_id).ids)

    @api.model
    def _names(self, ids):
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        return {person.id: person.name for person in people.browse(sorted(set(ids)))}

    # what is on the agenda, and what else is open

    @api.model
    def _dossier_agenda(self, meeting):
        _ = self.env._
        items = self.env["talk.item"].search(
            [("id", "in", meeting.point_ids.item_ids.ids), ("state", "in", OPEN_STATES)]
        )
        rows = []
        for area in items.area_id.sorted("name") or items.area_id:
            rows.append((area.name, items.filtered(lambda item, area=area: item.area_id == area)))
        if without := items.filtered(lambda item: not item.area_id):
            rows.append((_("No area"), without))
        return {
            "title": _("Open matters on the agenda"),
            "columns": [_("Area"), _("Matters"), _("Urgent"), _("Overdue"), _("Raised by")],
            "rows": [
                self._row(
                    name,
                    len(some),
                    len(some.filtered(lambda item: item.urgency == "urgent")),
                    len(some.filtered("is_overdue")),
                    self._people(sum(some.mapped("raiser_count"))),
                )
                for name, some in rows[:SHOWN]
            ],
            "more": self._more(len(rows)),
            "none": _("Nothing open stands on the agenda yet."),
        }

    @api.model
    def _dossier_figures(self, meeting):
        """All that its reader may see of it, whether it is on the agenda or not."""
        _ = self.env._
        of_company = ("company_id", "=", meeting.company_id.id)
        today = meeting.company_id.sudo()._talk_today()
        late = ("date_due", "<", today)
        open_items = [of_company, ("state", "in", OPEN_STATES)]
        owed_replies = [("item_id.company_id", "=", of_company[2]), ("state", "!=", DELIVERED)]
        open_measures = [of_company, ("state", "in", OPEN)]
        return {
            "title": _("All that is open, as far as you may see"),
            "columns": ["", _("Still open"), _("Overdue")],
            "rows": [
                self._row(label, self._count(model, domain), self._count(model, [*domain, late]))
                for label, model, domain in (
                    (_("Matters that were raised"), "talk.item", open_items),
                    (_("Written replies that are owed"), "talk.reply", owed_replies),
                    (_("Measures"), "talk.measure", open_measures),
                )
            ],
        }

    @api.model
    def _count(self, model, domain):
        return self.env[model].search_count(domain)

    @api.model
    def _dossier_last_measures(self, meeting):
        """What the last meeting of the same people decided, and how far it has come."""
        _ = self.env._
        last = self._last_meeting(meeting)
        if not last:
            return None
        measures = self.env["talk.measure"].search([("point_id.meeting_id", "=", last.id)])
        return {
            "title": _("Measures of the last meeting, %s", format_date(self.env, last.date)),
            "columns": [_("Measure"), _("Carried out by"), _("Due"), _("Progress"), _("State")],
            "rows": [
                self._row(
                    measure.title or measure.display_name,
                    measure.owner_id.sudo().name,
                    format_date(self.env, measure.date_due),
                    f"{measure.progress} %",
                    self._label(measure, "state"),
                )
                for measure in measures[:SHOWN]
            ],
            "more": self._more(len(measures)),
            "none": _("No measure that you may see."),
        }

    @api.model
    def _last_meeting(self, meeting):
        return self.env["talk.meeting"].search(
            [
                ("company_id", "=", meeting.company_id.id),
                ("team_id", "=", meeting.team_id.id),
                ("kind", "=", meeting.kind),
                ("id", "!=", meeting.id),
                ("date", "<=", meeting.date),
                ("state", "!=", PLANNED),
            ],
            order="date desc, id desc",
            limit=1,
        )

    # for the parts

    @api.model
    def _people(self, count):
        """How many people, unless they are so few that each could be guessed."""
        return self.env._("fewer than %s", FEW) if count < FEW else count

    @api.model
    def _more(self, count):
        return self.env._("and %(count)s more", count=count - SHOWN) if count > SHOWN else ""

    @api.model
    def _some(self, names):
        shown = "、".join(names[:NAMED])
        if len(names) <= NAMED:
            return shown
        return f"{shown} " + self.env._("and %(count)s more", count=len(names) - NAMED)

    @api.model
    def _row(self, *cells):
        return {"cells": [str(cell if cell is not False else "") for cell in cells], "url": None}

    @api.model
    def _label(self, record, name):
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")
