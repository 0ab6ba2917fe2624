from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

from ...engine.rotation import turn
from ..chain.selectors import UPPER
from ..hr.talk_employment_status import AWAY_KINDS
from .talk_reception import CANCELLED, PLANNED


@dataclass(frozen=True)
class Slot:
    """Of whom one receives each time: a unit with the order of its turns, or one person.

    ``others`` stand in where nobody of the unit can."""

    name: str
    people: tuple
    others: tuple = ()


@dataclass(frozen=True)
class Turn:
    """What is to be at one time in one slot; ``known`` is the reception there is, if any."""

    known: object
    key: str
    slot: str
    unit_name: str
    day: object
    receiver: int
    stand_in: int
    position: int


class TalkReception(models.Model):
    """Whose turn it is to receive, and who stands in (H3.2); each branch by itself (H3.3)."""

    _inherit = "talk.reception"

    @api.model
    def _plan_turns(self, rule, day, days, slots, known):
        """The Turns from ``day`` on, in order. A person who receives by hand stays."""
        if not days or not slots:
            return []
        last = self._last_turns(rule, day, min(days.values()))
        hands = self.browse().concat(*known.values())
        everyone = {person for slot in slots.values() for person in slot.people + slot.others}
        everyone |= {*hands.responsible_id.ids, *hands.stand_in_id.ids}
        away = self._absences(everyone)
        turns = []
        for key, held in sorted(days.items(), key=lambda item: item[1]):
            for name, slot in slots.items():
                reception = known.get((key, name))
                if reception and reception.state != PLANNED:
                    if reception.state != CANCELLED:
                        last[name] = (reception.responsible_id.id, reception.turn_position)
                    continue
                if held < day:
                    continue
                receiver, stand_in = self._choose(
                    slot, reception, last.get(name), lambda person, held=held: away(person, held)
                )
                if not receiver:
                    continue
                position = reception.turn_position if reception else 0
                if receiver in slot.people:
                    position = slot.people.index(receiver)
                last[name] = (receiver, position)
                found = (reception, key, name, slot.name, held, receiver, stand_in, position)
                turns.append(Turn(*found))
        return turns

    @api.model
    def _choose(self, slot, reception, last, is_away):
        """``(receiver, stand-in)``: as named before where both can come; else the stand-in takes
        over and the next one stands in."""
        people, others = slot.people, slot.others
        last, position = last or (None, None)

        def can_come(person):
            return person in people + others and not is_away(person)

        receiver = stand_in = None
        if reception:
            named, second = reception.responsible_id, reception.stand_in_id.id
            by_hand = reception.is_by_hand and named.active and not is_away(named.id)
            if by_hand or can_come(named.id):
                receiver = named.id
            if second and can_come(second):
                receiver, stand_in = (receiver, second) if receiver else (second, None)
        receiver = receiver or turn(people, last, is_away, position)[0]
        receiver = receiver or next((one for one in others if not is_away(one)), None)
        if receiver and not stand_in:
            handed = reception.handed_over_id.id if reception else None
            unfit = {receiver, handed}
            stand_in, _next = turn(
                people,
                receiver if receiver in people else last,
                lambda one: one in unfit or is_away(one),
                position,
            )
            if not stand_in and len(people) > 0:
                free = (one for one in others if one not in unfit and not is_away(one))
                stand_in = next(free, None)
        return receiver, stand_in

    @api.model
    def _last_turns(self, rule, day, before):
        """{slot: (who received last before that day, where that person stood)}. What is only
        planned and not asked for any more has been nobody's turn."""
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (slot) slot, responsible_id, turn_position
                     FROM talk_reception
                    WHERE rule_id = %s AND state <> %s AND date < %s
                      AND (state <> %s OR date < %s)
                    ORDER BY slot, date DESC, id DESC""",
                rule._origin.id or 0,
                CANCELLED,
                before,
                PLANNED,
                day,
            )
        )
        return {slot: (person, position) for slot, person, position in rows}

    @api.model
    def _absences(self, people):
        """A function ``(person, day)``: whether that person is on long leave or seconded."""
        found = self.env["talk.employment.status"].sudo()
        found = found.search([("employee_id", "in", list(people)), ("kind", "in", AWAY_KINDS)])
        spans = {}
        for status in found:
            span = (status.date_from, status.date_to)
            spans.setdefault(status.employee_id.id, []).append(span)

        def is_away(person, day):
            return any(
                (not begin or begin <= day) and (not end or end >= day)
                for begin, end in spans.get(person, ())
            )

        return is_away

    @api.model
    def _slots(self, rule, day):
        """{slot: Slot}: for each unit the order of its turns, the leaders of the first layer
        first; where all receive, one for each person."""
        layers = rule.layer_ids._origin.filtered("active")
        units = {}
        for layer in layers.sorted(lambda layer: (layer.sequence, layer.id)):
            for unit, person, is_other in self.env.execute_query(
                self._sql_receivers(layer, rule.company_id._origin.id, day)
            ):
                name = "company"
                if layer.upper != "leader_in_charge":  # in charge of many departments at once
                    name = f"{UPPER[layer.upper][1]}:{unit}"
                found = units.setdefault(name, ([], []))[is_other]
                if person not in found:
                    found.append(person)
        names = self._unit_names(units)
        if rule.rotation == "all":
            return {
                f"person:{person}": Slot(names[unit], (person,))
                for unit, (people, _others) in units.items()
                for person in people
            }
        return {
            unit: Slot(names[unit], tuple(people), tuple(others))
            for unit, (people, others) in units.items()
            if people
        }

    @api.model
    def _sql_receivers(self, layer, company_id, day):
        """SQL query ``(unit_id, employee_id, is_other)`` in the order of turns. Where a branch
        has nobody else, the Party principals above it stand in."""
        _label, unit, query = UPPER[layer.upper]
        return SQL(
            """SELECT u.unit_id, u.employee_id, bool_and(u.is_fallback)
                 FROM (%(upper)s) u
                 JOIN hr_employee e ON e.id = u.employee_id AND e.active
                                   AND e.company_id = %(company)s
                 LEFT JOIN talk_team_member m ON m.employee_id = u.employee_id
                                             AND m.team_id = u.unit_id AND %(is_team)s
                WHERE NOT u.is_fallback OR %(is_branch)s
                GROUP BY u.unit_id, u.employee_id
                ORDER BY u.unit_id, min(u.rank), min(m.sequence), min(m.id), u.employee_id""",
            upper=query(day),
            company=company_id,
            is_team=unit == "team",
            is_branch=unit == "branch",
        )

    @api.model
    def _unit_names(self, units):
        """{unit: its name as people know it}: one query for each kind of unit."""
        names = {"company": ""}
        for kind, model in (
            ("team", "talk.team"),
            ("branch", "talk.branch"),
            ("department", "hr.department"),
        ):
            ids = [int(unit.split(":")[1]) for unit in units if unit.startswith(f"{kind}:")]
            for record in self.env[model].sudo().browse(ids):
                names[f"{kind}:{record.id}"] = record.name
        return names
