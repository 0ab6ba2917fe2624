from odoo import models
from odoo.exceptions import AccessError


class HrEmployee(models.Model):
    """Records follow the person's user; so nobody makes their own user somebody else's.

    It takes a second person, who answers for it.
    """

    _inherit = "hr.employee"

    def write(self, vals):
        if not {"user_id", "resource_id"} & vals.keys():
            return super().write(vals)
        others = self._talk_others()
        result = super().write(vals)
        others._talk_refuse_becoming()
        return result

    def _talk_others(self):
        """Those who are not the current user."""
        return self.filtered(lambda employee: employee.sudo().user_id != self.env.user)

    def _talk_refuse_becoming(self):
        """Raise AccessError when the current user has become one of these who has records."""
        if self.env.su:
            return
        mine = self.sudo().filtered(lambda employee: employee.user_id == self.env.user)
        records = self.env["talk.record"].sudo()
        if mine and records.search_count(
            [
                "|",
                ("talk_id.responsible_id", "in", mine.ids),
                ("talk_id.participant_ids.employee_id", "in", mine.ids),
            ],
            limit=1,
        ):
            raise AccessError(
                self.env._(
                    "Linking your own user to %s would open the records of that person's talks "
                    "to you. Somebody else has to do it.",
                    mine[0].name,
                )
            )


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    def write(self, vals):
        if "user_id" not in vals:
            return super().write(vals)
        others = self.sudo().with_context(active_test=False).employee_id.with_env(self.env)
        others = others._talk_others()
        result = super().write(vals)
        others._talk_refuse_becoming()
        return result
