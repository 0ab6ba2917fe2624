"""The ledger's queries. Which talks and obligations they cover is given as a subquery that
already carries the record rules of whoever asks; nothing here widens it."""

import itertools

from odoo.tools import SQL

from ..models.obligation.talk_obligation import EXCUSED, PLANNED, SETTLED, UNSETTLED
from ..models.talk.talk_talk import HELD

BATCH = 2000
OBJECTED = "objected"
_numbers = itertools.count(1)


def fetch(env, query):
    """Rows of ``query``, one by one, held in memory a batch at a time."""
    name = SQL.identifier(f"talk_ledger_{next(_numbers)}")
    env.cr.execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", name, query))
    while True:
        env.cr.execute(SQL("FETCH %s FROM %s", BATCH, name))
        rows = env.cr.fetchall()
        yield from rows
        if len(rows) < BATCH:
            break
    env.cr.execute(SQL("CLOSE %s", name))


def count(talks):
    return SQL("SELECT COUNT(*) FROM talk_talk t WHERE t.id IN %s", talks)


def _post(env, employee, day):
    """Subquery ``post``: what that employee was on that day, as the public profile shows it."""
    return SQL(
        """SELECT CASE WHEN v.is_custom_job_title THEN v.job_title
                       ELSE COALESCE(%(job)s, v.job_title)
                  END AS post
             FROM hr_version v LEFT JOIN hr_job j ON j.id = v.job_id
            WHERE v.employee_id = %(employee)s AND v.active
            ORDER BY v.date_version > %(day)s, ABS(v.date_version - %(day)s) LIMIT 1""",
        job=_name(env, "hr.job", "j"),
        employee=employee,
        day=day,
    )


def _name(env, model, alias):
    """A record's name in the reader's language, where it has several."""
    return env[model]._field_to_sql(alias, "name")


def _settled(obligations):
    """What each talk settled, as far as the reader may see it: in time, or late."""
    return SQL(
        """SELECT o.talk_id, bool_or(o.is_late) AS late FROM talk_obligation o
            WHERE o.id IN %s AND o.state = %s GROUP BY o.talk_id""",
        obligations,
        SETTLED,
    )


def _people(disputed):
    """SQL condition: the participant ``a`` came, and raises no objection the reader sees."""
    return SQL("a.attendance <> 'absent' AND a.id NOT IN %s", disputed)


def _objected(disputed):
    """SQL condition: all with whom talk ``t`` is said to have been held object to it."""
    return SQL(
        """t.state = %(held)s
           AND EXISTS (SELECT FROM talk_participant a WHERE a.talk_id = t.id
                          AND a.id IN %(disputed)s)
           AND NOT EXISTS (SELECT FROM talk_participant a WHERE a.talk_id = t.id
                              AND %(people)s)""",
        held=HELD,
        disputed=disputed,
        people=_people(disputed),
    )


def held(env, talks, obligations, disputed):
    """One row per talk: facts, its people, and whether it settled something in time.

    Who objects is left out like who was absent; where that is everybody, the talk is marked.
    ``disputed``: the participants whose objection the reader sees, as a subquery.
    """
    day = SQL("t.date")
    return SQL(
        """SELECT t.name, t.date_start, t.date_end, r.name, rv.post, p.names, p.posts,
                  %(department)s, t.place, t.kind_id, t.format, t.channel, s.late,
                  CASE WHEN o.objected THEN %(objected_state)s ELSE t.state END
             FROM talk_talk t
             JOIN hr_employee r ON r.id = t.responsible_id
             LEFT JOIN LATERAL (%(responsible_post)s) rv ON TRUE
             LEFT JOIN hr_department d ON d.id = t.department_id
             LEFT JOIN (%(settled)s) s ON s.talk_id = t.id
             LEFT JOIN LATERAL (SELECT %(objected)s AS objected) o ON TRUE
             LEFT JOIN LATERAL (
                  SELECT string_agg(e.name, '、' ORDER BY a.id) AS names,
                         string_agg(DISTINCT ev.post, '、') AS posts
                    FROM talk_participant a JOIN hr_employee e ON e.id = a.employee_id
                    LEFT JOIN LATERAL (%(employee_post)s) ev ON TRUE
                   WHERE a.talk_id = t.id AND a.attendance <> 'absent'
                     AND (o.objected OR a.id NOT IN %(disputed)s)) p ON TRUE
            WHERE t.id IN %(talks)s
            ORDER BY t.date_start, t.id""",
        objected=_objected(disputed),
        objected_state=OBJECTED,
        disputed=disputed,
        department=_name(env, "hr.department", "d"),
        responsible_post=_post(env, SQL("r.id"), day),
        employee_post=_post(env, SQL("e.id"), day),
        settled=_settled(obligations),
        talks=talks,
    )


