from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    talk_held_count = fields.Integer(
        string="Talks Held",
        compute="_compute_talk_held_count",
        groups="hr.group_hr_user",
        help="Talks held with this person; without those to which an objection stands.",
    )

    def _compute_talk_held_count(self):
        counts = dict(
            self.env["talk.participant"]._read_group(
                [
                    ("employee_id", "in", self.ids),
                    ("talk_id.state", "=", "held"),
                    ("talk_id.is_reserved", "=", False),
                    ("attendance", "!=", "absent"),
                    ("confirmation_ids", "not any", [("is_disputed", "=", True)]),
                ],
                ["employee_id"],
                ["__count"],
            )
        )
        for employee in self:
            employee.talk_held_count = counts.get(employee, 0)

    def action_talks(self):
        """The talks held with or by this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_talk")
        domain = [
            "|",
            ("responsible_id", "=", self.id),
            ("participant_ids.employee_id", "=", self.id),
        ]
        return action | {"domain": domain, "context": {"talk_show_people": 1}}
