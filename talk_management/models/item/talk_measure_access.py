from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_measure import CARRIED_OUT, DONE, OPEN

# who may set what, and while the measure is in which states
PLAN = frozenset(
    {
        "title",
        "kind",
        "area_id",
        "owner_id",
        "department_id",
        "co_department_ids",
        "outside_party",
        "date_due",
        "item_ids",
    }
)
CARRY = frozenset({"progress", "progress_note", "evidence", "evidence_file", "evidence_filename"})
EVALUATE = frozenset({"evaluation", "effect"})
DROP = frozenset({"drop_reason"})


class TalkMeasure(models.Model):
    """Who sees a measure, who reads its words, and who may set what."""

    _inherit = "talk.measure"

    is_mine_to_plan = fields.Boolean(
        string="Planned by Me",
        compute="_compute_my_part",
        help="Whether the user says what is to be done, by whom and by when.",
    )
    is_mine_to_carry_out = fields.Boolean(
        string="Carried Out by Me",
        compute="_compute_my_part",
        help="Whether the user tells how far it is.",
    )
    is_mine_to_evaluate = fields.Boolean(
        string="Evaluated by Me",
        compute="_compute_my_part",
        help="Whether the user says how far it helped.",
    )
    is_mine_to_drop = fields.Boolean(
        string="Dropped by Me",
        compute="_compute_my_part",
        help="Whether the user can say that it is not carried out after all.",
    )
    is_mine_to_write = fields.Boolean(
        string="Written by Me",
        compute="_compute_my_part",
        help="Whether the user has something to write on it now.",
    )

    is_read_by_me = fields.Boolean(
        string="Read by Me",
        compute="_compute_is_read_by_me",
        help="Whether the user reads the words, or the facts alone.",
    )

    @api.depends_context("uid")
    def _compute_is_read_by_me(self):
        read = self._words_of_all().measure_id
        for measure in self:
            measure.is_read_by_me = not measure._origin or measure._origin in read

    @api.depends_context("uid")
    @api.depends("state", "owner_id", "evaluator_id", "item_ids", "item_ids.owner_id")
    def _compute_my_part(self):
        handled = self._handled_by_me()
        for measure in self:
            facts = measure.sudo()
            handles = measure._origin.id in handled or not measure._origin
            owns = facts.owner_id.user_id == self.env.user
            evaluates = facts.evaluator_id.user_id == self.env.user
            measure.is_mine_to_plan = handles and facts.state in CARRIED_OUT
            measure.is_mine_to_drop = handles and facts.state in OPEN
            measure.is_mine_to_carry_out = (handles or owns) and facts.state in CARRIED_OUT
            measure.is_mine_to_evaluate = facts.state == DONE and (
                evaluates or (handles and not owns)
            )
            measure.is_mine_to_write = (
                measure.is_mine_to_drop
                or measure.is_mine_to_carry_out
                or measure.is_mine_to_evaluate
            )

    def _handled_by_me(self):
        """Ids of those whose items the current user handles."""
        self.env.flush_all()
        handling = SQL(" UNION ALL ").join(self._sql_handling(self.env.uid))
        return {
            row[0]
            for row in self.env.execute_query(
                SQL(
                    "SELECT id FROM talk_measure WHERE id IN %s AND id = ANY(ARRAY(%s))",
                    tuple(self.ids) or (0,),
                    handling,
                )
            )
        }

    # who sees it

    @api.model
    def _domain_known(self):
        return Domain("is_private", "=", False) | Domain("is_visible", "=", True)

    @api.model
    def _sql_reserved(self, alias):
        return SQL.identifier(alias, "is_private")

    @api.model
    def _sql_handling(self, uid):
        """Hook: SELECTs of the measures that user ``uid`` decides on, joined by UNION ALL.

        Whoever handles one of its items.
        """
        return [
            SQL(
                """SELECT r.measure_id FROM talk_measure_item_rel r
                     JOIN talk_item i ON i.id = r.item_id
                     JOIN hr_employee e ON e.id = i.owner_id
                    WHERE e.user_id = %s""",
                uid,
            )
        ]

    @api.model
    def _sql_reading(self, uid):
        """Hook: SELECTs of the measures whose words user ``uid`` reads besides.

        Whoever carries it out or evaluates it, the heads of the departments that do, and
        everybody who reads the words of one of its items.
        """
        people = SQL("SELECT id FROM hr_employee WHERE user_id = %s", uid)
        headed = self._sql_headed(uid)
        return [
            SQL(
                """SELECT m.id FROM talk_measure m
                    WHERE m.owner_id = ANY(ARRAY(%(people)s))
                       OR m.evaluator_id = ANY(ARRAY(%(people)s))""",
                people=people,
            ),
            SQL(
                """SELECT m.id FROM talk_measure m
                    WHERE m.department_id = ANY(ARRAY(%s)) AND NOT m.is_private""",
                headed,
            ),
            SQL(
                """SELECT r.measure_id FROM talk_measure_department_rel r
                     JOIN talk_measure m ON m.id = r.measure_id AND NOT m.is_private
                    WHERE r.department_id = ANY(ARRAY(%s))""",
                headed,
            ),
            SQL(
                """SELECT r.measure_id FROM talk_measure_item_rel r
                    WHERE r.item_id = ANY(ARRAY(%s))""",
                self.env["talk.item"]._sql_words_readable(uid),
            ),
        ]

    @api.model
    def _sql_headed(self, uid):
        """SELECT of the departments that user ``uid`` heads today, for good or for a time."""
        return SQL(
            """SELECT d.id FROM hr_department d JOIN hr_employee e ON e.id = d.manager_id
                WHERE e.user_id = %(uid)s
                UNION ALL
               SELECT a.department_id FROM talk_acting_head a
                 JOIN hr_employee e ON e.id = a.employee_id
                WHERE e.user_id = %(uid)s AND a.date_from <= %(today)s
                  AND (a.date_to IS NULL OR a.date_to >= %(today)s)""",
            uid=uid,
            today=self.env.company._talk_today(),
        )

    @api.model
    def _sql_words_readable(self, uid):
        return SQL(" UNION ALL ").join([*self._sql_handling(uid), *self._sql_reading(uid)])

    @api.model
    def _sql_visible(self, alias, uid):
        """Whoever reads the words, and the superior who was told that it is overdue."""
        return SQL(
            """%(id)s = ANY(ARRAY(%(readable)s))
               OR (%(superior)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
                   AND NOT %(private)s)""",
            id=SQL.identifier(alias, "id"),
            readable=self._sql_words_readable(uid),
            superior=SQL.identifier(alias, "escalated_to_id"),
            private=SQL.identifier(alias, "is_private"),
            uid=uid,
        )

    # who may set what

    @api.model
    def _may_make(self, items):
        """Hook: whether the user decides on a measure for ``items``: handles every one."""
        people = self.env["hr.employee"].sudo().search([("user_id", "=", self.env.uid)])
        return bool(items) and items.sudo().owner_id <= people

    def _check_writer(self, names):
        """Raise AccessError or UserError unless the user may set these fields now."""
        if self.env.su:
            return
        self.check_access("read")
        for measure in self:
            for some, flag in (
                (PLAN, "is_mine_to_plan"),
                (CARRY, "is_mine_to_carry_out"),
                (EVALUATE, "is_mine_to_evaluate"),
                (DROP, "is_mine_to_drop"),
            ):
                if some & set(names) and not measure[flag]:
                    measure._refuse_writing(some)

    def _refuse_writing(self, some):
        self.ensure_one()
        if some == EVALUATE:
            if self.state in CARRIED_OUT:
                raise UserError(
                    self.env._(
                        "%s is still being carried out. It is evaluated once that is done.",
                        self.display_name,
                    )
                )
            raise AccessError(self._sentence_evaluator())
        if self.state not in CARRIED_OUT and self.is_mine_to_write:
            raise UserError(
                self.env._(
                    "%s was carried out: what was planned and noted for it stays. If it does not "
                    "hold, let it be carried on first.",
                    self.display_name,
                )
            )
        raise AccessError(
            self.env._(
                "What a measure is about, who carries it out and by when is decided by whoever "
                "handles what was raised. Whoever carries it out tells how far it is, until it "
                "is over."
            )
        )

    def _sentence_evaluator(self):
        return self.env._(
            "A measure is evaluated by whoever handles what was raised, once it was carried "
            "out, and not by the one who carried it out."
        )
