from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .talk_record import DRAFT

RESPONSIBLE = "responsible"
EMPLOYEE = "employee"


class TalkShare(models.Model):
    """Somebody in a talk lets one named person read its record, for a reason (分享, B9).

    The responsible shares the parts they hold, the employee their own. What was asked for in
    confidence and formal measures are the employee's alone to share. A share opens that one
    part and what hangs on it, to read, and nothing else; taken back or run out, it is over at
    the next reading. The employee also takes back what the responsible shared of their part.
    """

    _name = "talk.share"
    _description = "Share of a Record"
    _inherit = [
        "talk.form.mixin",
        "talk.confidential.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _guarded_fields = frozenset({"side", "since", "expires_on", "revoked_on"})
    _looked_up = frozenset({"record_id"})
    _rec_names_search = ["record_id.talk_id"]
    _read_freely = frozenset(
        {"user_id", "reason", "date_to", "side", "since", "expires_on", "revoked_on"}
    )
    _order = "since desc, id desc"

    record_id = fields.Many2one(
        "talk.record", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Shared With",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
        help="The one person who may read it.",
    )
    reason = fields.Text(
        string="Reason for Sharing",
        required=True,
        help="Why this person is to read it. Read by those who were in the talk, and by them.",
    )
    date_to = fields.Date(
        string="Shared Until",
        help="The last day on which it can be read. Empty: until taken back.",
    )
    side = fields.Selection(
        [(RESPONSIBLE, "Responsible"), (EMPLOYEE, "Employee")],
        string="Shared By",
        readonly=True,
        help="Who of the two sides shared it.",
    )
    since = fields.Datetime(readonly=True, help="When it was shared.")
    expires_on = fields.Datetime(
        compute="_compute_expires_on", store=True, help="The end of the last day."
    )
    revoked_on = fields.Datetime(
        string="Taken Back", readonly=True, help="From when on it is no longer shared."
    )
    is_live = fields.Boolean(
        string="Can Read It Now", compute="_compute_is_live", help="Neither taken back nor run out."
    )
    can_revoke = fields.Boolean(
        compute="_compute_can_revoke", help="Whether the current user may take this share back."
    )
    notice_ids = fields.One2many("talk.share.notice", "share_id", string="Notices")

    _once = models.UniqueIndex(
        "(record_id, user_id) WHERE revoked_on IS NULL",
        "The record is shared with this person already.",
    )
    _by_user = models.Index("(user_id, record_id)")

    @api.depends("record_id")
    def _compute_display_name(self):
        for share in self:
            share.display_name = share.record_id.sudo().display_name

    @api.depends("date_to", "record_id")
    def _compute_expires_on(self):
        for share in self:
            zone = timezone(share.record_id.sudo().talk_id.company_id._talk_timezone())
            end = share.date_to and datetime.combine(share.date_to + timedelta(days=1), time.min)
            share.expires_on = end and zone.localize(end).astimezone(utc).replace(tzinfo=None)

    @api.depends("expires_on", "revoked_on")
    def _compute_is_live(self):
        now = fields.Datetime.now()
        for share in self:
            share.is_live = not share.revoked_on and (
                not share.expires_on or share.expires_on > now
            )

    @api.depends_context("uid")
    @api.depends("side", "revoked_on")
    def _compute_can_revoke(self):
        for share in self:
            share.can_revoke = bool(share._origin) and share.is_live and share._may_revoke()

    @api.model
    def _sql_live(self, alias, uid):
        """SQL condition: the row named ``alias`` lets user ``uid`` read now."""
        return SQL(
            """%(user)s = %(uid)s AND %(revoked)s IS NULL
               AND (%(expires)s IS NULL OR %(expires)s > %(now)s)""",
            user=SQL.identifier(alias, "user_id"),
            uid=uid,
            revoked=SQL.identifier(alias, "revoked_on"),
            expires=SQL.identifier(alias, "expires_on"),
            now=fields.Datetime.now(),
        )

    @api.model
    def _sql_visible(self, alias, uid):
        records = self.env["talk.record"]
        return SQL(
            """(%(live)s) OR %(record)s = ANY(ARRAY(SELECT r.id FROM talk_record r
                                                     WHERE %(took_part)s))""",
            live=self._sql_live(alias, uid),
            record=SQL.identifier(alias, "record_id"),
            took_part=records._sql_took_part("r", uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation in ("read", "create"):
            return Domain("is_visible", "=", True)
        return Domain.FALSE

    @api.model_create_multi
    def create(self, vals_list):
        people = ("record_id", "user_id")
        vals_list = [{**self.default_get(people), **vals} for vals in vals_list]
        for vals in vals_list:
            record, user = (self[name].browse(vals.get(name)) for name in people)
            record.check_access("read")
            self._check_sharing(record, user.sudo())
            self._make_way(record, user)
        shares = super().create(vals_list)
        for share in shares.sudo():
            side = share.record_id._sharing_side()
            share.write({"side": side, "since": fields.Datetime.now()})
        told = self.env["talk.share.notice"].sudo()
        told = told.create([{"share_id": one.id, "user_id": one.user_id.id} for one in shares])
        told._give_notice("talk_management.activity_type_share")
        return shares

    def write(self, vals):
        if not self.env.su:
            raise UserError(
                self.env._("A share is taken back and made anew, so that it can be followed.")
            )
        return super().write(vals)

    @api.model
    def _make_way(self, record, user):
        """What has run out makes way for a new share of the record with the same person."""
        same = [
            ("record_id", "=", record.id),
            ("user_id", "=", user.id),
            ("revoked_on", "=", False),
        ]
        for share in self.sudo().search(same):
            if share.is_live:
                raise UserError(
                    self.env._("The record is shared with %s already.", user.sudo().name)
                )
            share.revoked_on = share.expires_on
            share.flush_recordset()

    @api.model
    def _whose_sentence(self):
        return self.env._(
            "The responsible shares the parts of a record they hold, the employee their own. A "
            "talk asked for in confidence, or a formal measure, is the employee's alone to share."
        )

    @api.model
    def _check_sharing(self, record, other):
        """Raise where this user may not share this record, or not with that other."""
        _ = self.env._
        if not record._sharing_side():
            raise AccessError(self._whose_sentence())
        if record.state == DRAFT:
            raise UserError(_("A record is completed before it is shared."))
        if other == self.env.user:
            raise UserError(_("You read it already."))
        company = record.sudo().talk_id.company_id
        if not other.active or other.share or company not in other.employee_ids.company_id:
            raise UserError(_("%s is nobody who works here with a user of their own.", other.name))
        inside = record.talk_id._holders() | record._employees_reading()
        if other in inside.user_id:
            raise UserError(_("%s was in the talk and reads it already.", other.name))

    @api.constrains("reason", "date_to")
    def _check_said(self):
        for share in self:
            if not (share.reason or "").strip():
                raise ValidationError(self.env._("Say why this person is to read it."))
            company = share.sudo().record_id.talk_id.company_id
            if share.date_to and share.date_to < company._talk_today():
                raise ValidationError(
                    self.env._("The last day of a share does not lie in the past.")
                )

    def _may_revoke(self):
        self.ensure_one()
        side = self.record_id._side_of_user()
        return bool(side) and (self.side == side or side == EMPLOYEE)

    def action_revoke(self):
        """Take it back: from now on the other reads it no longer."""
        self.check_access("read")
        for share in self:
            if not share._may_revoke():
                raise AccessError(
                    self.env._("Whoever shared it takes it back, or the employee it is about.")
                )
        live = self.sudo().filtered("is_live")
        live.write({"revoked_on": fields.Datetime.now()})
        live.notice_ids._end_notice(is_done=False)
        return True

    def _sentence(self):
        """Who shared it, until when."""
        self.ensure_one()
        talk = self.record_id.talk_id
        person = self.record_id.participant_id.employee_id
        name = (talk.responsible_id if self.side == RESPONSIBLE else person).name
        if not self.date_to:
            return name
        return self.env._(
            "%(name)s, until %(date)s", name=name, date=format_date(self.env, self.date_to)
        )
