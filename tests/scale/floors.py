"""The least a database can do for the same result: what the figures are measured against."""

from odoo.tools import SQL


class Insertion:
    """The rows a table holds now, put by and inserted again with one bare INSERT … SELECT.

    Into the same table with all its indexes and foreign keys; one statement for each value of
    ``split``, as the addon has one for each rule. The rows' ids are taken from the sequence, as
    for new ones.
    """

    def __init__(self, env, table, split=None, values=(None,)):
        self.env = env
        kept = f"bench_{table}"
        env.flush_all()
        env.cr.execute(
            """SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
                WHERE table_name = %s AND column_name <> 'id'""",
            (table,),
        )
        names = env.cr.fetchone()[0]
        env.cr.execute(f"CREATE TABLE {kept} AS SELECT {names} FROM {table} ORDER BY id")
        env.cr.execute(f"ANALYZE {kept}")
        insert = f"INSERT INTO {table} ({names}) SELECT {names} FROM {kept}"
        self.statements = [
            SQL(insert) if value is None else SQL(f"{insert} WHERE {split} = %s", value)
            for value in values
        ]

    def run(self):
        for statement in self.statements:
            self.env.cr.execute(statement)


class AntiJoin:
    """The keys that rules and edges ask for and that are not there, counted.

    One statement for each rule and part of its period, as tight as it can be written: of the
    open edges of the rule's layers (responsible, employee), less the keys of the obligations of
    that origin. Who is away or has left, what else is known of people, what is to be withdrawn,
    reopened or moved: nothing of it is asked.
    """

    def __init__(self, env, rules):
        self.env = env
        self.statements = [
            self._statement(rule, origin) for rule in rules for origin in self._origins(rule)
        ]

    def _origins(self, rule):
        asked = rule._asked(rule.company_id._talk_today())
        return [rule._obligation_origin(key) for key in asked.keys]

    def _statement(self, rule, origin):
        return SQL(
            """SELECT count(*) FROM talk_edge x
                WHERE x.layer_id IN %s AND x.company_id = %s AND x.date_to IS NULL
                  AND NOT EXISTS (SELECT 1 FROM talk_obligation o
                                   WHERE o.origin = %s
                                     AND o.responsible_id = x.responsible_id
                                     AND o.employee_id = x.employee_id)""",
            tuple(rule.layer_ids.ids),
            rule.company_id.id,
            origin,
        )

    def run(self):
        for statement in self.statements:
            self.env.cr.execute(statement)
            self.env.cr.fetchone()
