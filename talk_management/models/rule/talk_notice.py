from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import human_size

from .link import check_link

LARGEST_FILE = 20 * 1024 * 1024


class TalkNotice(models.Model):
    """A reference notice (通报): a document that talks convey, as reminder and warning (B4c).

    The HR officer puts it up, and names the kinds of talk and the rules whose talks convey it
    while it is current. Whoever talks with others reads it.
    """

    _name = "talk.notice"
    _description = "Reference Notice"
    _inherit = ["talk.visible.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(
        string="Title of the Document", required=True, help="The title of the document."
    )
    number = fields.Char(string="Document Number", help="Under which number it was issued.")
    issuer = fields.Char(string="Issued By", help="The body that issued it.")
    date = fields.Date(
        string="Issued On",
        required=True,
        default=fields.Date.context_today,
        help="The day on which it was issued.",
    )
    file = fields.Binary(attachment=True, help="The document itself.")
    file_name = fields.Char(help="What the file is called.")
    link = fields.Char(help="Where the document can be read.")
    text = fields.Text(help="The document, or what of it matters in a talk.")
    date_from = fields.Date(
        string="Conveyed From", help="Talks before this day do not convey it. Empty: at once."
    )
    date_to = fields.Date(
        string="Conveyed Until", help="Talks after this day do not convey it. Empty: always."
    )
    active = fields.Boolean(
        default=True, help="An archived notice is no longer conveyed; records that name it stay."
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Only for talks of this company. Empty: for all."
    )
    kind_ids = fields.Many2many(
        "talk.kind",
        string="Conveyed in Kinds",
        help="Talks of these kinds convey it. With neither kind nor rule, whoever holds a talk "
        "adds it by hand.",
    )
    rule_ids = fields.Many2many(
        "talk.rule",
        string="Conveyed Under Rules",
        help="Talks that settle what is owed under these rules convey it.",
    )

    _window = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The notice is conveyed until a day before it begins to be conveyed.",
    )

    @api.constrains("file", "link", "text")
    def _check_document(self):
        for notice in self:
            if not (notice.file or (notice.link or "").strip() or (notice.text or "").strip()):
                raise ValidationError(
                    self.env._(
                        "There is nothing to read in “%s” yet: attach the file, or give its link "
                        "or its text.",
                        notice.name,
                    )
                )
            check_link(self.env, notice.link)

    @api.constrains("file")
    def _check_file(self):
        files = self.env["ir.attachment"].sudo()
        large = files.search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "file"),
                ("res_id", "in", self.ids),
                ("file_size", ">", LARGEST_FILE),
            ],
            limit=1,
        )
        if large:
            raise ValidationError(
                self.env._(
                    "The file is too large: %(size)s. Attach one of at most %(largest)s, or give "
                    "a link to it.",
                    size=human_size(large.file_size),
                    largest=human_size(LARGEST_FILE),
                )
            )

    @api.model
    def _sql_visible(self, alias, uid):
        """Who answers for somebody reads notices. The officer's groups have a rule of their own."""
        return SQL(
            """EXISTS (SELECT FROM talk_edge g JOIN hr_employee e ON e.id = g.responsible_id
                        WHERE e.user_id = %s AND g.date_to IS NULL)""",
            uid,
        )

    def _to_convey(self, kind, rules, company, day):
        """The notices that a talk of ``kind`` on ``day``, settling ``rules``, conveys."""
        asked = Domain("kind_ids", "in", kind.ids) | Domain("rule_ids", "in", rules.ids)
        current = (Domain("date_from", "=", False) | Domain("date_from", "<=", day)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )
        return self.search(Domain("company_id", "in", [False, company.id]) & current & asked)
