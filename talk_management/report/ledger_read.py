"""Reads the ledger from the database, as the user of the environment it is given.

The talks and obligations it covers come from the models' own search, so record
rules, companies and field access decide what is on it, and figures on a screen
and in a file cannot differ.
"""

from datetime import timezone
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime

from ..models.talk.talk_talk import HELD
from . import ledger_query
from .ledger import DATE, NUMBER, SHARE, Column, Ledger, Section, Table, dates_text, share


def read_ledger(env, choice):
    """The ledger as ``env.user`` may see it, in the language and time zone of ``env``."""
    return _Reader(env, choice).ledger()


class _Reader:
    def __init__(self, env, choice):
        company = choice.company.with_env(env)
        self.tz = env.context.get("tz") or env.user.tz or company._talk_timezone()
        self.lang = env.lang or "en_US"
        self.env = env(context={**env.context, "tz": self.tz, "lang": self.lang})
        self.choice = choice
        self.company = company.with_env(self.env)
        self.today = self.company._talk_today()
        self.env.flush_all()
        self.events = self._events()
        self.talks = self.env["talk.talk"]._search(self._domain_talks())
        self.obligations = self.env["talk.obligation"]._search([("talk_id", "in", self.talks)])
        self.due = self.env["talk.obligation"]._search(self._domain_owed())
        self.disputed = self._disputed()

    # what is on it

    def _domain_common(self):
        domain = Domain("company_id", "=", self.company.id)
        if self.choice.department:
            domain &= Domain("department_id", "child_of", self.choice.department.id)
        return domain

    def _events(self):
        """The events of the set asked for, of those the reader may open; None: of no set."""
        if not self.choice.must_talks:
            return None
        types = self.choice.must_talks.with_env(self.env).type_ids
        return self.env["talk.trigger"]._search([("type_id", "in", types.ids)]).subselect()

    def _domain_must_talks(self, condition):
        if self.events is None:
            return Domain.TRUE
        return Domain.custom(
            to_sql=lambda _model, alias, _query: condition(SQL.identifier(alias), self.events)
        )

    def _domain_talks(self):
        domain = self._domain_common() & self._domain_must_talks(ledger_query.settles_event)
        domain &= Domain("date", ">=", self.choice.date_from)
        domain &= Domain("date", "<=", self.choice.date_to)
        domain &= Domain("is_reserved", "=", False)
        return domain if self.choice.with_planned else domain & Domain("state", "=", HELD)

    def _domain_owed(self):
        owed = ledger_query.owed_domain(self.choice.date_from, self.choice.date_to)
        return (
            self._domain_common()
            & Domain(owed)
            & self._domain_must_talks(ledger_query.answers_event)
        )

    def _disputed(self):
        """Participants with an objection that stands, of those whose answer the reader sees."""
        domain = Domain("company_id", "=", self.company.id) & Domain("is_disputed", "=", True)
        domain &= Domain("date", ">=", self.choice.date_from)
        domain &= Domain("date", "<=", self.choice.date_to)
        return self.env["talk.confirmation"]._search(domain).subselect("participant_id")

    def ledger(self):
        _ = self.env._
        user, company = self.env.user, self.company.sudo()
        made = format_datetime(self.env, fields.Datetime.now(), tz=self.tz, dt_format="short")
        totals = self._held_totals()
        states = self._owed_totals()
        return Ledger(
            title=_("Talk ledger"),
            organisation=company.name,
            seal_line=company.talk_seal_line or company.name,
            period=self.choice.period,
            dates=dates_text(self.env, self.choice.date_from, self.choice.date_to),
            department=self.choice.department and self.choice.department.name or "",
            must_talks=self.choice.must_talks
            and self.choice.must_talks.with_env(self.env).name
            or "",
            made=_("Made %(time)s for %(name)s", time=made, name=user.name),
            language=self.lang,
            by_month=self._by_month(totals),
            by_kind=self._by_kind(totals),
            by_format=self._by_format(totals),
            by_state=self._by_state(states),
            held=self._held() if self.choice.with_held else None,
            owed=self._owed(states) if self.choice.with_owed else None,
        )

    def _labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    # talks held

    def _held(self):
        _ = self.env._
        count = self.env.execute_query(ledger_query.count(self.talks.subselect()))[0][0]
        columns = (
            Column("number", _("Number"), width=16),
            Column("date", _("Date"), DATE),
            Column("begins", _("From"), width=8),
            Column("ends", _("To"), width=8),
            Column("responsible", _("Responsible")),
            Column("responsible_post", _("Post of the responsible"), width=18),
            Column("employee", _("Employee"), width=18),
            Column("employee_post", _("Post of the employee"), width=18),
            Column("department", _("Department"), width=18),
            Column("place", _("Place"), width=18),
            Column("kind", _("Kind")),
            Column("format", _("Format")),
            Column("channel", _("Channel")),
            Column("owed", _("Was owed"), width=14),
            Column("state", _("State")),
        )
        title = _("Talks in the period") if self.choice.with_planned else _("Talks held")
        return Section(title, columns, count, self._held_rows)

    def _held_rows(self):
        _ = self.env._
        kinds = self._kinds()
        formats = self._labels("talk.talk", "format")
        channels = self._labels("talk.talk", "channel")
        states = self._labels("talk.talk", "state")
        states[ledger_query.OBJECTED] = _("Held, objected to")
        owed = {None: _("No"), False: _("Yes, in time"), True: _("Yes, late")}
        zone = ZoneInfo(self.tz)
        query = ledger_query.held(
            self.env, self.talks.subselect(), self.obligations.subselect(), self.disputed
        )
        for row in ledger_query.fetch(self.env, query):
            number, start, end, name, post, names, posts, department, place, *rest = row
            kind, talk_format, channel, late, state = rest
            start, end = (
                moment.replace(tzinfo=timezone.utc).astimezone(zone) for moment in (start, end)
            )
            yield (
                number,
                start.date(),
                start.strftime("%H:%M"),
                end.strftime("%H:%M"),
                name,
                post or "",
                names or "",
                posts or "",
                department or "",
                place or "",
                kinds.get(kind, ""),
                formats.get(talk_format, ""),
                channels.get(channel, ""),
                owed[late] if state == HELD else "",
                states.get(state, ""),
            )

    def _kinds(self):
        kinds = self.env["talk.kind"].with_context(active_test=False).search_fetch([], ["name"])
        return {kind.id: kind.name for kind in kinds}

    # talks owed

    def _owed(self, states):
        _ = self.env._
        columns = (
            Column("due", _("Due"), DATE),
            Column("responsible", _("Responsible")),
            Column("responsible_post", _("Post of the responsible"), width=18),
            Column("employee", _("Employee")),
            Column("employee_post", _("Post of the employee"), width=18),
            Column("department", _("Department"), width=18),
            Column("rule", _("Rule"), width=30),
            Column("state", _("State")),
        )
        return Section(_("Talks owed"), columns, sum(states.values()), self._owed_rows)

    def _owed_rows(self):
        states = self._owed_states()
        query = ledger_query.owed(self.env, self.due.subselect(), self.today)
        for row in ledger_query.fetch(self.env, query):
            yield (row[0], *(value or "" for value in row[1:-1]), states[row[-1]])

    def _owed_states(self):
        _ = self.env._
        return {
            "overdue": _("Overdue"),
            "open": _("Open"),
            "planned": _("Talk planned"),
            "excused": _("Excused"),
        }

    # totals

    def _held_totals(self):
        query = ledger_query.held_totals(
            self.talks.subselect(), self.obligations.subselect(), self.disputed
        )
        return self.env.execute_query(query)

    def _owed_totals(self):
        query = ledger_query.owed_totals(self.due.subselect(), self.today)
        return dict(self.env.execute_query(query))

    def _total_columns(self, key, label, kind="text"):
        _ = self.env._
        return (
            Column(key, label, kind, width=20),
            Column("talks", _("Talks"), NUMBER),
            Column("share", _("Share"), SHARE),
            Column("people", _("Number of people"), NUMBER),
            Column("in_time", _("Owed, in time"), NUMBER),
            Column("late", _("Owed, late"), NUMBER),
        )

    def _total_rows(self, named, everything):
        whole = everything[0]
        rows = [(name, row[0], share(row[0], whole), *row[1:]) for name, row in named]
        return [*rows, (self.env._("Total"), whole, share(whole, whole), *everything[1:])]

    def _everything(self, totals):
        return next(row[3:] for row in totals if row[0] is row[1] is row[2] is None)

    def _by_month(self, totals):
        _ = self.env._
        named = [(row[0].strftime("%Y-%m"), row[3:]) for row in totals if row[0]]
        columns = self._total_columns("month", _("Month"))
        return Table(_("By month"), columns, self._total_rows(named, self._everything(totals)))

    def _by_kind(self, totals):
        _ = self.env._
        kinds = self._kinds()
        order = {kind: number for number, kind in enumerate(kinds)}
        found = sorted((row for row in totals if row[1]), key=lambda row: order[row[1]])
        named = [(kinds[row[1]], row[3:]) for row in found]
        columns = self._total_columns("kind", _("Kind"))
        return Table(_("By kind"), columns, self._total_rows(named, self._everything(totals)))

    def _by_format(self, totals):
        _ = self.env._
        formats = self._labels("talk.talk", "format")
        named = [(formats[row[2]], row[3:]) for row in totals if row[2]]
        columns = self._total_columns("format", _("Format"))
        return Table(_("By format"), columns, self._total_rows(named, self._everything(totals)))

    def _by_state(self, states):
        _ = self.env._
        whole = sum(states.values())
        rows = [
            (label, states.get(state, 0), share(states.get(state, 0), whole))
            for state, label in self._owed_states().items()
        ]
        columns = (
            Column("state", _("State"), width=20),
            Column("talks", _("Obligations"), NUMBER),
            Column("share", _("Share"), SHARE),
        )
        rows.append((_("Total"), whole, share(whole, whole)))
        return Table(_("Owed, by state"), columns, rows)
