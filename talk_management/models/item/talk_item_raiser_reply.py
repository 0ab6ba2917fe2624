from odoo import api, fields, models
from odoo.tools import SQL, format_date


class TalkItemRaiser(models.Model):
    """What those who raised something were written, on their own row (H4.4c)."""

    _inherit = "talk.item.raiser"

    reply_ids = fields.Many2many(
        "talk.reply",
        "talk_reply_raiser_rel",
        "raiser_id",
        "reply_id",
        string="Written Replies",
        readonly=True,
        copy=False,
        help="The written replies this person was given.",
    )
    reply = fields.Text(
        string="Written Reply",
        compute="_compute_reply",
        help="What this person was written.",
    )
    has_reply = fields.Boolean(
        compute="_compute_reply", help="Whether this person was given a written reply."
    )

    @api.depends_context("uid")
    @api.depends("reply_ids")
    def _compute_reply(self):
        given = self._given_replies()
        said = self.env["talk.reply"].sudo().browse(sum(given.values(), []))._texts()
        for raiser in self:
            texts = [
                f"{format_date(self.env, reply.delivered_on)}\n{said.get(reply.id, '')}"
                for reply in self.env["talk.reply"].sudo().browse(given.get(raiser.id, []))
            ]
            raiser.has_reply = bool(texts)
            raiser.reply = "\n\n".join(texts)

    def _given_replies(self):
        """{raiser id: ids of the replies they were given, the last first}; for the two of the
        talk alone. Asked of the table: what the reader may see of ``reply_ids`` is nothing."""
        own = self.sudo()
        if not self.env.su:
            own = own.filtered(
                lambda one: self.env.user in (one.employee_id | one.responsible_id).user_id
            )
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT x.raiser_id, x.reply_id FROM talk_reply_raiser_rel x
                     JOIN talk_reply p ON p.id = x.reply_id
                    WHERE x.raiser_id IN %s ORDER BY p.delivered_on DESC, p.id DESC""",
                tuple(own.ids) or (0,),
            )
        )
        given = {}
        for raiser_id, reply_id in rows:
            given.setdefault(raiser_id, []).append(reply_id)
        return given

    # a reply is owed the moment somebody wants one

    @api.model_create_multi
    def create(self, vals_list):
        raisers = super().create(vals_list)
        raisers.sudo().filtered("wants_reply").item_id._owe_replies()
        return raisers

    def write(self, vals):
        asked = {"item_id", "wants_reply", "reply_by"} & vals.keys()
        before = self.sudo().item_id if asked else self.env["talk.item"]
        result = super().write(vals)
        if asked:
            (before | self.sudo().item_id)._owe_replies()
        return result

    def unlink(self):
        items = self.sudo().filtered("wants_reply").item_id
        result = super().unlink()
        items._owe_replies()
        return result
