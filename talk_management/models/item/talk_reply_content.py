from odoo import fields, models


class TalkReplyContent(models.Model):
    """What is written in a reply, apart from its facts."""

    _name = "talk.reply.content"
    _description = "Content of a Written Reply"
    _inherit = ["talk.words.mixin"]
    _words_of = "reply_id"
    _log_access = False
    _rec_names_search = ["reply_id.item_id.name"]

    reply_id = fields.Many2one(
        "talk.reply",
        string="Written Reply",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    body = fields.Text(string="Reply", help="What those who raised the matter are written.")

    _once = models.UniqueIndex("(reply_id)", "A reply has its words once.")

    def write(self, vals):
        if not self.env.su:
            self.reply_id._check_changeable()
        return super().write(vals)
