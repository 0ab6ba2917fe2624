from odoo import SUPERUSER_ID, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# where it is written who has confidential records
CONFIDENTIAL_ROWS = (
    "talk.talk",
    "talk.participant",
    "talk.record",
    "talk.statement",
    "talk.share",
    "talk.request",
    "talk.trigger",
    "talk.obligation",
)


class HrEmployee(models.Model):
    """Records follow the person's user; so whoever has records is given a user by Odoo's
    administrator, and nobody gives them their own.

    HR officers make users (by a roster), so one of them alone could become anybody else.
    """

    _inherit = "hr.employee"

    def write(self, vals):
        if not {"user_id", "resource_id"} & vals.keys():
            return super().write(vals)
        before = self._talk_users()
        result = super().write(vals)
        self._talk_check_becoming(before)
        return result

    def _talk_users(self):
        return {employee: employee.user_id for employee in self.sudo()}

    def _talk_check_becoming(self, before):
        """Raise AccessError when one of these who has records has got a user they may not get.

        Rights lent by ``sudo`` don't count: who asks is what matters.
        """
        if self.env.uid == SUPERUSER_ID:
            return
        given = self.sudo().filtered(
            lambda employee: employee.user_id and employee.user_id != before[employee]
        )
        user = self.env.user
        for employee in given._talk_with_records():
            if employee.user_id == user:
                raise AccessError(
                    self.env._(
                        "Linking your own user to %s would open the records of that person's "
                        "talks to you. Somebody else has to do it.",
                        employee.name,
                    )
                )
            if not user.has_group("base.group_erp_manager"):
                raise AccessError(
                    self.env._(
                        "%s has confidential records, which the user linked here will read. "
                        "An administrator of Odoo has to link it.",
                        employee.name,
                    )
                )

    def _talk_with_records(self):
        """Those of them who took part in a talk that has a record, or in asking for one, with
        whom a record is shared, or who are to hold one after a restricted event."""
        for model in CONFIDENTIAL_ROWS:
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT t.responsible_id FROM talk_talk t
                     JOIN talk_record r ON r.talk_id = t.id
                    WHERE t.responsible_id IN %(ids)s
                    UNION
                   SELECT t.recorder_id FROM talk_talk t
                     JOIN talk_record r ON r.talk_id = t.id
                    WHERE t.recorder_id IN %(ids)s
                    UNION
                   SELECT c.employee_id FROM talk_talk_co_holder_rel c
                     JOIN talk_record r ON r.talk_id = c.talk_id
                    WHERE c.employee_id IN %(ids)s
                    UNION
                   SELECT p.employee_id FROM talk_participant p
                     JOIN talk_record r ON r.talk_id = p.talk_id
                    WHERE p.employee_id IN %(ids)s
                    UNION
                   SELECT p.employee_id FROM talk_participant p
                     JOIN talk_statement s ON s.participant_id = p.id
                    WHERE p.employee_id IN %(ids)s
                    UNION
                   SELECT o.responsible_id FROM talk_obligation o
                     JOIN talk_trigger g ON g.id = o.trigger_id AND g.is_restricted
                    WHERE o.responsible_id IN %(ids)s AND o.state <> 'withdrawn'
                    UNION
                   SELECT e.id FROM hr_employee e
                     JOIN talk_share s ON s.user_id = e.user_id AND s.revoked_on IS NULL
                    WHERE e.id IN %(ids)s
                    UNION
                   SELECT e.id FROM hr_employee e
                     JOIN talk_request q ON e.id IN (q.employee_id, q.leader_id)
                    WHERE e.id IN %(ids)s""",
                ids=tuple(self.ids) or (0,),
            )
        )
        return self.browse(row[0] for row in rows)


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    def write(self, vals):
        if "user_id" not in vals:
            return super().write(vals)
        employees = self.sudo().with_context(active_test=False).employee_id.with_env(self.env)
        before = employees._talk_users()
        result = super().write(vals)
        employees._talk_check_becoming(before)
        return result


class ResPartner(models.Model):
    """A new password is sent to the address of a user, which HR officers write in Odoo."""

    _inherit = "res.partner"

    def write(self, vals):
        if "email" in vals:
            self._talk_check_address(vals["email"])
        return super().write(vals)

    def _talk_check_address(self, email):
        """Raise AccessError when somebody else's log-in that reads records would move."""
        user = self.env.user
        if self.env.uid == SUPERUSER_ID or user.has_group("base.group_erp_manager"):
            return
        moved = self.sudo().filtered(lambda partner: (partner.email or "") != (email or ""))
        users = moved.user_ids - user
        if not users:
            return
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        people = people.search([("user_id", "in", users.ids)])._talk_with_records()
        if people:
            raise AccessError(
                self.env._(
                    "A new password would be sent to this address, and %s has confidential "
                    "records. That person or an administrator of Odoo changes it.",
                    people[0].name,
                )
            )
