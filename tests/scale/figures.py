"""The figures of bin/bench, each measured beside its floor."""

from odoo.tools import SQL

from . import clock, floors
from .populate import build

FIRST_GENERATION, NOTHING_DUE, REMINDER_QUERIES = 2.0, 1.5, 0.1


class Bench:
    """One run: grow the people, measure, tell each figure as soon as it is known."""

    def __init__(self, env, people, seed, rounds, tell):
        self.env = env(context={**env.context, "tz": "Asia/Shanghai", "lang": "en_US"})
        self.people, self.seed, self.rounds = people, seed, rounds
        self.tell = tell
        self.company = self.rules = None

    def run(self):
        few = self._few()
        self._grow(self.people)
        self.tell("people", len(self._employees()), unit="")
        self._chain()
        self._first_generation()
        self._reminders()
        self._nothing_due()
        self._repeated()
        self._queries(few)
        self._pages()

    # growing

    def _few(self):
        """The queries of a daily run where a tenth of the people are; nothing of them stays."""
        self._grow(self.people // 10)
        found = self._daily_queries()
        self.env.cr.rollback()
        self.env.registry.clear_all_caches()
        return found

    def _grow(self, number):
        self.env.cr.rollback()
        self.company, self.rules = build(self.env, number, self.seed)

    def _chain(self):
        taken = clock.seconds(self.env["talk.edge"]._refresh)
        self._commit("VACUUM ANALYZE")
        self.tell("chain from nothing", taken, unit="s")
        taken = clock.seconds(self.env["talk.edge"]._refresh)
        self.tell("chain unchanged", taken, unit="s")
        self.tell("edges", self._count("talk_edge"), unit="")
        self.tell("rows of sight", self._count("talk_sight"), unit="")

    def _employees(self):
        return self.env["hr.employee"].search([("company_id", "=", self.company.id)])

    def _count(self, table):
        query = SQL("SELECT count(*) FROM %s", SQL.identifier(table))
        return self.env.execute_query(query)[0][0]

    # putting the tables back

    def _commit(self, statement=None):
        """Commit; a ``statement`` that wants to stand outside of transactions follows."""
        self.env.flush_all()
        self.env.cr.commit()
        if statement:
            connection = self.env.cr._cnx
            connection.autocommit = True
            self.env.cr.execute(statement)
            connection.autocommit = False
        self.env.invalidate_all()

    def _empty(self):
        """Both sides meet new tables: neither works among what the other left behind."""
        self.env.cr.rollback()
        self.env.cr.execute("TRUNCATE talk_obligation, talk_reminder, mail_activity CASCADE")
        self._commit()

    # measuring

    def _generate(self):
        """What the daily job does with rules: a look at all, and the statement of some."""
        self.env["talk.obligation"]._generate_due(self.rules)

    def _first_generation(self):
        self._empty()
        self._generate()
        floor = floors.Insertion(self.env, "talk_obligation", "rule_id", self.rules.ids)
        self._commit()
        ours, bare = clock.side_by_side(self._generate, floor.run, self.rounds, self._empty)
        self.tell("first generation / bare insert", ours / bare, FIRST_GENERATION, "×")
        self.tell("  first generation", ours * 1e3, unit="ms")
        self.tell("  bare insert", bare * 1e3, unit="ms")
        self._empty()
        self._generate()
        self._commit("VACUUM ANALYZE talk_obligation")
        self.tell("  obligations", self._count("talk_obligation"), unit="")

    def _nothing_due(self):
        floor = floors.AntiJoin(self.env, self.rules)
        ours, keys = clock.side_by_side(
            self._generate, floor.run, self.rounds * 5, self.env.cr.commit
        )
        self.tell("nothing due / keys-only anti-join", ours / keys, NOTHING_DUE, "×")
        self.tell("  nothing due", ours * 1e3, unit="ms")
        self.tell("  keys-only anti-join", keys * 1e3, unit="ms")

    def _reminders(self):
        refresh = self.env["talk.reminder"]._refresh
        refresh()  # fills the caches
        self.env.flush_all()
        number = self._count("mail_activity")
        floor = floors.Insertion(self.env, "mail_activity")
        self._commit()
        self._without_reminders()
        queries = clock.queries(self.env, refresh)
        self.env.cr.rollback()
        ours, bare = clock.side_by_side(refresh, floor.run, self.rounds, self._without_reminders)
        self._without_reminders()
        refresh()
        self._commit("VACUUM ANALYZE")
        self.tell("queries per reminder", queries / number, REMINDER_QUERIES, "")
        self.tell("  reminders", number, unit="")
        self.tell("  reminding / bare insert", ours / bare, unit="×")
        self.tell("  reminding, each", ours / number * 1e3, unit="ms")

    def _without_reminders(self):
        self.env.cr.rollback()
        self.env.cr.execute("TRUNCATE talk_reminder, mail_activity CASCADE")
        self._commit()

    def _repeated(self):
        jobs = {
            "chain": self.env["talk.edge"]._refresh,
            "generation": self._generate,
            "reminders": self.env["talk.reminder"]._refresh,
            "daily run": self._daily,
        }
        for name, job in jobs.items():
            job()
            self.env.flush_all()
            self.tell(f"rows changed by repeating: {name}", clock.changes(self.env, job), 0, "")

    def _daily(self):
        for _name, step in self.env["talk.obligation"]._daily_steps():
            step()

    def _daily_queries(self):
        """``(a first run, a run with nothing due)``"""
        self._daily()  # fills the caches
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM talk_obligation")
        self.env.cr.execute("DELETE FROM talk_reminder")
        self.env.cr.execute("DELETE FROM mail_activity")
        return clock.queries(self.env, self._daily), clock.queries(self.env, self._daily)

    def _queries(self, few):
        many = self._daily_queries()
        self.env.cr.rollback()
        self.tell(f"queries of a daily run, {self.people // 10} people", few[1], unit="")
        self.tell(f"queries of a daily run, {self.people} people", many[1], unit="")
        self.tell("queries that more people cost", many[1] - few[1], 0, "")
        self.tell("  in the run that makes everything due", many[0] - few[0], unit="")

    def _pages(self):
        """The first page of obligations as people see it."""
        for name, user in (("a head's", self._some_head()), ("the HR officer's", self._officer())):
            page = self.env["talk.obligation"].with_user(user).with_company(self.company)
            spec = {"responsible_id": {"fields": {"display_name": {}}}, "state": {}, "date_due": {}}
            spec |= {"employee_id": {"fields": {"display_name": {}}}, "is_overdue": {}}

            def read(page=page, spec=spec):
                page.env.invalidate_all()
                page.web_search_read([], spec, limit=80)

            read()
            taken = min(clock.seconds(read) for _round in range(self.rounds))
            self.tell(f"{name} page", taken * 1e3, unit="ms")

    def _officer(self):
        return self.company.talk_officer_id

    def _some_head(self):
        """The head in the middle of all who answer for somebody."""
        groups = self.env["talk.edge"]._read_group(
            [
                ("layer_id", "=", self.env.ref("talk_management.layer_head_staff").id),
                ("responsible_id.user_id", "!=", False),
            ],
            ["responsible_id"],
            order="__count, responsible_id",
            aggregates=["__count"],
        )
        return groups[len(groups) // 2][0].user_id
