from odoo import fields, models
from odoo.fields import Domain


class TalkTopic(models.Model):
    """What talks are about (谈话主题): a list users extend (H1.1).

    Rules and kinds name the topics that their talks must touch; a topic can also be standing
    content of a layer (H1.5), as the rules of clean government are.
    """

    _name = "talk.topic"
    _description = "Topic"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="The topic in a few words.")
    description = fields.Text(translate=True, help="What is to be talked about under this topic.")
    sequence = fields.Integer(default=10, help="In which order topics are offered and ticked.")
    active = fields.Boolean(
        default=True, help="An archived topic is no longer asked for; records that name it stay."
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Only for talks of this company. Empty: for all."
    )
    mandatory_layer_ids = fields.Many2many(
        "talk.layer",
        string="Must Be Touched In",
        help="No record of a talk of these layers is completed before this topic is ticked, or "
        "excused with a reason (H1.5).",
    )
    rule_ids = fields.Many2many(
        "talk.rule",
        string="Asked For by Rules",
        help="Talks that settle what is owed under these rules must touch it (H1.1).",
    )
    kind_ids = fields.Many2many(
        "talk.kind", string="Asked For by Kinds", help="Talks of these kinds must touch it."
    )
    is_self_criticism = fields.Boolean(
        string="Leader Asks for Criticism",
        help="Ticked when the leader asked for criticism of themselves (H1.3). How many talks "
        "did so can be counted, without a word of what was said.",
    )

    def _asked_for(self, kind, rules, layers, company):
        """The topics that a talk of ``kind`` must touch, settling what is owed under ``rules``
        between people of ``layers``. A formal measure is no ordinary talk of its layer."""
        asked = Domain("kind_ids", "in", kind.ids)
        if not kind.is_disciplinary:
            asked |= Domain("rule_ids", "in", rules.ids)
            asked |= Domain("mandatory_layer_ids", "in", layers.ids)
        return self.search(Domain("company_id", "in", [False, company.id]) & asked)


class TalkKind(models.Model):
    _inherit = "talk.kind"

    topic_ids = fields.Many2many(
        "talk.topic", string="Topics", help="What talks of this kind must touch (H1.1)."
    )


class TalkRule(models.Model):
    _inherit = "talk.rule"

    topic_ids = fields.Many2many(
        "talk.topic",
        string="Topics",
        help="What talks under this rule must touch. Their record is not completed before each is "
        "ticked, or excused with a reason (H1.1).",
    )


class TalkLayer(models.Model):
    _inherit = "talk.layer"

    mandatory_topic_ids = fields.Many2many(
        "talk.topic",
        string="Standing Topics",
        help="What every talk of this layer must touch (H1.5).",
    )
