from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class TalkParticipant(models.Model):
    """Someone the talk is with, and whether that person came."""

    _name = "talk.participant"
    _description = "Participant"
    _inherit = ["talk.form.mixin", "talk.reserved.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"talk_id"})
    _reserved_path = "talk_id.is_reserved"
    _order = "talk_id, id"
    _check_company_auto = True

    talk_id = fields.Many2one("talk.talk", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="talk_id.company_id", store=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, check_company=True, ondelete="restrict"
    )
    attendance = fields.Selection(
        [("invited", "Invited"), ("present", "Present"), ("absent", "Absent")],
        required=True,
        default="invited",
        help="Someone marked absent is not counted as talked with.",
    )

    date = fields.Date(related="talk_id.date", help="The day of the talk.")

    _once = models.UniqueIndex("(talk_id, employee_id)", "The person takes part already.")

    @api.depends("talk_id.name", "employee_id")
    def _compute_display_name(self):
        for participant in self:
            participant.display_name = (
                f"{participant.talk_id.name} · {participant.employee_id.name}"
            )

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT t.id FROM talk_talk t WHERE %s))",
            SQL.identifier(alias, "talk_id"),
            self.env["talk.talk"]._sql_visible("t", uid),
        )

    @api.model_create_multi
    def create(self, vals_list):
        participants = super().create(vals_list)
        participants._check_planned()
        participants._check_confided()
        participants.talk_id._check_one_on_one()
        participants.talk_id._people_changed()
        return participants

    def write(self, vals):
        self._check_planned()
        if not self.env.su and {"talk_id", "company_id"} & vals.keys():
            raise AccessError(self.env._("A participant is not moved from one talk to another."))
        if "employee_id" in vals:
            self._check_confided()
        result = super().write(vals)
        if {"employee_id", "attendance"} & vals.keys():
            self.talk_id._people_changed()
        return result

    def unlink(self):
        talks = self.talk_id
        result = super().unlink()
        talks.exists()._people_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        self._check_planned()
        self._check_confided()

    @api.constrains("employee_id")
    def _check_people(self):
        self.talk_id._check_people()
        self.talk_id._check_holders()
        self.talk_id._check_recused()
        self.talk_id._check_free()

    def _check_confided(self):
        """A talk that was asked for is with the one who asked: nobody else is let in (H4.6)."""
        if not self.env.su and any(talk.is_confided for talk in self.sudo().talk_id):
            raise AccessError(
                self.env._("Who asked for this talk has not let anybody else know of it.")
            )

    def _check_planned(self):
        """Who took part is settled once the talk was held. Raises UserError."""
        if self.env.su:
            return
        for talk in self.talk_id:
            if talk.state != "planned":
                raise UserError(
                    self.env._(
                        "%s is no longer planned, so its participants stay as they are.", talk.name
                    )
                )
