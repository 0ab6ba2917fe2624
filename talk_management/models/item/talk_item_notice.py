from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

ASSIGNED = "assigned"
DUE = "due"
ESCALATED = "escalated"
ANSWERED = "answered"
HAND_OUT = "hand_out"
REOPENED = "reopened"
OF_RAISERS = (ANSWERED, HAND_OUT)


class TalkItemNotice(models.Model):
    """Tells one person that something is to be done or read about a raised item: a number and a
    day, never what it is about or who raised it.

    One row for each person, item and kind of news, so that telling twice tells once. Whom an
    answer is told tells who raised it, so a notice is for whom it tells and for nobody else.
    """

    _name = "talk.item.notice"
    _description = "Notice of a Raised Item"
    _hides_activities = True
    _not_handed_out = "tells somebody that something is to be done or read"
    _inherit = ["talk.confidential.mixin", "talk.visible.mixin", "talk.notice.mixin"]
    _order = "id desc"

    item_id = fields.Many2one(
        "talk.item", string="Raised Item", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="Told", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            (ASSIGNED, "To Be Handled"),
            (DUE, "Due"),
            (ESCALATED, "Overdue with Somebody Else"),
            (ANSWERED, "Answered"),
            (HAND_OUT, "To Be Told to Somebody without a User"),
            (REOPENED, "Reopened"),
        ],
        required=True,
        help="What there is to be done or read.",
    )

    _once = models.UniqueIndex("(item_id, user_id, kind)", "This person was told already.")

    @api.depends("item_id", "kind")
    def _compute_display_name(self):
        for notice in self:
            own = notice.sudo()
            # its activity keeps this name, and a message once that is done
            named = own.kind not in OF_RAISERS and own.item_id.name
            notice.display_name = named or self.env._("Raised Item")

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL("%s = %s", SQL.identifier(alias, "user_id"), uid)

    @api.model
    def _domain_allowed(self, operation):
        return Domain("is_visible", "=", True)

    @api.model
    def _refusal_sentence(self):
        return self.env["talk.item.raiser"]._refusal_sentence()

    def _notice_deadline(self):
        if self.kind in (ASSIGNED, DUE):
            return self.item_id.date_due or super()._notice_deadline()
        return super()._notice_deadline()

    def _notice_summary(self):
        self.ensure_one()
        number = self.item_id.name or ""
        day = format_date(self.env, self.item_id.date_due)
        match self.kind:
            case kind if kind == ASSIGNED:
                return self.env._(
                    "Something to handle, due %(date)s %(number)s", date=day, number=number
                )
            case kind if kind == DUE:
                return self.env._("Due on %(date)s: %(number)s", date=day, number=number)
            case kind if kind == ESCALATED:
                return self.env._("Overdue since %(date)s: %(number)s", date=day, number=number)
            case kind if kind == HAND_OUT:
                return self.env._("An answer is to be handed to somebody without a user")
            case kind if kind == REOPENED:
                return self.env._("To be looked at once more: %(number)s", number=number)
            case _:
                return self.env._("There is an answer for you")

    @api.model
    def _tell(self, pairs, kind):
        """Tell each user of their item, in one batch: ``pairs`` of ids (item, user). Free to
        repeat: whoever was told of it before is told anew by the same row."""
        pairs = set(pairs)
        items, users = [item for item, _user in pairs], [user for _item, user in pairs]
        domain = [("item_id", "in", items), ("user_id", "in", users), ("kind", "=", kind)]
        there = (
            self.sudo()
            .search(domain)
            .filtered(lambda notice: (notice.item_id.id, notice.user_id.id) in pairs)
        )
        new = sorted(pairs - {(notice.item_id.id, notice.user_id.id) for notice in there})
        made = self._told_quietly().create(
            [{"item_id": item, "user_id": user, "kind": kind} for item, user in new]
        )
        told = made | there
        told.sudo()._give_notice("talk_management.activity_type_item")
        return told

    @api.model
    def _told_quietly(self):
        return self.sudo().with_context(tracking_disable=True, mail_create_nosubscribe=True)

    @api.model
    def _end(self, items, *kinds):
        """What was told of ``items`` is over; unless named, not what those who raised them were
        told. Only one's own is marked as done: that names whose it was, for whoever presses."""
        domain = [("item_id", "in", items.ids)]
        domain.append(("kind", "in", kinds) if kinds else ("kind", "not in", OF_RAISERS))
        notices = self.sudo().search(domain)
        own = notices.filtered(lambda notice: notice.user_id == self.env.user)
        own._end_notice(is_done=True)
        (notices - own)._end_notice(is_done=False)

    def unlink(self):
        # with their activities, which the database would not take along
        self.sudo()._end_notice(is_done=False)
        return super().unlink()

    def action_open(self):
        """Open what the notice is about: one's own side of it, or the item."""
        self.ensure_one()
        self.check_access("read")
        own = self.kind in OF_RAISERS
        name = "action_my_raised_items" if own else "action_items_of_mine"
        action = self.env["ir.actions.act_window"]._for_xml_id(f"talk_management.{name}")
        if own:
            item = self.item_id.sudo()._merged_into_last()
            return action | {"domain": [("item_id", "=", item.id)]}
        return action | {"res_id": self.item_id.id, "views": [(False, "form")], "domain": []}
