from odoo import api, fields, models

from .talk_session import DRAFT, PUBLISHED


class TalkSession(models.Model):
    """Open sessions that a rule makes: they follow their receptions (H3.2, H3.3)."""

    _inherit = "talk.session"

    def _check_place(self):
        """Where a rule names no place yet, it is said later; people can book all the same."""
        return super(TalkSession, self.filtered(lambda one: not one.reception_id))._check_place()

    def _drop(self):
        """As superuser: the reception is off or at another time; whoever booked is told."""
        for session in self.filtered(lambda one: one.state in (DRAFT, PUBLISHED)):
            session._call_off()
        self.reception_id = False
        self.flush_recordset(["reception_id"])


class TalkReception(models.Model):
    """A reception whose rule lets people book has one open session, and keeps it true.

    A new one is published; handed over, those who booked are asked; at another time, or off,
    they are told and choose anew. The number of statements does not grow with the receptions
    that stay as they are, nor with new ones.
    """

    _inherit = "talk.reception"

    is_not_bookable = fields.Boolean(
        string="Cannot Be Booked",
        compute="_compute_is_not_bookable",
        search="_search_is_not_bookable",
        help="People should be able to book it, and its open session does not take place.",
    )

    @api.depends("state", "date_start", "rule_id.is_bookable")
    def _compute_is_not_bookable(self):
        found = self.filtered_domain(self._domain_to_book())
        published = self._published_sessions([("reception_id", "in", found.ids)]).reception_id
        for reception in self:
            reception.is_not_bookable = reception in found - published

    @api.model
    def _search_is_not_bookable(self, operator, _value):
        if operator != "in":
            return NotImplemented
        published = self._published_sessions([("date_start", ">", fields.Datetime.now())])
        return [*self._domain_to_book(), ("id", "not in", published.reception_id.ids)]

    @api.model
    def _domain_to_book(self):
        now = fields.Datetime.now()
        bookable = ("rule_id.is_bookable", "=", True)
        return [("state", "=", "planned"), ("date_start", ">", now), bookable]

    @api.model
    def _published_sessions(self, domain):
        sessions = self.env["talk.session"].sudo()
        return sessions.search([("reception_id", "!=", False), ("state", "=", PUBLISHED), *domain])

    @api.model
    def _after_generation(self, rule, day):
        result = super()._after_generation(rule, day)
        receptions = self.sudo().search([("rule_id", "=", rule.id), ("date", ">=", day)])
        receptions._sync_sessions()
        return result

    def _before_withdrawal(self):
        self.sudo()._sessions()._drop()
        return super()._before_withdrawal()

    def _after_step(self):
        self.sudo()._sync_sessions()
        return super()._after_step()

    def _sessions(self):
        return self.env["talk.session"].search([("reception_id", "in", self.ids)])

    def _sync_sessions(self):
        """As superuser: each session says what its reception says."""
        if not self:
            return
        sessions = self._sessions()
        known = {session.reception_id: session for session in sessions}
        places = self._places()
        wanted = self.filtered(
            lambda reception: reception.state == "planned"
            and reception.rule_id.is_bookable
            and reception.rule_id.active
        )
        (self - wanted).filtered(lambda one: one.state != "held" and one in known)._drop_sessions()
        for reception in wanted & self.browse(one.id for one in known):
            reception._follow_session(known[reception], places.get(reception))
        left = sessions.exists().filtered("reception_id").reception_id
        new = wanted - left
        limits = new._limits()
        kind = self.env["talk.kind"]._ordinary()
        drafts = self.env["talk.session"].create(
            [
                reception._prepare_session_vals(places.get(reception))
                | {"kind_id": kind.id}
                | limits.get(reception, {})
                for reception in new
            ]
        )
        drafts._publish_what_is_free()

    def _drop_sessions(self):
        self._sessions()._drop()

    def _follow_session(self, session, place):
        """Keep it, hand it over, or drop it so that another is made."""
        vals = self._prepare_session_vals(place)
        if session.state not in (DRAFT, PUBLISHED):
            return
        times = ("date_start", "date_end", "slot_minutes", "capacity")
        if any(session[name] != vals[name] for name in times):
            session._drop()
            return
        if place and session.place_id != place:
            session.place_id = place
            session._coming().talk_id.write({"place": place.name})
        is_other = session.responsible_id != self.responsible_id
        if is_other and not session._hand_over(self.responsible_id):
            session._call_off()
            return
        if session.stand_in_id != self.stand_in_id:
            session.stand_in_id = self.stand_in_id

    def _prepare_session_vals(self, place):
        rule = self.rule_id
        return {
            "company_id": self.company_id.id,
            "responsible_id": self.responsible_id.id,
            "stand_in_id": self.stand_in_id.id,
            "place_id": place.id if place else False,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "slot_minutes": rule.slot_minutes,
            "capacity": rule.capacity,
            "reception_id": self.id,
        }

    def _places(self):
        """{reception: its place}; a place named by a rule is one of the company's places."""
        named = self.filtered("place")
        if not named:
            return {}
        places = self.env["talk.place"].with_context(active_test=False)
        found = places.search(
            [
                ("name", "in", named.mapped("place")),
                ("company_id", "in", named.company_id.ids),
            ]
        )
        known = {(place.company_id, place.name): place for place in found}
        missing = {(one.company_id, one.place) for one in named} - known.keys()
        for company, name in sorted(missing, key=lambda key: (key[0].id, key[1])):
            known[company, name] = places.create({"company_id": company.id, "name": name})
        return {one: known[one.company_id, one.place] for one in named}

    def _limits(self):
        """{reception: for whom}: a branch or a department receives its own people."""
        limits = {}
        for model, field in (("talk.branch", "branch_ids"), ("hr.department", "department_ids")):
            units = self.env[model].search(
                [
                    ("name", "in", [name for name in self.mapped("unit_name") if name]),
                    ("company_id", "in", self.company_id.ids),
                ]
            )
            for reception in self:
                own = units.filtered(
                    lambda unit, one=reception: unit.name == one.unit_name
                    and unit.company_id == one.company_id
                )
                if own and reception not in limits:
                    limits[reception] = {field: [(6, 0, own.ids)]}
        return limits