def held_totals(talks, obligations, disputed):
    """(month, kind, format, talks, people, in time, late): one row per month, kind and format,
    and one for all; which of the three a row is for is told by what is not NULL."""
    return SQL(
        """SELECT date_trunc('month', t.date)::date, t.kind_id, t.format, COUNT(*),
                  COALESCE(SUM((SELECT COUNT(*) FROM talk_participant a
                                 WHERE a.talk_id = t.id AND %(people)s)), 0)::int,
                  COUNT(*) FILTER (WHERE NOT s.late), COUNT(*) FILTER (WHERE s.late)
             FROM talk_talk t
             LEFT JOIN (%(settled)s) s ON s.talk_id = t.id
            WHERE t.id IN %(talks)s AND t.state = %(held)s AND NOT (%(objected)s)
            GROUP BY GROUPING SETS ((1), (2), (3), ())
            ORDER BY 1, 2, 3""",
        people=_people(disputed),
        objected=_objected(disputed),
        settled=_settled(obligations),
        talks=talks,
        held=HELD,
    )


def _owed_state(today):
    return SQL(
        """CASE WHEN o.state = %(excused)s THEN 'excused'
                WHEN o.date_due < %(today)s THEN 'overdue'
                WHEN o.state = %(planned)s THEN 'planned'
                ELSE 'open' END""",
        excused=EXCUSED,
        planned=PLANNED,
        today=today,
    )


def owed(env, obligations, today):
    """One row per talk that is owed."""
    return SQL(
        """SELECT o.date_due, r.name, rv.post, e.name, ev.post, %(department)s, %(rule)s, %(state)s
             FROM talk_obligation o
             JOIN hr_employee r ON r.id = o.responsible_id
             LEFT JOIN LATERAL (%(responsible_post)s) rv ON TRUE
             JOIN hr_employee e ON e.id = o.employee_id
             LEFT JOIN LATERAL (%(employee_post)s) ev ON TRUE
             LEFT JOIN hr_department d ON d.id = o.department_id
             LEFT JOIN talk_rule u ON u.id = o.rule_id
            WHERE o.id IN %(obligations)s
            ORDER BY o.date_due, o.id""",
        department=_name(env, "hr.department", "d"),
        rule=_name(env, "talk.rule", "u"),
        state=_owed_state(today),
        responsible_post=_post(env, SQL("r.id"), SQL("%s::date", today)),
        employee_post=_post(env, SQL("e.id"), SQL("%s::date", today)),
        obligations=obligations,
    )


def owed_totals(obligations, today):
    return SQL(
        "SELECT %s AS bucket, COUNT(*) FROM talk_obligation o WHERE o.id IN %s GROUP BY 1",
        _owed_state(today),
        obligations,
    )


def owed_domain(date_from, date_to):
    """What was due in the period and not held, and what is still owed from before it."""
    return [
        ("date_due", "<=", date_to),
        "|",
        ("state", "in", UNSETTLED),
        *("&", ("state", "=", EXCUSED), ("date_due", ">=", date_from)),
    ]


def settles_event(talk, events):
    """SQL condition: the talk settles, or is to settle, what is owed because of these events."""
    return SQL(
        """%s.id IN (SELECT talk_id FROM talk_obligation
                      WHERE trigger_id IN %s AND talk_id IS NOT NULL)""",
        talk,
        events,
    )


def answers_event(obligation, events):
    """SQL condition: the talk is owed because of one of these events."""
    return SQL("%s.trigger_id IN %s", obligation, events)
