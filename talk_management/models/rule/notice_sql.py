"""What has changed in people's records since they were last looked at, as SQL (H4.5a).

``changes()`` gives a row for each change: ``happened`` makes an event of it; ``back`` names
the event it takes back (from A to B, then from B to A), ``moved_from`` the one whose date it
corrects. A lesser change is not told beside the greater: whoever is transferred, promoted or
put at the head of a department has a new post as well.
"""

from odoo.tools import SQL

REACH_DAYS = 60  # what happened longer ago is no news, it is a record taken over
BACK_DAYS = 14  # a change taken back within this time was a mistake
LEAVING_BACK_DAYS = 400  # somebody who stays after all is not asked about leaving

COLUMNS = (
    "employee_id company_id department_id post rank_id heads date_version date_entry leaving "
    "date_leave is_seconded date_party_joined date_party_full"
).split()


def _names(prefix=""):
    return SQL(", ").join(
        SQL.identifier(prefix, name) if prefix else SQL.identifier(name) for name in COLUMNS
    )


def _current(todays, retired_reason):
    """``current``: everybody as they are today, by the version that holds today."""
    return SQL(
        """company AS (
                SELECT * FROM unnest(%(companies)s::int[], %(todays)s::date[]) company(id, today)
            ), version AS (
                SELECT DISTINCT ON (e.id) e.id AS person_id, v.*
                  FROM hr_employee e JOIN company c ON c.id = e.company_id
                  JOIN hr_version v ON v.employee_id = e.id AND v.active
                 ORDER BY e.id, v.date_version > c.today, abs(v.date_version - c.today)
            ), entry AS (
                SELECT employee_id,
                       COALESCE(min(contract_date_start), min(date_version)) AS date
                  FROM hr_version WHERE active GROUP BY employee_id
            ), heading AS (
                SELECT manager_id, string_agg(id::varchar, ',' ORDER BY id) AS heads
                  FROM hr_department WHERE active AND manager_id IS NOT NULL GROUP BY manager_id
            ), away AS (
                SELECT s.employee_id,
                       min(COALESCE(s.date_from, '1900-01-01'))
                           FILTER (WHERE s.kind = 'long_leave') AS date_leave,
                       bool_or(s.kind = 'secondment') AS is_seconded
                  FROM talk_employment_status s JOIN company c ON c.id = s.company_id
                 WHERE s.kind IN ('long_leave', 'secondment')
                   AND (s.date_from IS NULL OR s.date_from <= c.today)
                   AND (s.date_to IS NULL OR s.date_to >= c.today)
                 GROUP BY s.employee_id
            ), current AS MATERIALIZED (
                SELECT e.id AS employee_id, e.company_id, v.department_id,
                       CASE WHEN v.is_custom_job_title THEN 'title:' || v.job_title
                            ELSE 'job:' || v.job_id END AS post,
                       v.rank_id, COALESCE(h.heads, '') AS heads, v.date_version,
                       CASE WHEN entry.date <= c.today THEN entry.date END AS date_entry,
                       CASE WHEN v.departure_date IS NULL THEN ''
                            WHEN v.departure_reason_id = %(retired)s THEN 'retirement'
                            ELSE 'departure' END AS leaving,
                       away.date_leave, COALESCE(away.is_seconded, FALSE) AS is_seconded,
                       CASE WHEN e.party_join_date <= c.today THEN e.party_join_date
                            END AS date_party_joined,
                       CASE WHEN e.party_full_date <= c.today THEN e.party_full_date
                            END AS date_party_full,
                       e.active, v.departure_date, r.sequence AS height, c.today
                  FROM hr_employee e
                  JOIN company c ON c.id = e.company_id
                  JOIN version v ON v.person_id = e.id
                  JOIN entry ON entry.employee_id = e.id
                  LEFT JOIN talk_rank r ON r.id = v.rank_id
                  LEFT JOIN heading h ON h.manager_id = e.id
                  LEFT JOIN away ON away.employee_id = e.id
            )""",
        companies=[company for company, _today in todays],
        todays=[today for _company, today in todays],
        retired=retired_reason,
    )


