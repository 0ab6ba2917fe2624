from odoo import api, fields, models

PARTY_PRINCIPAL = "party_principal"
ADMIN_PRINCIPAL = "admin_principal"
PRINCIPAL = "principal"
MEMBER = "member"
PRINCIPAL_ROLES = (PARTY_PRINCIPAL, ADMIN_PRINCIPAL, PRINCIPAL)
PARTY_PRINCIPAL_ROLES = (PARTY_PRINCIPAL, PRINCIPAL)


class TalkTeam(models.Model):
    """The leadership team (领导班子) of an organisation, or of a department within it."""

    _name = "talk.team"
    _description = "Leadership Team"
    _inherit = ["talk.chain.source"]
    _order = "company_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=False, help="The team's name.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Leads",
        check_company=True,
        index="btree_not_null",
        help="The part of the organisation this team leads. Empty: all of it.",
    )
    member_ids = fields.One2many("talk.team.member", "team_id", string="Members")

    _top_unique = models.UniqueIndex(
        "(company_id) WHERE department_id IS NULL AND active",
        "The company already has a leadership team for the whole organisation.",
    )


class TalkTeamMember(models.Model):
    """A person's place in a leadership team, with its dates."""

    _name = "talk.team.member"
    _description = "Leadership Team Member"
    _inherit = ["talk.chain.place"]
    _order = "team_id, sequence, id"
    _place_keys = ("team_id", "employee_id")
    _check_company_auto = True

    team_id = fields.Many2one("talk.team", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="team_id.company_id", store=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        help="Who holds the place.",
    )
    role = fields.Selection(
        [
            (PARTY_PRINCIPAL, "Party secretary"),
            (ADMIN_PRINCIPAL, "Administrative head"),
            (PRINCIPAL, "Party secretary and administrative head"),
            (MEMBER, "Member"),
        ],
        required=True,
        default=MEMBER,
        help="The Party secretary and the administrative head are the principals.",
    )
    title = fields.Char(help="The post in the team, as the institution writes it.")
    sequence = fields.Integer(default=10)

    @api.depends("team_id.name", "employee_id")
    def _compute_display_name(self):
        for member in self:
            member.display_name = f"{member.team_id.name} · {member.employee_id.name}"
