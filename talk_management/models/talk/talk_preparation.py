from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL


class TalkPreparation(models.Model):
    """What somebody who holds a talk has ready for it (谈话准备, H4.2): the sheet, and points of
    their own.

    The sheet is made anew each time, from what the author may see at that moment; only the
    points are kept. They are the author's own note: nobody else reads them, the employee
    neither, and they are no part of what is handed out to a person about themselves. They go
    when the record of the talk goes.
    """

    _name = "talk.preparation"
    _description = "Preparation of a Talk"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"talk_id"})
    _rec_names_search = ["talk_id"]  # by the number of its talk, never by its words
    _order = "talk_id desc, id"

    talk_id = fields.Many2one(
        "talk.talk",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The talk that is prepared.",
    )
    author_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        help="Whose preparation it is; nobody else reads it.",
    )
    date_start = fields.Datetime(
        related="talk_id.date_start", string="Begins", help="When the talk begins."
    )
    place = fields.Char(related="talk_id.place", help="Where the people meet.")
    points = fields.Text(
        string="My Points",
        copy=False,
        help="What you want to say and ask. Only you read it, before the talk and after.",
    )
    sheet = fields.Html(
        string="Preparation Sheet",
        compute="_compute_sheet",
        sanitize=False,
        help="What you may know of the person and of what is open between you.",
    )

    _once = models.UniqueIndex("(talk_id, author_id)", "There is a preparation already.")

    @api.depends("talk_id")
    def _compute_display_name(self):
        for preparation in self:
            preparation.display_name = preparation.talk_id.sudo().name

    @api.depends("talk_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_sheet(self):
        for preparation in self:
            values = preparation._sheet_values()
            preparation.sheet = self.env["ir.qweb"]._render(
                "talk_management.preparation_sheet", values
            )

    def _sheet_values(self):
        """What the sheet shows, for the author alone. Raises AccessError for anybody else."""
        self.ensure_one()
        mine = self.sudo(False)
        mine.check_access("read")
        # who no longer holds the talk keeps the own points, and is shown nothing more
        talk = mine.talk_id if mine.talk_id.can_prepare else self.env["talk.talk"]
        return {"sheet": self.env["talk.sheet"].sudo(False)._sheet(talk)}

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL("%s = %s", SQL.identifier(alias, "author_id"), uid)

    @api.model
    def _domain_allowed(self, operation):
        return Domain("author_id", "=", self.env.uid)

    @api.model
    def _refusal_sentence(self):
        return self.env._("A preparation is read by whoever wrote it, nobody else.")

    @api.model
    def _erasable(self, records):
        """The points for a talk go with the last record of what was said in it."""
        talks = records.sudo().talk_id
        kept = (
            records.sudo()
            .search([("talk_id", "in", talks.ids), ("id", "not in", records.ids)])
            .talk_id
        )
        return self.sudo().search([("talk_id", "in", (talks - kept).ids)])

    @api.model_create_multi
    def create(self, vals_list):
        preparations = super().create(vals_list)
        if not self.env.su and not all(
            preparation.author_id == self.env.user and preparation.talk_id.can_prepare
            for preparation in preparations
        ):
            raise AccessError(self.env._("A talk is prepared by those who hold it."))
        return preparations

    def write(self, vals):
        if not self.env.su and {"talk_id", "author_id"} & vals.keys():
            raise AccessError(self.env._("A preparation stays with its talk and its author."))
        return super().write(vals)

    def action_print(self):
        """The sheet and the own points on paper, for the author alone."""
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("talk_management.action_report_preparation")
        return report.report_action(self)