def changes(todays, retired_reason):
    """The tables of a WITH clause that ends with ``change``."""
    return SQL(
        """%(current)s, known_company AS (
                SELECT company_id, count(*) AS people FROM talk_trigger_snapshot GROUP BY company_id
            ), joining AS (
                -- people who outnumber those known so far were taken over, they did not enter
                SELECT n.company_id FROM current n
                  JOIN known_company k ON k.company_id = n.company_id
                 WHERE NOT EXISTS (SELECT 1 FROM talk_trigger_snapshot s
                                    WHERE s.employee_id = n.employee_id)
                 GROUP BY n.company_id, k.people HAVING count(*) <= k.people
            ), diff AS (
                SELECT n.*, o.id IS NOT NULL AS is_known, %(old)s,
                       CASE WHEN n.date_version <> o.date_version
                            THEN GREATEST(n.date_version, n.today - %(reach)s)
                            ELSE n.today END AS since,
                       n.department_id <> o.department_id AS is_transferred,
                       was.sequence - n.height AS climbed,
                       NOT string_to_array(n.heads, ',') <@ string_to_array(o.heads, ',')
                           AS is_made_head,
                       n.heads = '' AND o.heads <> '' AS is_head_no_more
                  FROM current n
                  LEFT JOIN talk_trigger_snapshot o ON o.employee_id = n.employee_id
                  LEFT JOIN talk_rank was ON was.id = o.rank_id
                 WHERE n.active AND n.company_id IN (SELECT company_id FROM known_company)
                   AND (o.id IS NOT NULL OR n.company_id IN (SELECT company_id FROM joining))
            ), change AS MATERIALIZED (
                SELECT d.employee_id, d.company_id, d.today, x.*
                  FROM diff d CROSS JOIN LATERAL (%(kinds)s) x
                 WHERE x.happened OR x.back IS NOT NULL OR x.moved_from IS NOT NULL
            )""",
        current=_current(todays, retired_reason),
        old=SQL(", ").join(
            SQL("%s AS %s", SQL.identifier("o", name), SQL.identifier(f"old_{name}"))
            for name in COLUMNS[2:]
        ),
        reach=REACH_DAYS,
        kinds=SQL(" UNION ALL ").join(
            [
                _exchange("department", SQL("d.is_transferred"), SQL("department_id")),
                _exchange("post", SQL("d.post <> d.old_post AND NOT %s", _greater()), SQL("post")),
                _exchange("rank_up", SQL("d.climbed > 0"), SQL("rank_id"), "rank"),
                _exchange("rank_down", SQL("d.climbed < 0"), SQL("rank_id"), "rank"),
                _exchange("head", SQL("d.is_made_head"), SQL("heads"), "head"),
                _exchange("head_ended", SQL("d.is_head_no_more"), SQL("heads"), "head"),
                _leaving("departure"),
                _leaving("retirement"),
                _stays(),
                _dated("entry", SQL("date_entry")),
                _dated("party_joined", SQL("date_party_joined"), is_known_only=True),
                _dated("party_full", SQL("date_party_full"), is_known_only=True),
                _long_leave(),
                _back_from_secondment(),
            ]
        ),
    )


def _greater():
    return SQL(
        """(COALESCE(d.is_transferred, FALSE) OR COALESCE(d.climbed, 0) <> 0
            OR COALESCE(d.is_made_head, FALSE) OR COALESCE(d.is_head_no_more, FALSE))"""
    )


def _row(source, happened, date, key, **more):
    """One kind of change, as a row of ``change``."""
    return SQL(
        """SELECT %(source)s::varchar AS source, COALESCE(%(happened)s, FALSE) AS happened,
                  (%(date)s)::date AS date, (%(key)s)::varchar AS key,
                  (%(back)s)::varchar AS back, (%(moved_from)s)::varchar AS moved_from,
                  %(undone)s AS is_undone_by_back, %(reach)s AS reach""",
        source=source,
        happened=happened,
        date=date,
        key=key,
        back=more.get("back", SQL("NULL")),
        moved_from=more.get("moved_from", SQL("NULL")),
        undone=more.get("undone", False),
        reach=more.get("reach", BACK_DAYS),
    )


def _exchange(source, happened, column, family=None):
    """One value gave way to another, both known; the way back takes the event back."""
    family = f"{family or source}:"
    new, old = SQL("d.%s", column), SQL("d.old_%s", column)
    return _row(
        source,
        happened,
        SQL("d.since"),
        _way(family, old, new),
        back=SQL("CASE WHEN %s THEN %s END", happened, _way(family, new, old)),
        undone=True,
    )


