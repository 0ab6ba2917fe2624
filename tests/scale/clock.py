"""Measuring two sides in one run: interleaved, in changing order, medians."""

import gc
import statistics
import time


def seconds(call):
    """Wall time of ``call``, without a stop for Python's garbage."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        call()
        return time.perf_counter() - started
    finally:
        gc.enable()


def side_by_side(ours, floor, rounds, before=None):
    """Median seconds ``(ours, floor)``; ``before`` puts the tables back before each of them."""
    sides = {"ours": ours, "floor": floor}
    times = {name: [] for name in sides}
    for nth in range(rounds):
        for name in sorted(sides, reverse=nth % 2 == 1):
            if before:
                before()
            times[name].append(seconds(sides[name]))
    return statistics.median(times["ours"]), statistics.median(times["floor"])


def queries(env, call):
    """SQL queries of ``call`` with empty caches, what is left to be written included."""
    env.flush_all()
    env.invalidate_all()
    before = env.cr.sql_log_count
    call()
    env.flush_all()
    return env.cr.sql_log_count - before


def changes(env, call):
    """Rows that ``call`` inserts, updates or deletes, in any table; unchanged updates count."""
    env.flush_all()
    env.cr.commit()
    call()
    env.flush_all()
    env.cr.execute(
        "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int"
        "  FROM pg_stat_xact_user_tables"
    )
    return env.cr.fetchone()[0]
