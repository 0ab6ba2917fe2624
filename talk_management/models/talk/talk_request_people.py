from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..chain.selectors import branch_places, team_places
from ..chain.talk_branch import SECRETARY
from ..chain.talk_team import MEMBER, PRINCIPAL_ROLES
from .talk_request import DRAFT, EMPLOYEE, LEADER


class TalkRequest(models.Model):
    """Whom one can ask, and who may know of it and change it."""

    _inherit = "talk.request"

    @api.model
    def _leaders(self, company):
        """Everybody who can be asked in that company today; with or without a user."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT e.id FROM hr_employee e JOIN (%s) l ON l.employee_id = e.id "
                "WHERE e.active AND e.company_id = %s ORDER BY e.name, e.id",
                self._sql_leaders(company._talk_today()),
                company.id,
            )
        )
        return self.env["hr.employee"].browse(row[0] for row in rows)

    @api.model
    def _sql_leaders(self, day):
        """SQL query ``(employee_id)``: leadership teams, department heads, branch secretaries."""
        return SQL(
            """SELECT employee_id FROM (%s) team
               UNION SELECT employee_id FROM (%s) branch
               UNION SELECT manager_id FROM hr_department
                      WHERE active AND manager_id IS NOT NULL""",
            team_places((*PRINCIPAL_ROLES, MEMBER), day),
            branch_places((SECRETARY,), day),
        )

    def _refusal_to_ask(self):
        """A sentence on why this leader cannot be asked; False where they can."""
        self.ensure_one()
        leader = self.leader_id.sudo()._origin  # on a form they are not the rows themselves
        if leader == self.employee_id._origin:
            return self.env._("You cannot ask yourself for a talk: choose another leader.")
        if not leader.active or leader not in self.sudo().leader_ids._origin:
            return self.env._(
                "%s holds no leading post at present. Choose a member of a leadership team, "
                "a department head or a branch secretary.",
                leader.name,
            )
        if not leader.user_id.active:
            return self.env._(
                "%s has no user here and cannot be asked in this way. "
                "Speak to them, or choose somebody else.",
                leader.name,
            )
        return False

    # who may do what

    @api.model
    def _refusal_sentence(self):
        return self.env._("A request for a talk is known to the two people concerned, nobody else.")

    @api.model
    def _sql_visible(self, alias, uid):
        mine = SQL("ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %s))", uid)
        return SQL(
            "%(employee)s = %(mine)s OR %(state)s <> %(draft)s AND %(leader)s = %(mine)s",
            employee=SQL.identifier(alias, "employee_id"),
            leader=SQL.identifier(alias, "leader_id"),
            state=SQL.identifier(alias, "state"),
            draft=DRAFT,
            mine=mine,
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation in ("read", "write"):
            return Domain("is_visible", "=", True)
        own = Domain("employee_id.user_id", "=", self.env.uid)
        return own & Domain("state", "=", DRAFT)

    def _side(self):
        """On which side the current user is: the employee's, the leader's, or neither."""
        request = self.sudo()
        if self.env.user in request.employee_id.user_id:
            return EMPLOYEE
        if self.env.user in request.leader_id.user_id:
            return LEADER
        return False

    @api.model_create_multi
    def create(self, vals_list):
        # nothing is logged beside the request, and nobody follows it
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        requests = super(TalkRequest, quiet).create(vals_list).with_env(self.env)
        if not self.env.su and any(request._side() != EMPLOYEE for request in requests):
            raise AccessError(self.env._("Everybody asks for a talk in their own name."))
        return requests

    def write(self, vals):
        if not self.env.su and {"employee_id", "leader_id"} & vals.keys():
            self.check_access("write")
            if any(request.state != DRAFT or request._side() != EMPLOYEE for request in self):
                raise UserError(
                    self.env._("Who asks whom stays as it was sent. Ask somebody else anew.")
                )
            if any(vals.get("employee_id", own.employee_id.id) != own.employee_id.id
                   for own in self):  # fmt: skip
                raise AccessError(self.env._("Everybody asks for a talk in their own name."))
        return super().write(vals)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a request: it is known to the two alone."""
        return True

    def message_post(self, **kwargs):
        """Nothing is kept beside the request; its words have their own place."""
        if not self.env.su:
            raise UserError(self.env._("Write to each other in the request itself."))
        return self.env["mail.message"]
