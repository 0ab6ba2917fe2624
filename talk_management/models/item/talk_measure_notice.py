from odoo import api, fields, models
from odoo.tools import SQL, format_date
from odoo.tools.i18n import format_list

ASSIGNED = "assigned"
DUE = "due"
OVERDUE = "overdue"
ESCALATED = "escalated"
TO_EVALUATE = "to_evaluate"
RESUMED = "resumed"
DROPPED_NOTICE = "dropped"
CLOSABLE = "closable"
ACTIVITY = "talk_management.activity_type_measure"


class TalkMeasureNotice(models.Model):
    """Tells one person that something is to be done about a measure: a number and a day, never
    what it is about.

    One row for each person, measure and kind of news, so that telling twice tells once.
    """

    _name = "talk.measure.notice"
    _description = "Notice of a Measure"
    _inherit = ["talk.visible.mixin", "talk.notice.mixin"]
    _hides_activities = True
    _order = "id desc"

    measure_id = fields.Many2one("talk.measure", required=True, index=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", string="Told", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            (ASSIGNED, "To Be Carried Out"),
            (DUE, "Due Soon"),
            (OVERDUE, "Overdue"),
            (ESCALATED, "Overdue with Somebody Else"),
            (TO_EVALUATE, "To Be Evaluated"),
            (RESUMED, "To Be Carried On"),
            (DROPPED_NOTICE, "Dropped"),
            (CLOSABLE, "Everything Was Evaluated"),
        ],
        required=True,
        help="What there is to be done.",
    )

    _once = models.UniqueIndex("(measure_id, user_id, kind)", "This person was told already.")

    @api.depends("measure_id", "kind")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice.sudo().measure_id.display_name

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL("%s = %s", SQL.identifier(alias, "user_id"), uid)

    def _notice_deadline(self):
        if self.kind in (ASSIGNED, DUE, OVERDUE):
            return self.measure_id.date_due
        return super()._notice_deadline()

    def _notice_summary(self):
        self.ensure_one()
        number = self.measure_id.display_name
        day = format_date(self.env, self.measure_id.date_due)
        match self.kind:
            case "assigned":
                return self.env._(
                    "A measure to carry out, due %(date)s: %(number)s", date=day, number=number
                )
            case "due":
                return self.env._("Measure due on %(date)s: %(number)s", date=day, number=number)
            case "overdue" | "escalated":
                return self.env._(
                    "Measure overdue since %(date)s: %(number)s", date=day, number=number
                )
            case "to_evaluate":
                return self.env._("Carried out, to be evaluated: %s", number)
            case "resumed":
                return self.env._("Does not hold yet, to be carried on: %s", number)
            case "dropped":
                return self.env._("Dropped, nothing more to do: %s", number)
            case _:
                return self._closable_summary()

    def _closable_summary(self):
        """Names the items of this user that can be closed now."""
        items = self.measure_id.sudo()._all_items()
        mine = items.filtered(lambda item: item.owner_id.user_id == self.user_id)
        numbers = format_list(self.env, mine.mapped("display_name"))
        return self.env._("All measures are over, it can be closed: %s", numbers)

    @api.model
    def _tell(self, pairs, kind):
        """Tell each user of their measure, in one batch: ``pairs`` of ids (measure, user). Free
        to repeat: whoever was told of it before is told anew by the same row."""
        pairs = set(pairs)
        notices = self.sudo().with_context(tracking_disable=True, mail_create_nosubscribe=True)
        measures, users = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        domain = [("measure_id", "in", measures), ("user_id", "in", users), ("kind", "=", kind)]
        there = notices.search(domain).filtered(
            lambda notice: (notice.measure_id.id, notice.user_id.id) in pairs
        )
        new = sorted(pairs - {(notice.measure_id.id, notice.user_id.id) for notice in there})
        made = notices.create(
            [{"measure_id": measure, "user_id": user, "kind": kind} for measure, user in new]
        )
        (made | there)._give_notice(ACTIVITY)
        return made | there

    @api.model
    def _end(self, measures, *kinds):
        """What was told of ``measures`` is over; should it come back, it is told anew."""
        domain = [("measure_id", "in", measures.ids)]
        if kinds:
            domain.append(("kind", "in", kinds))
        self.sudo().search(domain).unlink()

    def unlink(self):
        # with their activities, which the database would not take along
        self.sudo()._end_notice(is_done=False)
        return super().unlink()

    def action_open(self):
        """Open the measure it is about."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_my_measures")
        views = [(False, "form")]
        return action | {"res_id": self.measure_id.id, "views": views, "domain": []}
