from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..hr.talk_employment_status import AWAY_KINDS
from . import talk_item_step as steps
from .talk_item import NEW, OPEN_STATES

OFFICER = "talk_management.group_talk_officer"


class TalkItem(models.Model):
    """Handing a raised item over to whoever can help, and giving it back (B6a).

    Only what somebody agreed to pass on is handed over. It may be handed to somebody who raised
    it: refusing would tell everyone who presses the button who that was.
    """

    _inherit = "talk.item"

    date_assigned = fields.Date(
        string="In These Hands Since",
        readonly=True,
        copy=False,
        help="Since when whoever handles it has it; their superior is told some days later.",
    )
    handed_by_id = fields.Many2one(
        "hr.employee",
        string="Came From",
        compute="_compute_handed_by_id",
        help="To whom it goes back when it is returned.",
    )
    may_hand_over = fields.Boolean(
        string="May Be Handed Over by Me",
        compute="_compute_may_hand_over",
        help="Whether the current user may give it to somebody else.",
    )

    @api.depends_context("uid")
    @api.depends("owner_id")
    def _compute_handed_by_id(self):
        """Whoever gave it to whom it lies with now, by the last step that did so."""
        self.env["talk.item.step"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (s.item_id) s.item_id, s.from_id
                     FROM talk_item_step s
                     JOIN talk_item i ON i.id = s.item_id AND i.owner_id = s.to_id
                    WHERE s.item_id IN %s AND s.kind = %s AND s.from_id IS NOT NULL
                    ORDER BY s.item_id, s.id DESC""",
                tuple(self.ids) or (0,),
                steps.HANDED_OVER,
            )
        )
        found = dict(rows)
        for item in self:
            mine = item.is_mine_to_write or self.env.su
            item.handed_by_id = mine and found.get(item._origin.id)

    @api.depends_context("uid")
    @api.depends("state", "owner_id", "escalated_to_id")
    def _compute_may_hand_over(self):
        is_officer = self.env.user.has_group(OFFICER)
        unable = self.sudo()._without_able_owner() if is_officer else self.browse()
        for item in self:
            facts = item.sudo()
            mine = self.env.user in (facts.owner_id | facts.escalated_to_id).user_id
            stuck = item in unable and not facts.is_private
            item.may_hand_over = facts.state in OPEN_STATES and (mine or stuck)

    def _without_able_owner(self):
        """Those whose handler has left, is away, or has no user, as superuser."""
        owners = self.owner_id
        away = self.env["talk.employment.status"].search(
            [("employee_id", "in", owners.ids), ("kind", "in", AWAY_KINDS)]
        )
        gone = set()
        for owner in owners:
            today = owner.company_id._talk_today()
            is_away = away.filtered(
                lambda status, owner=owner, today=today: (
                    status.employee_id == owner
                    and (not status.date_from or status.date_from <= today)
                    and (not status.date_to or status.date_to >= today)
                )
            )
            if is_away or not (owner.active and owner.user_id.active):
                gone.add(owner.id)
        return self.filtered(lambda item: item.owner_id.id in gone or not item.owner_id)

    def _check_may_hand_over(self):
        self.check_access("read")
        if not all(item.may_hand_over or item.state not in OPEN_STATES for item in self):
            raise AccessError(
                self.env._(
                    "A raised item is handed over by whoever handles it or by whoever it was "
                    "brought before; by the HR officer where its handler has left or is away."
                )
            )
        for item in self:
            if item.state not in OPEN_STATES:
                raise UserError(self.env._("%s is not being handled any more.", item.display_name))

    # handing over

    def _hand_over(self, employee=None, department=None, note=""):
        """Give these items to ``employee``, or to whoever answers for ``department``.

        Raises UserError where nobody is named or can take it, and where nobody agreed that
        anything be passed on.
        """
        self._check_may_hand_over()
        self._claim()
        self._check_may_hand_over()
        employee, department = self.sudo()._taker(employee, department)
        self._check_not_taking(employee)
        self._make_known()
        self._give_to(employee, department, steps.HANDED_OVER, note)

    def _taker(self, employee, department):
        """Who takes it, and for which department, as superuser."""
        employee = (employee or self.env["hr.employee"]).sudo()
        department = (department or self.env["hr.department"]).sudo()
        if not employee and not department:
            raise UserError(
                self.env._("Say to whom it is handed over: to a person or to a department.")
            )
        for unit in (*employee, *department):
            if unit.company_id and unit.company_id != self.company_id:
                raise UserError(
                    self.env._(
                        "%s belongs to another company. For somebody outside, add an outside "
                        "party.",
                        unit.name,
                    )
                )
        if not employee:
            employee = self._heading(department)
        self._check_taker(employee)
        return employee, department or employee.department_id

    def _check_not_taking(self, employee):
        """Whoever sees facts alone hands over, and would read the words by taking."""
        facts = self.sudo()
        if employee.user_id != self.env.user or self.env.su:
            return
        if any(
            self.env.user not in (item.owner_id | item.escalated_to_id).user_id for item in facts
        ):
            raise AccessError(
                self.env._(
                    "Whoever takes it reads what was passed on: hand it over to somebody who can "
                    "help, not to yourself."
                )
            )

    def _heading(self, department):
        """The head of a department; where it has none, whoever answers for it."""
        found = self._answering_for(department.ids, set())
        if department.id not in found:
            raise UserError(
                self.env._(
                    "Nobody heads %s, and nobody answers for it. Hand it over to a person.",
                    department.name,
                )
            )
        return self.env["hr.employee"].browse(found[department.id])

    def _check_taker(self, employee):
        if not employee.active:
            raise UserError(
                self.env._("%s has left: hand it over to somebody else.", employee.name)
            )
        if not employee.user_id.active:
            raise UserError(
                self.env._(
                    "%s has no user and would not see it: hand it over to somebody else.",
                    employee.name,
                )
            )
        for item in self:
            if item.owner_id == employee:
                raise UserError(
                    self.env._(
                        "%(item)s lies with %(name)s already.",
                        item=item.display_name,
                        name=employee.name,
                    )
                )

    def _give_to(self, employee, department, kind, note="", user=None):
        """As superuser: it lies with ``employee`` now, who is told at once."""
        items = self.sudo()
        before = {item.id: {"from_id": item.owner_id.id} for item in items}
        log = {
            key: {**vals, "to_id": employee.id, "note": note or False}
            for key, vals in before.items()
        }
        by = self.env.user if user is None else user
        self.env["talk.item.step"]._note(items, kind, by, log)
        items.write(items._prepare_hand_over_vals(employee, department))
        items._told_of_hand_over()

    def _prepare_hand_over_vals(self, employee, department):
        return {
            "state": NEW,
            "owner_id": employee.id,
            "department_id": department.id,
            "date_assigned": self.company_id[:1]._talk_today(),
            "is_handed_over": True,
            "escalated_to_id": False,
            "escalation_level": 0,
        }

    def _told_of_hand_over(self):
        """What others were told of is over; whoever has it now is told."""
        notices = self.env["talk.item.notice"].sudo()
        told = ("assigned", "due", "overdue", "escalated", "reopened", "stuck")
        notices.search([("item_id", "in", self.ids), ("kind", "in", told)]).unlink()
        notices._tell([(item.id, item.owner_id.user_id.id) for item in self], "assigned")

    # giving back

    def _return(self, reason):
        """Give it back to whoever handed it over. Raises UserError without a reason, and where
        there is nobody to give it back to."""
        self._take_hold()
        self._check_may_hand_over()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you return it."))
        for item in self:
            giver = item.sudo().handed_by_id
            if not giver.active or not giver.user_id.active:
                raise UserError(
                    self.env._(
                        "Nobody handed %s over to you who could take it back: hand it over to "
                        "whoever can help, or do not adopt it and say why.",
                        item.display_name,
                    )
                )
            item._give_to(giver, giver.department_id, steps.RETURNED, reason)

    # dialogs

    def _open_dialog(self, name, **values):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"talk_management.{name}")
        context = {f"default_{key}": value for key, value in values.items()}
        return action | {"context": context}

    def action_hand_over(self):
        """Ask to whom."""
        self._check_may_hand_over()
        return self._open_dialog("action_talk_item_hand", item_ids=self.ids)

    def action_return(self):
        """Ask why."""
        self._check_mine()
        return self._open_dialog("action_talk_item_return", item_ids=self.ids, what="return")

    def action_decline(self):
        """Ask why; those who raised it read it."""
        self._check_mine()
        reason = self.answer if len(self) == 1 else False
        return self._open_dialog(
            "action_talk_item_decline", item_ids=self.ids, what="decline", reason=reason
        )
