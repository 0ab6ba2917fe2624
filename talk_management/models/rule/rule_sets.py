"""Rules ready to be loaded and then changed: the hospital's rule entire, and a plain one.

An installation by itself asks nobody for anything: a set is loaded on request. Each entry
is ``[key, clause, name, layers, values]``; the clause is that of the hospital's own document.
Lists and not tuples: the export of translations takes a bracket after ``env._`` for another call.
"""

HOSPITAL, PLAIN = "hospital", "plain"


def rule_sets(env):
    """``[(key, label)]`` of the sets there are, for a selection."""
    return [
        (HOSPITAL, env._("The hospital's rule (Huimin Hospital of Xinzhou, Shangrao, 2015)")),
        (PLAIN, env._("Plain rule: everybody once a year, and after events")),
    ]


def rule_set(env, key):
    """The rules of a set as values for talk.rule, named in the language of ``env``."""
    rows = {HOSPITAL: _hospital, PLAIN: _plain}[key](env)
    return [
        {
            "template_key": f"{key}/{name}",
            "sequence": 10 * number,
            "code": code,
            "name": label,
            "layer_ids": [env.ref(f"talk_management.layer_{layer}").id for layer in layers],
            **values,
        }
        for number, (name, code, label, layers, values) in enumerate(rows, start=1)
    ]


def _hospital(env):
    """H2, H3, H4.5 and H4.7. Group talks do not count unless a rule is changed (H4.1)."""
    return [
        ["h2_1", "二、1", env._("Principals with each other, once a year"), ["principals"], {}],
        [
            "h2_2",
            "二、2 三、1",
            env._("Principals with each member of the team, once a year"),
            ["principal_member"],
            {},
        ],
        [
            "h2_3",
            "二、3 三、1",
            env._("Members of the team with each other, every half-year"),
            ["members"],
            {"period_unit": "half_year", "lead_days": "30, 7"},
        ],
        [
            "h2_4",
            "二、4 三、1",
            env._("Team with heads in their charge and branch secretaries, once a year"),
            ["leader_head", "team_secretary"],
            {},
        ],
        [
            "h2_5",
            "二、5",
            env._("Team with Party members and staff, 12 people a year each"),
            ["team_anyone"],
            {"basis": "quota", "quota_kind": "people", "talk_count": 12},
        ],
        [
            "h2_6",
            "二、6",
            env._("Secretaries with Party members, heads with colleagues, once a year"),
            ["secretary_member", "head_staff"],
            {},
        ],
        *_hospital_times(env),
        [
            "h4_7",
            "四、7",
            env._("Secretaries with committees and group leaders, once a year"),
            ["secretary_committee"],
            {},
        ],
    ]


def _hospital_times(env):
    """The times of H3, and the events of H4.5."""
    return [
        [
            "h3_1",
            "三、1",
            env._("The team's talks before the democratic life meeting"),
            ["principals", "principal_member", "members"],
            {
                "basis": "meeting",
                "meeting_kind": "democratic_life",
                "window_days": 20,
                "lead_days": "20, 5",
            },
        ],
        [
            "h3_2",
            "三、2",
            env._("Leaders and staff: last Thursday afternoon of each month"),
            ["team_anyone"],
            {
                "basis": "reception",
                "recur_every": "month",
                "recur_by": "weekday",
                "recur_nth": "-1",
                "recur_weekday": "3",
                "hour_from": 14.5,
                "hour_to": 17.5,
                "holiday_shift": "earlier",
                "rotation": "turn",
                "is_bookable": True,
                "slot_minutes": 30,
                "lead_days": "7, 1",
            },
        ],
        [
            "h3_3",
            "三、3",
            env._("Branch secretaries and staff: a Friday each quarter"),
            ["secretary_member"],
            {
                "basis": "reception",
                "recur_every": "quarter",
                "recur_month": "last",
                "recur_by": "weekday",
                "recur_nth": "1",
                "recur_weekday": "4",
                "hour_from": 17.0,
                "hour_to": 18.5,
                "holiday_shift": "later",
                "rotation": "all",
                "is_bookable": True,
                "slot_minutes": 30,
                "lead_days": "7, 1",
            },
        ],
        ["h4_5", "四、5", _events(env), [], {"basis": "event", "lead_days": "5, 1"}],
    ]


def _plain(env):
    return [
        [
            "staff",
            False,
            env._("Department heads with each of their staff, once a year"),
            ["head_staff"],
            {},
        ],
        [
            "heads",
            False,
            env._("Leaders in charge with their department heads, once a year"),
            ["leader_head"],
            {},
        ],
        [
            "team",
            False,
            env._("Principals with each member of the team, once a year"),
            ["principal_member"],
            {},
        ],
        ["events", False, _events(env), [], {"basis": "event", "lead_days": "5, 1"}],
    ]


def _events(env):
    return env._("After an event: transfer, award, difficulty, return …")
