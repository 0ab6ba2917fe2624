from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .selector_places import held


class TalkDelegation(models.Model):
    """Somebody entrusts another with the talks they owe, from one day to another (委托).

    All of them, those of some layers, or those with one person. The chain stays as it
    is, and so does who sees whose dates; the delegate owes the talks meanwhile.
    """

    _name = "talk.delegation"
    _description = "Delegation"
    _inherit = ["talk.chain.source"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    delegator_id = fields.Many2one(
        "hr.employee",
        string="Delegated By",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user.employee_id,
        help="Whose talks they are.",
    )
    delegate_id = fields.Many2one(
        "hr.employee",
        string="Entrusted To",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        help="Who owes and holds the talks meanwhile. Talks with themselves, or with somebody "
        "they are recused from, stay with the one who delegates; so does everything while the "
        "delegate is on long leave or seconded.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.company._talk_today(),
        help="First day.",
    )
    date_to = fields.Date(string="Until", help="Last day. Empty: until it is withdrawn.")
    layer_ids = fields.Many2many(
        "talk.layer",
        string="Layers",
        domain=[("has_pairs", "=", True)],
        help="Only talks of these layers. Empty: of all layers.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Only With",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        help="Only talks with this person. Empty: with everybody the delegator answers for.",
    )
    reason = fields.Char(
        groups="talk_management.group_talk_officer",
        copy=False,
        help="Why the talks are delegated. Only HR officers read it.",
    )
    company_id = fields.Many2one(related="delegator_id.company_id", store=True, index=True)

    _dates = models.Constraint(
        "CHECK (date_to >= date_from)", "A delegation cannot end before it begins."
    )
    _people = models.Constraint(
        "CHECK (delegator_id <> delegate_id)",
        "Nobody can delegate talks to themselves: name somebody else.",
    )
    _with_oneself = models.Constraint(
        "CHECK (employee_id <> delegate_id)",
        "Nobody can be entrusted with a talk with themselves: name somebody else.",
    )

    @api.depends("delegator_id.name", "delegate_id.name")
    def _compute_display_name(self):
        for one in self:
            people = one.delegator_id.name, one.delegate_id.name
            one.display_name = " → ".join(people) if all(people) else self.env._("New Delegation")

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._check_others()
        return delegations

    def write(self, vals):
        """What is delegated must be one's own before and after."""
        result = super().write(vals)
        self.check_access("write")
        self._check_others()
        return result

    def _check_others(self):
        """Refuse a delegation back to the delegator, and the same talks to two people.

        No constraint of Odoo's, as these are asked before the user's rights to what is
        written: the refusal would tell others what has been delegated already.
        """
        for one in self.sudo():
            others = one._overlapping()
            for other in others.filtered(lambda other, one=one: one._gives_back(other)):
                raise ValidationError(
                    self.env._(
                        "%(delegate)s has delegated talks to %(delegator)s in that time: "
                        "they would be handed round in a circle.",
                        delegate=other.delegator_id.name,
                        delegator=one.delegator_id.name,
                    )
                )
            if others.filtered(lambda other, one=one: one._gives_twice(other)):
                raise ValidationError(
                    self.env._(
                        "%(delegator)s has already delegated the same talks in that time.",
                        delegator=one.delegator_id.name,
                    )
                )

    def _overlapping(self):
        """Other delegations of the two people that last on one of the same days."""
        domain = Domain("id", "!=", self.id)
        domain &= Domain("delegator_id", "in", (self.delegator_id | self.delegate_id).ids)
        domain &= Domain("date_to", "=", False) | Domain("date_to", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("date_from", "<=", self.date_to)
        return self.search(domain)

    def _gives_back(self, other):
        """Two people may swap talks with one person each, but no more."""
        swapped = self.employee_id and other.employee_id and self.employee_id != other.employee_id
        return (
            self.delegator_id == other.delegate_id
            and self.delegate_id == other.delegator_id
            and not swapped
        )

    def _gives_twice(self, other):
        same = self.layer_ids & other.layer_ids or not (self.layer_ids | other.layer_ids)
        return (
            self.delegator_id == other.delegator_id
            and self.employee_id == other.employee_id
            and bool(same)
        )

    @api.model
    def _ask_for_chain(self):
        """No edge moves, but who owes what does: what follows from edges runs at once."""
        self.env["talk.edge"]._after_refresh()

    @api.model
    def _sql_active(self, day):
        """SQL query: the delegations that hold on ``day`` and whose delegate is there;
        ``layer_ids`` is NULL for all layers."""
        return SQL(
            """SELECT d.id, d.delegator_id, d.delegate_id, d.employee_id, e.company_id,
                      (SELECT array_agg(r.talk_layer_id)
                         FROM talk_delegation_talk_layer_rel r
                        WHERE r.talk_delegation_id = d.id) AS layer_ids
                 FROM talk_delegation d
                 JOIN hr_employee e ON e.id = d.delegate_id AND e.active
                WHERE %s AND NOT %s""",
            held("d", day),
            self.env["talk.employment.status"]._sql_away(SQL.identifier("e", "id"), day),
        )


class TalkEdge(models.Model):
    _inherit = "talk.edge"

    @api.model
    def _sql_has_substitutes(self, company, day):
        return SQL(
            "(%s OR EXISTS (SELECT 1 FROM (%s) d WHERE d.company_id = %s))",
            super()._sql_has_substitutes(company, day),
            self.env["talk.delegation"]._sql_active(day),
            company.id,
        )

    @api.model
    def _sql_answering(self, day):
        """SQL query ``(layer_id, responsible_id, employee_id, company_id, is_delegated)``:
        who owes the talks of today's edges on ``day``.

        That is whom the edge names, or the delegate: first one entrusted with this person,
        then one for the layer, then one for everything. Whom the delegate may not talk with
        stays where it is, and nothing is passed on twice. Where nobody delegates it is the
        bare table.
        """
        if not self.env.execute_query(
            SQL("SELECT 1 FROM (%s) d LIMIT 1", self.env["talk.delegation"]._sql_active(day))
        ):
            return SQL(
                """SELECT x.layer_id, x.responsible_id, x.employee_id, x.company_id,
                          FALSE AS is_delegated
                     FROM talk_edge x WHERE x.date_to IS NULL"""
            )
        return SQL(
            """WITH delegation AS MATERIALIZED (%(active)s), passed AS (
                    SELECT DISTINCT ON (x.id) x.id, d.delegate_id
                      FROM delegation d
                      JOIN talk_edge x ON x.responsible_id = d.delegator_id
                                      AND x.company_id = d.company_id
                                      AND x.employee_id <> d.delegate_id
                     WHERE x.date_to IS NULL
                       AND (d.employee_id IS NULL OR d.employee_id = x.employee_id)
                       AND (d.layer_ids IS NULL OR x.layer_id = ANY(d.layer_ids))
                       AND NOT %(recused)s
                     ORDER BY x.id, d.employee_id IS NULL, d.layer_ids IS NULL, d.id DESC
                )
                SELECT x.layer_id, COALESCE(p.delegate_id, x.responsible_id) AS responsible_id,
                       x.employee_id, x.company_id,
                       bool_and(p.id IS NOT NULL) AS is_delegated
                  FROM talk_edge x LEFT JOIN passed p ON p.id = x.id
                 WHERE x.date_to IS NULL
                 GROUP BY x.layer_id, COALESCE(p.delegate_id, x.responsible_id),
                          x.employee_id, x.company_id""",
            active=self.env["talk.delegation"]._sql_active(day),
            recused=self.env["talk.recusal"]._sql_recused(
                SQL("d.delegate_id"), SQL("x.employee_id"), day
            ),
        )
