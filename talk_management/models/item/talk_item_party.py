from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..chain.selector_places import department_heads

INSIDE = "inside"
OUTSIDE = "outside"


class TalkItemParty(models.Model):
    """Who helps with a raised item beside whoever handles it: somebody inside, who reads what
    was passed on; or an organisation outside, which is named and reads nothing (B6a, B6b)."""

    _name = "talk.item.party"
    _description = "Party to a Raised Item"
    _inherit = ["talk.form.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"item_id"})
    _order = "item_id, kind, id"
    _rec_names_search = ["name", "employee_id.name", "department_id.name"]

    item_id = fields.Many2one(
        "talk.item", string="Raised Item", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="item_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [(INSIDE, "Co-Operating"), (OUTSIDE, "Outside")],
        required=True,
        default=INSIDE,
        help="A co-operating person, or the head of a co-operating department, reads what was "
        "passed on. An outside organisation is only named.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Helper",
        index="btree_not_null",
        ondelete="cascade",
        help="Who helps.",
    )
    department_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        ondelete="cascade",
        help="The department that helps.",
    )
    name = fields.Char(
        string="Outside Organisation", help="Such as the headquarters that grants an access (B6b)."
    )
    contact = fields.Char(help="Whom to turn to there.")

    _one_party = models.Constraint(
        """CHECK (CASE kind WHEN 'inside'
                  THEN num_nonnulls(employee_id, department_id) = 1 AND name IS NULL
                  ELSE name IS NOT NULL AND num_nonnulls(employee_id, department_id) = 0 END)""",
        "Name a person or a department that helps, or an organisation outside.",
    )
    _employee_once = models.UniqueIndex(
        "(item_id, employee_id) WHERE employee_id IS NOT NULL", "This person helps already."
    )
    _department_once = models.UniqueIndex(
        "(item_id, department_id) WHERE department_id IS NOT NULL",
        "This department helps already.",
    )

    @api.depends("employee_id", "department_id", "name")
    def _compute_display_name(self):
        for party in self:
            unit = party.sudo().employee_id or party.sudo().department_id
            party.display_name = party.name or unit.name or ""

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == OUTSIDE:
            self.employee_id = self.department_id = False
        else:
            self.name = self.contact = False

    @api.constrains("employee_id", "department_id", "item_id")
    def _check_inside(self):
        for party in self:
            unit = party.employee_id or party.department_id
            if unit and unit.company_id and unit.company_id != party.item_id.company_id:
                raise ValidationError(
                    self.env._("%s belongs to another company: name it as outside.", unit.name)
                )
            if unit and not unit.active:
                raise ValidationError(self.env._("%s is no longer there.", unit.name))

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(%s))",
            SQL.identifier(alias, "item_id"),
            self.env["talk.item"]._sql_words_readable(uid),
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever helps inside reads what may be passed on, and is told. Raises UserError where
        nobody agreed that anything be passed on."""
        parties = super().create(vals_list)
        parties.check_access("write")
        inside = parties.filtered(lambda party: party.kind == INSIDE)
        inside.item_id._make_known()
        inside.sudo()._tell_helpers()
        return parties

    def write(self, vals):
        if {"item_id", "kind", "employee_id", "department_id"} & vals.keys() and not self.env.su:
            raise UserError(self.env._("Take this party out, and add another."))
        return super().write(vals)

    def unlink(self):
        self.check_access("unlink")
        helpers = self.sudo()._helpers()
        told = (
            self.env["talk.item.notice"]
            .sudo()
            .search([("item_id", "in", self.item_id.ids), ("kind", "=", "helping")])
        )
        told.filtered(lambda one: (one.item_id.id, one.user_id.id) in helpers).unlink()
        return super().unlink()

    def _helpers(self):
        """{(item id, user id)} of those inside, as superuser."""
        heads = self._heads()
        nobody = self.env["hr.employee"]
        pairs = set()
        for party in self.filtered(lambda party: party.kind == INSIDE):
            people = party.employee_id or heads.get(party.department_id.id, nobody)
            pairs.update((party.item_id.id, user.id) for user in people.user_id if user.active)
        return pairs

    def _heads(self):
        """{department id: employees who head it}"""
        self.env.flush_all()
        heads = {}
        for unit, person in self.env.execute_query(
            SQL(
                "SELECT unit_id, employee_id FROM (%s) h WHERE unit_id IN %s",
                department_heads(self.env.company._talk_today()),
                tuple(self.department_id.ids) or (0,),
            )
        ):
            person = self.env["hr.employee"].browse(person)
            heads[unit] = heads.get(unit, person.browse()) | person
        return heads

    def _tell_helpers(self):
        self.env["talk.item.notice"]._tell(self._helpers(), "helping")


class TalkItem(models.Model):
    _inherit = "talk.item"

    party_ids = fields.One2many(
        "talk.item.party",
        "item_id",
        string="Parties",
        help="Who helps inside, and organisations outside that are concerned.",
    )

    @api.model
    def _sql_handling(self, uid):
        """Whoever helps inside reads what was passed on, and so does the head of a department
        that helps."""
        day = self.env["res.users"].browse(uid).sudo().company_id._talk_today()
        return [
            *super()._sql_handling(uid),
            SQL(
                """SELECT p.item_id FROM talk_item_party p
                     JOIN hr_employee e ON e.id = p.employee_id WHERE e.user_id = %s""",
                uid,
            ),
            SQL(
                """SELECT p.item_id FROM talk_item_party p
                     JOIN (%s) h ON h.unit_id = p.department_id
                     JOIN hr_employee e ON e.id = h.employee_id WHERE e.user_id = %s""",
                department_heads(day),
                uid,
            ),
        ]

    def _merge_others(self, target):
        """Parties of what is merged help with the target, each once."""
        self.env["talk.item.party"].flush_model()
        self.env.execute_query(
            SQL(
                """UPDATE talk_item_party SET item_id = %(target)s WHERE id IN (
                       SELECT min(p.id) FROM talk_item_party p
                        WHERE p.item_id IN %(sources)s AND NOT EXISTS (
                              SELECT 1 FROM talk_item_party t
                               WHERE t.item_id = %(target)s
                                 AND (t.employee_id, t.department_id, t.name)
                                     IS NOT DISTINCT FROM (p.employee_id, p.department_id, p.name))
                        GROUP BY p.employee_id, p.department_id, p.name)
                   RETURNING id""",
                target=target.id,
                sources=tuple(self.ids) or (0,),
            )
        )
        self.env["talk.item.party"].invalidate_model()
        return super()._merge_others(target)