def _way(family, one, other):
    return SQL(
        "%s || COALESCE(%s::varchar, '') || '>' || COALESCE(%s::varchar, '')", family, one, other
    )


def _leaving(source):
    """Announced while the person is still here: a talk makes sense before, so the deadline
    runs from the day it became known, or from the day of leaving where that has passed."""
    return _row(
        source,
        SQL("d.is_known AND d.leaving = %s AND d.old_leaving <> %s", source, source),
        SQL("GREATEST(LEAST(d.departure_date, d.today), d.today - %s)", REACH_DAYS),
        SQL("%s", f"leaving:{source}"),
    )


def _stays():
    """Nobody leaves after all, or for another reason than was known."""
    return _row(
        "",
        SQL("FALSE"),
        SQL("d.today"),
        SQL("NULL"),
        back=SQL(
            "CASE WHEN d.leaving <> d.old_leaving AND d.old_leaving <> '' "
            "THEN 'leaving:' || d.old_leaving END"
        ),
        reach=LEAVING_BACK_DAYS,
    )


def _dated(source, column, is_known_only=False):
    """A date in the records: set not long ago, corrected, or taken out again."""
    new, old = SQL("d.%s", column), SQL("d.old_%s", column)
    return _row(
        source,
        SQL(
            "%s AND %s IS NULL AND %s >= d.today - %s",
            SQL("d.is_known") if is_known_only else SQL("TRUE"),
            old,
            new,
            REACH_DAYS,
        ),
        new,
        SQL("%s || %s::varchar", f"{source}:", new),
        back=SQL("CASE WHEN %s IS NULL THEN %s || %s::varchar END", new, f"{source}:", old),
        moved_from=SQL(
            "CASE WHEN %s <> %s THEN %s || %s::varchar END", new, old, f"{source}:", old
        ),
    )


def _long_leave():
    """It began; it ended in its time, which changes nothing; or it was no leave after all."""
    return _row(
        "long_leave",
        SQL("d.is_known AND d.old_date_leave IS NULL AND d.date_leave IS NOT NULL"),
        SQL("GREATEST(d.date_leave, d.today - %s)", REACH_DAYS),
        SQL("'long_leave:' || d.date_leave::varchar"),
        back=SQL(
            """CASE WHEN d.date_leave IS NULL AND NOT EXISTS (
                        SELECT 1 FROM talk_employment_status s
                         WHERE s.employee_id = d.employee_id AND s.kind = 'long_leave'
                           AND COALESCE(s.date_from, '1900-01-01') = d.old_date_leave)
                    THEN 'long_leave:' || d.old_date_leave::varchar END"""
        ),
        moved_from=SQL(
            """CASE WHEN d.date_leave <> d.old_date_leave
                    THEN 'long_leave:' || d.old_date_leave::varchar END"""
        ),
    )


def _back_from_secondment():
    last = SQL(
        """(SELECT max(s.date_to) FROM talk_employment_status s
             WHERE s.employee_id = d.employee_id AND s.kind = 'secondment'
               AND s.date_to BETWEEN d.today - %s AND d.today - 1)""",
        REACH_DAYS,
    )
    return _row(
        "secondment_ended",
        SQL("d.old_is_seconded AND NOT d.is_seconded AND %s IS NOT NULL", last),
        SQL("%s + 1", last),
        SQL("'secondment_ended:' || %s::varchar", last),
    )


def follow():
    """The statement that lets the snapshot follow; the row of who has not changed stays."""
    return SQL(
        """INSERT INTO talk_trigger_snapshot AS s (%(columns)s)
           SELECT %(columns)s FROM current n
            WHERE NOT EXISTS (
                  SELECT 1 FROM talk_trigger_snapshot o
                   WHERE o.employee_id = n.employee_id
                     AND (%(old)s) IS NOT DISTINCT FROM (%(new)s))
               ON CONFLICT (employee_id) DO UPDATE SET %(set)s RETURNING 1""",
        columns=_names(),
        old=_names("o"),
        new=_names("n"),
        set=SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), SQL.identifier("excluded", name))
            for name in COLUMNS[1:]
        ),
    )
