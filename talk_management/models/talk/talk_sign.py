from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

OFFICER = "talk_management.group_talk_officer"
NEW, LOOKED = "new", "looked"
FINE, SPOKEN = "fine", "spoken"
SAME_TEXT, LATE, CROWDED, OVERLAP, AWAY, BEFORE_ENTRY, OBJECTED = KINDS = (
    "same_text",
    "late",
    "crowded",
    "overlap",
    "away",
    "before_entry",
    "objected",
)


class TalkSign(models.Model):
    """A soft sign that a talk may stand on paper only (存疑提示, "Proof without paper-chasing").

    For the HR officer, who looks at it, says what came of it, and speaks with whom it concerns
    where need be. A sign proves nothing, so nobody else learns of it: neither the responsible
    nor the superior, nor any figure. It says which talk and why; never a word of a record.
    Talks known to their people only have none, and nobody looks at the signs of their own
    talks. Found by the daily job (talk_sign_refresh.py).
    """

    _name = "talk.sign"
    _description = "Sign to Look At"
    _inherit = ["talk.confidential.mixin", "talk.workflow.mixin", "talk.visible.mixin"]
    _order = "state desc, strength desc, date desc, id desc"
    _rec_names_search = ["talk_id"]
    _transitions = frozenset({(NEW, LOOKED), (LOOKED, NEW)})
    _guarded_fields = frozenset(
        {
            "state",
            "outcome",
            "looked_by_id",
            "date_looked",
            "talk_id",
            "kind",
            "figure",
            "strength",
            "responsible_id",
            "company_id",
            "date",
        }
    )

    talk_id = fields.Many2one("talk.talk", required=True, readonly=True, ondelete="cascade")
    responsible_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who held the talk.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    date = fields.Date(required=True, readonly=True, help="The day of the talk.")
    kind = fields.Selection(
        [
            (SAME_TEXT, "Same text in many records"),
            (LATE, "Entered long after"),
            (CROWDED, "Too many talks in an hour"),
            (OVERLAP, "In two talks at once"),
            (AWAY, "Somebody was on long leave"),
            (BEFORE_ENTRY, "Before somebody's entry"),
            (OBJECTED, "The employee objects"),
        ],
        string="Sign to Look At",
        required=True,
        readonly=True,
        help="What caught the eye. None of these proves anything.",
    )
    figure = fields.Integer(
        readonly=True, help="How many talks, days or minutes it is about, as the sentence says."
    )
    strength = fields.Selection(
        [("1", "Slight"), ("2", "Clear"), ("3", "Strong")],
        required=True,
        readonly=True,
        help="How much it stands out.",
    )
    detail = fields.Char(
        string="In Words",
        compute="_compute_detail",
        help="The sign as a sentence; nothing in it comes from a record.",
    )
    state = fields.Selection(
        [(NEW, "Not looked at yet"), (LOOKED, "Looked at")],
        required=True,
        readonly=True,
        default=NEW,
        help="Whether an HR officer has looked at it.",
    )
    outcome = fields.Selection(
        [(FINE, "All is well"), (SPOKEN, "Spoken with the responsible")],
        readonly=True,
        help="What came of looking at it.",
    )
    looked_by_id = fields.Many2one("res.users", string="Looked At By", readonly=True)
    date_looked = fields.Date(string="Looked At On", readonly=True)
    note = fields.Text(
        copy=False,
        groups=OFFICER,
        help="What HR officers want to remember of it. Nobody else reads it.",
    )

    _natural_key = models.UniqueIndex("(talk_id, kind)")

    @api.depends("talk_id", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for sign in self:
            sign.display_name = f"{sign.talk_id.sudo().name} · {labels.get(sign.kind, '')}"

    @api.depends("kind", "figure")
    @api.depends_context("lang")
    def _compute_detail(self):
        for sign in self:
            sign.detail = sign._sentence()

    def _sentence(self):
        _, number = self.env._, self.figure
        return {
            SAME_TEXT: _(
                "Most of its text stands in the records of %(count)s talks of this responsible.",
                count=number,
            ),
            LATE: _("Entered %(days)s days after the talk.", days=number),
            CROWDED: _("%(count)s talks of this responsible within one hour.", count=number),
            OVERLAP: _(
                "Overlaps another held talk of the same person by %(minutes)s minutes.",
                minutes=number,
            ),
            AWAY: _("Somebody who took part was on long leave on that day."),
            BEFORE_ENTRY: _("Somebody who took part entered the institution only later."),
            OBJECTED: _("The employee says that the talk did not take place like this."),
        }.get(self.kind, "")

    # who may

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(responsible)s <> ALL(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
           AND %(talk)s <> ALL(ARRAY(SELECT id FROM talk_talk WHERE is_reserved))""",
            responsible=SQL.identifier(alias, "responsible_id"),
            talk=SQL.identifier(alias, "talk_id"),
            uid=uid,
        )

    @api.model
    def _domain_allowed(self, operation):
        if not self.env.user.has_group(OFFICER):
            return Domain.FALSE
        return Domain("is_visible", "=", True)

    @api.model
    def _refusal_sentence(self):
        return self.env._("Signs are looked at by the HR officer, nobody else.")

    def write(self, vals):
        if not self.env.su and vals.keys() - {"note"}:
            self._check_guarded(vals)
            raise AccessError(self.env._("Only the note of a sign is written by hand."))
        return super().write(vals)

    # the buttons

    def action_fine(self):
        """Looked at, and nothing is wrong."""
        return self._look(FINE)

    def action_spoken(self):
        """Looked at, and spoken about with whom it concerns."""
        return self._look(SPOKEN)

    def _look(self, outcome):
        self.check_access("write")
        for company, signs in self.grouped("company_id").items():
            today = company.sudo()._talk_today()
            signs._step(LOOKED, outcome=outcome, looked_by_id=self.env.uid, date_looked=today)
        return True

    def action_look_again(self):
        """Back among those to look at."""
        self.check_access("write")
        self._step(NEW, outcome=False, looked_by_id=False, date_looked=False)
        return True

    def action_open_talk(self):
        """The talk with its facts, as far as HR officers see them."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "res_id": self.talk_id.id,
            "views": [(False, "form")],
        }

    def action_same_responsible(self):
        """All signs of talks of the same responsible, to see whether there is a pattern."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_sign")
        return action | {
            "domain": [("responsible_id", "=", self.responsible_id.id)],
            "context": {"talk_show_people": 1},
        }
