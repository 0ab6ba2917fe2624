from odoo import fields, models
from odoo.fields import Domain

from .talk_item import EFFECTS


class TalkItemContent(models.Model):
    """What is written on a raised item while it is handled, apart from its facts."""

    _name = "talk.item.content"
    _description = "Content of a Raised Item"
    _inherit = ["talk.words.mixin"]
    _words_of = "item_id"
    _log_access = False
    _rec_names_search = ["item_id.name"]

    item_id = fields.Many2one(
        "talk.item", required=True, readonly=True, index=True, ondelete="cascade"
    )
    title = fields.Char(string="Subject", help="The matter in a few words.")
    cause = fields.Text(string="Root Cause", help="Why it is so (B5a).")
    answer = fields.Text(
        string="What Those Who Raised It Are Told", help="What was done, or why it is not."
    )
    evaluation = fields.Text(help="Whether what was done has helped.")
    effect = fields.Selection(EFFECTS, help="How far it helped.")

    _once = models.UniqueIndex("(item_id)", "An item has its words once.")


class TalkItemWord(models.Model):
    """The words in which somebody agreed to pass it on, and nothing that tells who."""

    _name = "talk.item.word"
    _description = "Words Passed On"
    _inherit = ["talk.words.mixin"]
    _words_of = "item_id"
    _log_access = False
    _rec_names_search = ["item_id.name"]
    _order = "item_id, id"

    item_id = fields.Many2one(
        "talk.item", required=True, readonly=True, index=True, ondelete="cascade"
    )
    text = fields.Text(
        string="In Their Words", required=True, readonly=True, help="As it may be passed on."
    )

    def _domain_allowed(self, operation):
        return super()._domain_allowed(operation) if operation == "read" else Domain.FALSE
