from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class TalkObservation(models.Model):
    """How those who held the talk found the person, and whether to talk again (谈话观察).

    Restricted: not part of the record. The responsible, the co-holders and the recorder read
    and write it; the employee sees it on no screen, and gets it when asking for what is held
    about them; nobody with whom the record is shared sees it. Where it says when to talk
    again, the responsible is reminded on that day, without a reason.
    """

    _name = "talk.observation"
    _description = "Observation"
    _hides_activities = True
    _inherit = [
        "talk.form.mixin",
        "talk.confidential.mixin",
        "talk.visible.mixin",
        "talk.notice.mixin",
    ]
    _looked_up = frozenset({"record_id"})
    _held_fields = ("mood", "is_follow_up_needed", "date_next")
    _rec_names_search = ["record_id.talk_id"]
    _order = "date_next, id"

    record_id = fields.Many2one(
        "talk.record", required=True, readonly=True, index=True, ondelete="cascade"
    )
    talk_id = fields.Many2one(related="record_id.talk_id", string="Talk")
    employee_id = fields.Many2one(
        related="record_id.participant_id.employee_id",
        string="Employee",
        help="Whom it is about.",
    )
    mood = fields.Selection(
        [
            ("steady", "Steady"),
            ("positive", "Positive"),
            ("low", "Low"),
            ("agitated", "Agitated"),
        ],
        help="How the person seemed in the talk.",
    )
    is_follow_up_needed = fields.Boolean(
        string="Talk Again", help="Whether another talk should follow."
    )
    date_next = fields.Date(
        string="When",
        help="The responsible is reminded on this day, in neutral words.",
    )

    _once = models.UniqueIndex("(record_id)", "There is an observation on this record already.")

    @api.depends("record_id")
    def _compute_display_name(self):
        for observation in self:
            observation.display_name = observation.record_id.sudo().display_name

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%s = ANY(ARRAY(
                SELECT r.id FROM talk_record r
                  JOIN talk_talk t ON t.id = r.talk_id
                  JOIN hr_employee e ON e.id IN (t.responsible_id, t.recorder_id)
                 WHERE e.user_id = %s
                 UNION
                SELECT r.id FROM talk_record r
                  JOIN talk_talk_co_holder_rel c ON c.talk_id = r.talk_id
                  JOIN hr_employee e ON e.id = c.employee_id
                 WHERE e.user_id = %s))""",
            SQL.identifier(alias, "record_id"),
            uid,
            uid,
        )

    @api.model
    def _domain_allowed(self, operation):
        return Domain("is_visible", "=", True)

    @api.constrains("is_follow_up_needed", "date_next")
    def _check_next(self):
        for observation in self:
            if observation.is_follow_up_needed and not observation.date_next:
                raise ValidationError(self.env._("Say when you want to talk again."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # asked before the database says whether there is one already
            records = self.env["talk.record"].browse(vals.get("record_id") for vals in vals_list)
            if not all(record.is_holder for record in records):
                raise AccessError(self._refusal_sentence())
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        observations = super(TalkObservation, quiet).create(vals_list).with_env(self.env)
        observations._remind()
        return observations

    def write(self, vals):
        if not self.env.su and "record_id" in vals:
            raise AccessError(self.env._("An observation stays with its record."))
        result = super().write(vals)
        if {"is_follow_up_needed", "date_next"} & vals.keys():
            self._remind()
        return result

    def _remind(self):
        """Keep to one activity where a day is named, and to none elsewhere."""
        due = self.sudo().filtered(lambda found: found.is_follow_up_needed and found.date_next)
        (self.sudo() - due)._end_notice(is_done=False)
        due._give_notice("talk_management.activity_type_talk_again")

    def _notice_user(self):
        return self.sudo().record_id.talk_id.responsible_id.user_id

    def _notice_deadline(self):
        return self.date_next

    def _notice_summary(self):
        return self.env._("Talk again")

    def action_plan_talk(self):
        """Plan the next talk with the same person."""
        self.ensure_one()
        self.check_access("read")
        talk = self.record_id.talk_id
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "views": [(False, "form")],
            "name": self.env._("Plan a Talk"),
            "context": {
                "default_responsible_id": talk.responsible_id.id,
                "default_employee_id": self.employee_id.id,
                "default_company_id": talk.company_id.id,
            },
        }


class TalkRecord(models.Model):
    _inherit = "talk.record"

    is_holder = fields.Boolean(
        compute="_compute_is_holder",
        help="Whether the current user holds the talk, alone or with others, or writes it down.",
    )

    @api.depends_context("uid")
    def _compute_is_holder(self):
        for record in self:
            record.is_holder = self.env.user in record.talk_id._holders().user_id

    def action_observation(self):
        """Open what those who hold the talk note for themselves; begin it where there is none."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_holder:
            raise AccessError(self._refusal_sentence())
        observations = self.env["talk.observation"]
        found = observations.search([("record_id", "=", self.id)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.observation",
            "res_id": found.id,
            "views": [(False, "form")],
            "target": "new",
            "name": self.env._("Observation"),
            "context": {"default_record_id": self.id},
        }
