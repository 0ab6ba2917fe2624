from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.tools import SQL

from .talk_obligation_generation import Outcome
from .talk_reception import PLANNED


class TalkReception(models.Model):
    """Making receptions: planned a while ahead, free to repeat (H3.2, H3.3).

    Few rows, so turns are reckoned in Python; the number of queries follows the layers. A
    planned reception stays with whoever was named, until that person cannot come.
    """

    _inherit = "talk.reception"

    @api.model
    def _generate_rule(self, rule, day):
        """Plan what ``rule`` asks for from ``day`` on; see Outcome."""
        turns, gone = self._foreseen(rule, day)
        moved = self._changes(rule, turns)
        for reception, vals in moved:
            reception.write(vals)
        added = self._apply_new(rule, [found for found in turns if not found.known])
        outcome = Outcome(added=added, withdrawn=len(gone), redated=len(moved))
        gone._before_withdrawal()
        gone.unlink()
        self._after_generation(rule, day)
        return outcome

    def _before_withdrawal(self):
        """Hook: these were planned and are not asked for any more; they go."""

    @api.model
    def _after_generation(self, rule, day):
        """Hook: the receptions of ``rule`` from ``day`` on are as it asks for."""

    @api.model
    def _preview_rule(self, rule, day):
        """``(outcome, rows)`` as talk.obligation's, without doing it."""
        turns, gone = self._foreseen(rule, day)
        new = [found for found in turns if not found.known]
        outcome = Outcome(len(new), withdrawn=len(gone), redated=len(self._changes(rule, turns)))
        return outcome, [(None, found.receiver, found.day, 1) for found in new]

    @api.model
    def _foreseen(self, rule, day):
        """``(turns, gone)``: the Turns that ``rule``, saved or not, asks for from ``day`` on, and
        the receptions that were planned and are not asked for any more."""
        self.env.flush_all()
        is_asked = rule.active and rule.basis == "reception"
        days = rule._reception_days(day) if is_asked else {}
        slots = self._slots(rule, day) if days else {}
        known = self._known(rule, day, days)
        turns = self._plan_turns(rule, day, days, slots, known)
        kept = self.browse().concat(*(found.known for found in turns if found.known))
        gone = self.browse().concat(*known.values()) - kept
        return turns, gone.filtered(lambda found: found.state == PLANNED and found.date >= day)

    @api.model
    def _known(self, rule, day, days):
        """{(key, slot): reception} of what is asked for, and of all that lies ahead."""
        found = self.search(
            [
                ("rule_id", "=", rule._origin.id or 0),
                "|",
                ("date", ">=", day),
                ("key", "in", list(days)),
            ]
        )
        return {(reception.key, reception.slot): reception for reception in found}

    # writing it down

    @api.model
    def _prepare_turn_vals(self, rule, found):
        zone = timezone(rule.company_id._talk_timezone())
        begin = datetime.combine(found.day, time.min)
        start, end = (
            zone.localize(begin + timedelta(minutes=round(hour * 60)))
            .astimezone(utc)
            .replace(tzinfo=None)
            for hour in (rule.hour_from, rule.hour_to)
        )
        return {
            "date": found.day,
            "date_start": start,
            "date_end": end,
            "place": rule.place or False,
            "unit_name": found.unit_name or False,
            "responsible_id": found.receiver,
            "stand_in_id": found.stand_in or False,
        }

    @api.model
    def _changes(self, rule, turns):
        """``[(reception, values)]``: what has changed of the receptions there are."""
        changes = []
        for found in (found for found in turns if found.known):
            vals = self._prepare_turn_vals(rule, found)
            known = found.known.read(list(vals), load=None)[0]
            vals = {name: value for name, value in vals.items() if known[name] != value}
            if "responsible_id" in vals:
                vals["turn_position"] = found.position
            if vals:
                changes.append((found.known, vals))
        return changes

    @api.model
    def _apply_new(self, rule, turns):
        """Add what is missing; another worker may have been faster. How many were added."""
        if not turns:
            return 0
        rows = []
        for found in turns:
            vals = self._prepare_turn_vals(rule, found)
            vals |= {
                "rule_id": rule.id,
                "company_id": rule.company_id.id,
                "key": found.key,
                "slot": found.slot,
                "origin": f"reception:{rule.id}/{found.key}",
                "turn_position": found.position,
                "is_by_hand": False,
                "state": PLANNED,
                "create_uid": self.env.uid,
                "write_uid": self.env.uid,
            }
            vals |= dict.fromkeys(("create_date", "write_date"), fields.Datetime.now())
            rows.append(vals)
        names = list(rows[0])
        self.env.flush_all()
        added = self.env.execute_query(
            SQL(
                "INSERT INTO talk_reception (%s) VALUES %s ON CONFLICT DO NOTHING RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(
                    SQL("(%s)", SQL(", ").join(self._sql_value(name, row[name]) for name in names))
                    for row in rows
                ),
            )
        )
        self.browse(row[0] for row in added)._fill_users()
        self.invalidate_model()
        return len(added)

    @api.model
    def _sql_value(self, name, value):
        return SQL("%s", None if value is False and name != "is_by_hand" else value)

    def _fill_users(self):
        """The users of those named, as the ORM would have stored them."""
        self.env.cr.execute(
            SQL(
                """UPDATE talk_reception p
                      SET responsible_user_id = e.user_id,
                          stand_in_user_id = (SELECT user_id FROM hr_employee s
                                               WHERE s.id = p.stand_in_id)
                     FROM hr_employee e
                    WHERE e.id = p.responsible_id AND p.id IN %s""",
                tuple(self.ids) or (0,),
            )
        )
