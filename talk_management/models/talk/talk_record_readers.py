from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .talk_record import DRAFT
from .talk_share import EMPLOYEE, RESPONSIBLE


class TalkRecord(models.Model):
    """Who reads a record beside those who took part, and who has read it (B9)."""

    _inherit = "talk.record"
    _read_freely = frozenset({"is_visible"})

    share_ids = fields.One2many(
        "talk.share", "record_id", string="Shared With", help="Who else may read this record."
    )
    reading_ids = fields.One2many(
        "talk.reading",
        "record_id",
        string="Who Read It",
        help="Each reading by somebody who was not in the talk.",
    )
    took_part = fields.Boolean(
        compute="_compute_took_part",
        help="Whether the current user reads this record by having been in the talk.",
    )
    can_share = fields.Boolean(
        compute="_compute_can_share", help="Whether the current user may share this record."
    )
    is_shared_with_me = fields.Boolean(
        string="Shared with Me",
        compute="_compute_took_part",
        search="_search_is_shared_with_me",
        help="Whether somebody who was in the talk lets the current user read this record.",
    )
    shared_by = fields.Char(
        compute="_compute_shared_by",
        help="Who lets the current user read this record, and until when.",
    )

    @api.model
    def _sql_took_part(self, alias, uid):
        """SQL condition: user ``uid`` reads the row by having been in the talk."""
        return super()._sql_visible(alias, uid)  # pylint: disable=super-method-mismatch

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """(%(took_part)s)
            OR %(state)s <> %(draft)s
               AND %(id)s = ANY(ARRAY(SELECT s.record_id FROM talk_share s WHERE %(live)s))""",
            took_part=self._sql_took_part(alias, uid),
            state=SQL.identifier(alias, "state"),
            draft=DRAFT,
            id=SQL.identifier(alias, "id"),
            live=self.env["talk.share"]._sql_live("s", uid),
        )

    @api.model
    def _sql_read_from_outside(self, alias, uid):
        return SQL("(%s) IS NOT TRUE", self._sql_took_part(alias, uid))

    def _record_read(self):
        return self

    @api.depends_context("uid")
    def _compute_took_part(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT r.id FROM talk_record r WHERE r.id IN %s AND (%s)",
                tuple(self.ids) or (0,),
                self._sql_took_part("r", self.env.uid),
            )
        )
        inside = {row[0] for row in rows}
        for record in self:
            record.took_part = record.id in inside
            record.is_shared_with_me = not record.took_part and record.is_visible

    @api.model
    def _search_is_shared_with_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        shares = self.env["talk.share"].search([("user_id", "=", self.env.uid)])
        found = shares.sudo().filtered("is_live").record_id.ids
        return [("id", "in" if True in value else "not in", found)]

    @api.depends_context("uid")
    @api.depends("state", "participant_id")
    def _compute_can_share(self):
        for record in self:
            record.can_share = bool(record._sharing_side()) and record.state != DRAFT

    @api.depends_context("uid", "lang")
    def _compute_shared_by(self):
        mine = self.env["talk.share"].search(
            [("record_id", "in", self.ids), ("user_id", "=", self.env.uid)]
        )
        live = {share.record_id.id: share for share in mine.sudo() if share.is_live}
        for record in self:
            share = live.get(record.id)
            record.shared_by = share and share._sentence()

    def _side_of_user(self):
        """On which side of this record the current user is; empty: on none."""
        self.ensure_one()
        record, user = self.sudo(), self.env.user
        part = record.participant_id
        if part.attendance != "absent" and user == part.employee_id.user_id:
            return EMPLOYEE
        return RESPONSIBLE if user == record.talk_id.responsible_id.user_id else ""

    def _sharing_side(self):
        """As which side the current user may share this record; empty: not at all.

        What was asked for in confidence, or is a formal measure, is the employee's alone.
        """
        talk, side = self.sudo().talk_id, self._side_of_user()
        if side == RESPONSIBLE and (talk.is_confided or talk.kind_id.is_disciplinary):
            return ""
        return side

    @api.depends("share_ids.revoked_on", "share_ids.expires_on")
    def _compute_readers(self):
        return super()._compute_readers()

    def _readers_extra(self):
        """Those with whom the record is shared now; while it is written again they wait."""
        shares = self.sudo().share_ids.filtered("is_live")
        names = shares.user_id.mapped("name")
        if self.state == DRAFT:
            names = [self.env._("%s (once completed)", name) for name in names]
        return [*super()._readers_extra(), *names]

    def action_share(self):
        """Let somebody else read this record, for a reason."""
        self.ensure_one()
        self.check_access("read")
        if not self._sharing_side():
            raise UserError(self.env["talk.share"]._whose_sentence())
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_share")
        return action | {"context": {"default_record_id": self.id}}
