from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list

from .talk_talk import GROUP

OPEN = "open"
TOUCHED = "touched"
EXCUSED = "excused"


class TalkRecordTopic(models.Model):
    """A topic in a record: touched, or left out for a reason (H1.1, H1.5).

    The topics that a talk must touch are there when its record opens; the responsible adds
    others. One tick, or a reason, deals with a topic. In a group talk they belong to the
    common part.
    """

    _name = "talk.record.topic"
    _description = "Topic of a Talk"
    _inherit = ["talk.record.line.mixin", "talk.confidential.mixin"]
    _order = "record_id, is_mandatory desc, id"
    _once_by = "topic_id"
    _guarded_fields = frozenset({"is_mandatory", "state"})

    topic_id = fields.Many2one(
        "talk.topic", required=True, index=True, ondelete="restrict", help="What is talked about."
    )
    description = fields.Text(related="topic_id.description", string="What Belongs to It")
    is_mandatory = fields.Boolean(
        string="Must Be Touched",
        readonly=True,
        help="A rule, a kind of talk or a layer asks for it: tick it, or say why it was left out.",
    )
    is_touched = fields.Boolean(string="Talked About", help="Whether it was talked about.")
    reason = fields.Char(
        string="Why Left Out", help="Why a topic that must be touched was left out this time."
    )
    state = fields.Selection(
        [(OPEN, "Not Ticked Yet"), (TOUCHED, "Talked About"), (EXCUSED, "Left Out for a Reason")],
        compute="_compute_state",
        store=True,
        help="Ticked, left out for a reason, or neither yet.",
    )

    _once = models.UniqueIndex("(record_id, topic_id)", "This topic is in the record already.")

    @api.depends("is_touched", "reason")
    def _compute_state(self):
        for line in self:
            excused = EXCUSED if (line.reason or "").strip() else OPEN
            line.state = TOUCHED if line.is_touched else excused

    def _check_changeable(self, vals):
        result = super()._check_changeable(vals)
        gone = vals is None or "topic_id" in vals
        if gone and not self.env.su and (asked := self.filtered("is_mandatory")):
            raise UserError(
                self.env._(
                    "“%s” must be touched in this talk: tick it, or say why it was left out.",
                    asked[0].topic_id.name,
                )
            )
        return result


class TalkRecord(models.Model):
    _inherit = "talk.record"

    topic_ids = fields.One2many(
        "talk.record.topic",
        "record_id",
        string="Topics",
        help="What the talk was to touch, and did (H1.1).",
    )
    is_common = fields.Boolean(
        string="For Everybody in the Talk",
        compute="_compute_is_common",
        help="The record of a one-on-one talk, or the common part of a group talk's: topics, "
        "notices and who came stand here.",
    )

    has_open_topics = fields.Boolean(
        compute="_compute_has_open_topics",
        help="Whether something that must be touched is neither ticked nor left out yet.",
    )

    @api.depends("topic_ids.state", "topic_ids.is_mandatory")
    def _compute_has_open_topics(self):
        for record in self:
            record.has_open_topics = bool(record._open_topics())

    def _open_topics(self):
        return self.topic_ids.filtered(lambda line: line.is_mandatory and line.state == OPEN)

    @api.depends("participant_id", "talk_id.format")
    def _compute_is_common(self):
        for record in self:
            record.is_common = not record.participant_id or record.talk_id.format != GROUP

    def _check_completable(self):
        for record in self:
            if missing := record._open_topics():
                raise UserError(
                    self.env._(
                        "Some topics must be touched in this talk. Tick them, or say why they "
                        "were left out: %s",
                        format_list(self.env, missing.topic_id.mapped("name")),
                    )
                )
        return super()._check_completable()

    def _has_lines(self):
        """Whether something was noted beside the words."""
        self.ensure_one()
        return any(line.state != OPEN for line in self.topic_ids)
