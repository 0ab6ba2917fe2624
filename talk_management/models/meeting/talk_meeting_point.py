from odoo import api, fields, models
from odoo.exceptions import UserError

from ..item.talk_item import OPEN_STATES

ADOPTED = "adopted"
MORE = "more"
DECLINED = "declined"
HANDED = "handed"
# how much of the words passed on stands for a title
BEGINNING = 60


class TalkMeetingPoint(models.Model):
    """A point of an agenda (议题): one matter that was raised, or several of the same root (B5a).

    Whoever handles an item and takes part puts it on; the secretary puts points together, and
    writes down the root cause, what was said and what was decided. What was raised is read by
    those who take part, who raised it is not. The words are in ``talk.meeting.point.content``.
    """

    _name = "talk.meeting.point"
    _description = "Point of an Agenda"
    _inherit = [
        "talk.form.mixin",
        "talk.worded.mixin",
        "talk.confidential.mixin",
        "talk.visible.mixin",
    ]
    _order = "meeting_id, sequence, id"
    _rec_names_search = ["meeting_id.name"]
    _words_model = "talk.meeting.point.content"
    _words_link = "point_id"
    _worded = ("title", "cause", "discussion", "decision")
    _looked_up = frozenset({"meeting_id"})
    _not_handed_out = "what a meeting deals with, and about no employee"

    meeting_id = fields.Many2one(
        "talk.meeting",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="On whose agenda it stands.",
    )
    company_id = fields.Many2one(related="meeting_id.company_id", store=True, index=True)
    meeting_state = fields.Selection(related="meeting_id.state", string="State of the Meeting")
    sequence = fields.Integer(string="No.", default=0, help="In which order it is dealt with.")
    item_ids = fields.Many2many(
        "talk.item",
        "talk_meeting_point_item_rel",
        "point_id",
        "item_id",
        string="Raised Items",
        readonly=True,
        help="What was raised: one matter, or several of the same root.",
    )
    decided = fields.Selection(
        [
            (ADOPTED, "Adopted"),
            (MORE, "More to Find Out"),
            (DECLINED, "Not Adopted"),
            (HANDED, "Handed to the Department"),
        ],
        help="What the meeting decided. What is adopted becomes a measure.",
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Handed To",
        index="btree_not_null",
        ondelete="set null",
        help="The department that is to deal with it.",
    )
    measure_ids = fields.One2many(
        "talk.measure", "point_id", string="Measures", help="What is done about it."
    )
    item_count = fields.Integer(
        string="Items", compute="_compute_counts", help="How many matters stand in this point."
    )
    measure_count = fields.Integer(
        string="Number of Measures",
        compute="_compute_counts",
        help="How many measures were decided on.",
    )
    area_ids = fields.Many2many(
        "talk.area",
        string="Areas",
        compute="_compute_counts",
        help="What its matters are about.",
    )
    is_urgent = fields.Boolean(
        string="Urgent", compute="_compute_counts", help="One of its matters cannot wait."
    )

    is_mine_to_write = fields.Boolean(
        string="Written by Me",
        compute="_compute_is_mine_to_write",
        help="Whether the user writes the minutes.",
    )

    # words, kept in talk.meeting.point.content
    title = fields.Char(
        string="Point",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What is dealt with, in a few words, without telling who raised it.",
    )
    cause = fields.Text(
        string="Root Cause",
        compute="_compute_words",
        inverse="_inverse_words",
        help="Why it is so (B5a). It is noted with its raised items too.",
    )
    discussion = fields.Text(
        compute="_compute_words", inverse="_inverse_words", help="What was said about it."
    )
    decision = fields.Text(
        string="What Was Decided",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What was decided, as it stands in the minutes.",
    )

    @api.depends("meeting_id.name", "sequence")
    def _compute_display_name(self):
        for point in self:
            point.display_name = self.env._(
                "%(meeting)s, point %(number)s",
                meeting=point.meeting_id.sudo().name,
                number=point.sequence,
            )

    @api.depends("item_ids", "measure_ids")
    def _compute_counts(self):
        for point in self:
            facts = point.sudo()
            point.item_count = len(facts.item_ids)
            point.measure_count = len(facts.measure_ids)
            point.area_ids = facts.item_ids.area_id
            point.is_urgent = "urgent" in facts.item_ids.mapped("urgency")

    @api.depends_context("uid")
    @api.depends("meeting_id.secretary_id", "meeting_id.state", "meeting_id.active")
    def _compute_is_mine_to_write(self):
        for point in self:
            point.is_mine_to_write = point.meeting_id.is_mine_to_write

    # putting on

    @api.model
    def _put(self, meeting, items, as_one=False, title=None):
        """Put ``items`` on the agenda of ``meeting``: a point each, or one for all."""
        groups = [items] if as_one else list(items)
        return self.create(
            [
                {
                    "meeting_id": meeting.id,
                    "item_ids": [fields.Command.set(group.ids)],
                    "title": (as_one and title) or self._title_of(group[:1]),
                }
                for group in groups
            ]
        )

    @api.model
    def _title_of(self, item):
        """How the matter is called, or the first of the words passed on, or its number."""
        return item.title or (item.words_line or "")[:BEGINNING] or item.display_name

    @api.model
    def _check_puttable(self, meeting, items):
        """Raise UserError where one of these items cannot stand on this agenda."""
        if not items:
            raise UserError(self.env._("Choose what is put on the agenda of %s.", meeting.name))
        there = items & self.sudo().search([("meeting_id", "=", meeting.id)]).item_ids
        for item in items:
            if item in there:
                raise UserError(
                    self.env._(
                        "%(item)s stands on the agenda of %(meeting)s already.",
                        item=item.display_name,
                        meeting=meeting.name,
                    )
                )
            if item.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%(item)s is “%(state)s”: only what is still being handled is put on an "
                        "agenda.",
                        item=item.display_name,
                        state=dict(item._fields["state"]._description_selection(self.env))[
                            item.state
                        ],
                    )
                )
            if item.company_id != meeting.company_id:
                raise UserError(
                    self.env._("A meeting deals with what was raised in its own company.")
                )

    # what the secretary does

    def action_put_together(self):
        """Several points become one: they have the same root."""
        meeting = self.meeting_id
        if len(self) < 2:
            raise UserError(self.env._("Choose at least two points that have the same root."))
        if len(meeting) > 1:
            raise UserError(self.env._("Points of different meetings cannot be put together."))
        self._check_arranging()
        kept, others = self[:1], self[1:]
        sudo_kept, sudo_others = kept.sudo(), others.sudo()
        if any(point.decided or point.measure_ids for point in sudo_others):
            raise UserError(self.env._("What was decided already stays a point of its own."))
        for name in ("cause", "discussion"):
            texts = [point[name].strip() for point in self.sudo() if point[name]]
            sudo_kept[name] = "\n".join(dict.fromkeys(texts))
        sudo_kept.item_ids |= sudo_others.item_ids
        sudo_others.unlink()
        return True

    def action_take_apart(self):
        """Each item of the point gets a point of its own again."""
        self.ensure_one()
        self._check_arranging()
        facts = self.sudo()
        if len(facts.item_ids) < 2:
            raise UserError(self.env._("This point is about one matter only."))
        if facts.decided or facts.measure_ids:
            raise UserError(self.env._("What was decided already stays as it is."))
        others = facts.item_ids[1:]
        facts.item_ids -= others
        points = self.sudo()._put(facts.meeting_id, others)
        points.flush_recordset()
        return True

    def action_make_one(self):
        """Its items are the same matter: they become one item, raised by several people."""
        self.ensure_one()
        self._check_arranging()
        first, *others = self.item_ids.sorted("id")
        if not others:
            raise UserError(self.env._("This point is about one matter only."))
        self.item_ids.browse([item.id for item in others])._merge_into(first)
        return True

    def action_take_off(self):
        """It is not dealt with in this meeting after all."""
        self.unlink()
        return True

    def action_open(self):
        """Show the point with what was raised."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_meeting_point"
        )
        return action | {"res_id": self.id, "views": [(False, "form")]}

    def _check_arranging(self):
        self.check_access("read")
        self.meeting_id._check_secretary()
        self.meeting_id.sudo()._claim()
        self.invalidate_recordset()
        if gone := self - self.exists():
            raise UserError(
                self.env._("%s points were put together meanwhile. Look again.", len(gone))
            )

    def action_measure(self):
        """Decide on what is done about it."""
        self.ensure_one()
        self.check_access("read")
        self.meeting_id._check_secretary()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_measure_begin"
        )
        areas = self.area_ids
        return action | {
            "context": {
                "default_point_id": self.id,
                "default_item_ids": self.sudo().item_ids.ids,
                "default_kind": "lasting",
                "default_area_id": areas.id if len(areas) == 1 else False,
            }
        }
