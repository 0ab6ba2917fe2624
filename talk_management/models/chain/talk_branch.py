from odoo import api, fields, models
from odoo.fields import Domain

SECRETARY = "secretary"
DEPUTY_SECRETARY = "deputy_secretary"
COMMITTEE = "committee"
GROUP_LEADER = "group_leader"
BRANCH_MEMBER = "member"
COMMITTEE_ROLES = (DEPUTY_SECRETARY, COMMITTEE, GROUP_LEADER)


class TalkBranch(models.Model):
    """A Party branch (党支部): the Party line of the chain below the leadership team."""

    _name = "talk.branch"
    _description = "Party Branch"
    _inherit = ["talk.chain.source"]
    _order = "company_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="The branch's name.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    team_id = fields.Many2one(
        "talk.team",
        string="Leadership Team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        help="The team whose members talk with this branch's secretary (H2.4).",
    )
    upper_organisation = fields.Char(help="The Party committee or general branch above.")
    group_ids = fields.One2many("talk.branch.group", "branch_id", string="Party Groups")
    member_ids = fields.One2many("talk.branch.member", "branch_id", string="Places")
    secretary_id = fields.Many2one(
        "hr.employee",
        compute="_compute_secretary_id",
        compute_sudo=True,
        help="Who is branch secretary today.",
    )
    member_count = fields.Integer(compute="_compute_member_count", compute_sudo=True)

    _name_unique = models.UniqueIndex(
        "(company_id, name)", "The company already has a branch with this name."
    )

    @api.depends("company_id")
    def _compute_team_id(self):
        for branch in self:
            branch.team_id = self.env["talk.team"].search(
                [("company_id", "=", branch.company_id.id), ("department_id", "=", False)], limit=1
            )

    @api.depends("member_ids.role", "member_ids.employee_id", "member_ids.date_to")
    def _compute_secretary_id(self):
        places = self.env["talk.branch.member"]
        today = self.env.company._talk_today()
        current = places.search(
            places._domain_current(today)
            & Domain("branch_id", "in", self.ids)
            & Domain("role", "=", SECRETARY)
        )
        secretaries = {place.branch_id: place.employee_id for place in current}
        for branch in self:
            branch.secretary_id = secretaries.get(branch)

    @api.depends("member_ids.role")
    def _compute_member_count(self):
        places = self.env["talk.branch.member"]
        counts = dict(
            places._read_group(
                places._domain_current(self.env.company._talk_today())
                & Domain("branch_id", "in", self.ids)
                & Domain("role", "=", BRANCH_MEMBER),
                ["branch_id"],
                ["__count"],
            )
        )
        for branch in self:
            branch.member_count = counts.get(branch, 0)


class TalkBranchGroup(models.Model):
    """A Party group (党小组) within a branch."""

    _name = "talk.branch.group"
    _description = "Party Group"
    _order = "branch_id, sequence, id"

    name = fields.Char(required=True, help="The group's name.")
    sequence = fields.Integer(default=10)
    branch_id = fields.Many2one("talk.branch", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="branch_id.company_id", store=True, index=True)

    _name_unique = models.UniqueIndex(
        "(branch_id, name)", "The branch already has a group with this name."
    )


class TalkBranchMember(models.Model):
    """A place in a branch: membership itself, or a post held in it, each with its dates.

    A secretary who is also a member of the branch has two places.
    """

    _name = "talk.branch.member"
    _description = "Place in a Party Branch"
    _inherit = ["talk.chain.place"]
    _order = "branch_id, sequence, id"
    _check_company_auto = True
    _place_keys = ("branch_id", "employee_id", "role")

    branch_id = fields.Many2one("talk.branch", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="branch_id.company_id", store=True, index=True)
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
            (SECRETARY, "Branch secretary"),
            (DEPUTY_SECRETARY, "Deputy secretary"),
            (COMMITTEE, "Committee member"),
            (GROUP_LEADER, "Group leader"),
            (BRANCH_MEMBER, "Party member"),
        ],
        required=True,
        default=BRANCH_MEMBER,
        help="Membership, or the post held; the secretary answers for all the others.",
    )
    sequence = fields.Integer(
        compute="_compute_sequence", store=True, help="Technical: the secretary stands first."
    )
    group_id = fields.Many2one(
        "talk.branch.group",
        string="Party Group",
        index="btree_not_null",
        domain="[('branch_id', '=', branch_id)]",
        help="The group the person leads or belongs to.",
    )

    @api.depends("role")
    def _compute_sequence(self):
        roles = [role for role, _label in self._fields["role"].selection]
        for place in self:
            place.sequence = roles.index(place.role) if place.role else len(roles)

    @api.depends("branch_id.name", "employee_id")
    def _compute_display_name(self):
        for place in self:
            place.display_name = f"{place.branch_id.name} · {place.employee_id.name}"
