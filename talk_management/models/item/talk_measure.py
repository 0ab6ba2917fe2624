from odoo import api, fields, models
from odoo.fields import Domain

from .talk_item import EFFECTS

PLANNED = "planned"
IN_PROGRESS = "in_progress"
DONE = "done"
EVALUATED = "evaluated"
DROPPED = "dropped"
CARRIED_OUT = (PLANNED, IN_PROGRESS)
OPEN = (PLANNED, IN_PROGRESS, DONE)
QUICK = "quick"
LASTING = "lasting"
KINDS = [(QUICK, "Quick Fix"), (LASTING, "Lasting")]


class TalkMeasure(models.Model):
    """What is done about what was raised, by whom and by when (工作措施: B5b).

    Whoever handles a raised item decides on it, or a meeting does. Its owner carries it out,
    tells how far it is and shows what was done; then somebody else evaluates whether it helped,
    and either it ends there or it is carried on. A quick fix and a lasting measure can stand by
    the same item. What is to be done and what came of it are words, in ``talk.measure.content``;
    here are the facts. The owner reads the measure, and not what was raised.
    """

    _name = "talk.measure"
    _description = "Measure"
    _inherit = [
        "talk.worded.mixin",
        "talk.reserved.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _reserved_path = "is_private"
    _order = "date_due, id"
    _rec_names_search = ["name"]
    _check_company_auto = True
    _words_model = "talk.measure.content"
    _words_link = "measure_id"
    _worded = (
        "title",
        "progress_note",
        "evidence",
        "evidence_filename",
        "evaluation",
        "drop_reason",
    )
    _transitions = frozenset(
        {
            (PLANNED, IN_PROGRESS),
            (IN_PROGRESS, DONE),
            (DONE, EVALUATED),
            (DONE, IN_PROGRESS),
            (PLANNED, DROPPED),
            (IN_PROGRESS, DROPPED),
            (DONE, DROPPED),
        }
    )
    _guarded_fields = frozenset(
        {
            "name",
            "state",
            "company_id",
            "is_private",
            "decided_on",
            "done_on",
            "evaluated_on",
            "evaluator_id",
            "escalated_to_id",
            "escalation_level",
        }
    )

    name = fields.Char(
        string="Number",
        readonly=True,
        copy=False,
        help="The number of the measure. One between two people has none.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    item_ids = fields.Many2many(
        "talk.item",
        "talk_measure_item_rel",
        "measure_id",
        "item_id",
        string="Raised Items",
        help="What was raised and is to be solved by it, as far as you deal with it.",
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default=LASTING,
        help="A quick fix helps at once; a lasting measure removes the cause. Both can stand by "
        "the same item.",
    )
    area_id = fields.Many2one(
        "talk.area",
        index="btree_not_null",
        ondelete="restrict",
        help="What it is about: work, management, life …",
    )
    state = fields.Selection(
        [
            (PLANNED, "Planned"),
            (IN_PROGRESS, "Being Carried Out"),
            (DONE, "Carried Out"),
            (EVALUATED, "Evaluated"),
            (DROPPED, "Dropped"),
        ],
        required=True,
        readonly=True,
        index=True,
        default=PLANNED,
        copy=False,
        group_expand=True,
        help="Carried out, it waits to be evaluated. Only then, or dropped, is it over.",
    )
    owner_id = fields.Many2one(
        "hr.employee",
        string="Carried Out By",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        help="Who answers for it: one person.",
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Lead Department",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        help="Whose head reads it too. At first the department of whoever carries it out.",
    )
    co_department_ids = fields.Many2many(
        "hr.department",
        "talk_measure_department_rel",
        "measure_id",
        "department_id",
        string="Co-operating Departments",
        check_company=True,
        help="Departments that help; their heads read it too.",
    )
    outside_party = fields.Char(help="Who helps from outside the organisation, if anybody.")
    date_due = fields.Date(
        string="Due", required=True, index=True, help="The day by which it is to be carried out."
    )
    decided_on = fields.Date(readonly=True, help="The day it was decided on.")
    done_on = fields.Date(string="Carried Out On", readonly=True, copy=False)
    evaluated_on = fields.Date(readonly=True, copy=False, help="The day it was evaluated.")
    progress = fields.Integer(
        string="Progress (%)", aggregator="avg", help="How far it is, from 0 to 100 percent."
    )
    effect = fields.Selection(EFFECTS, copy=False, help="How far it helped, by its evaluation.")
    evaluator_id = fields.Many2one(
        "hr.employee",
        string="Evaluated By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Who is asked whether it helped: not whoever carried it out, if there is another.",
    )
    escalated_to_id = fields.Many2one(
        "hr.employee",
        string="Brought Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The superior who was told that it is overdue.",
    )
    escalation_level = fields.Integer(
        readonly=True, copy=False, help="How many levels up it has been brought."
    )
    is_private = fields.Boolean(
        string="Between the Two",
        readonly=True,
        copy=False,
        index=True,
        help="By an item that is between two people: known to whoever held that talk.",
    )
    is_overdue = fields.Boolean(
        string="Overdue",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="Not carried out after its day.",
    )

    # words, kept in talk.measure.content
    title = fields.Char(
        string="What Is to Be Done",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What is to be done, without telling who raised the matter.",
    )
    progress_note = fields.Text(
        compute="_compute_words",
        inverse="_inverse_words",
        help="How far it is, and what stands in the way.",
    )
    evidence = fields.Text(
        string="What Was Done",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What was done, so that others can see it for themselves.",
    )
    evidence_file = fields.Binary(
        string="Evidence",
        compute="_compute_evidence_file",
        inverse="_inverse_evidence_file",
        help="A picture or document that shows it. Read by whoever reads the measure.",
    )
    evidence_filename = fields.Char(
        string="File Name",
        compute="_compute_words",
        inverse="_inverse_words",
        help="The name of that file.",
    )
    evaluation = fields.Text(
        compute="_compute_words",
        inverse="_inverse_words",
        help="Whether it helped, and what is still to be done.",
    )
    drop_reason = fields.Text(
        string="Why It Is Dropped",
        compute="_compute_words",
        inverse="_inverse_words",
        help="Why it is not carried out after all.",
    )

    _by_state = models.Index("(company_id, state, date_due)")
    _named_once = models.UniqueIndex("(company_id, name)", "This number is taken already.")
    _progress_sane = models.Constraint(
        "CHECK (progress BETWEEN 0 AND 100)", "A measure is between 0 and 100 percent done."
    )

    @api.depends("name")
    def _compute_display_name(self):
        for measure in self:
            measure.display_name = measure.name or self.env._("Measure")

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for measure in self:
            today = measure.company_id._talk_today()
            due = measure.date_due
            measure.is_overdue = measure.state in CARRIED_OUT and bool(due) and due < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._talk_today()
        overdue = Domain("state", "in", CARRIED_OUT) & Domain("date_due", "<", today)
        return overdue if True in value else ~overdue

    # apart from the other words: a list must not read files
    @api.depends_context("uid", "bin_size")
    def _compute_evidence_file(self):
        found = {words.measure_id.id: words for words in self._words_of_all()}
        for measure in self:
            words = found.get(measure._origin.id)
            measure.evidence_file = words.evidence_file if words else False

    def _inverse_evidence_file(self):
        for words in self._words_of_all(sudo=True):
            words = words.sudo(self.env.su)
            words.evidence_file = words.measure_id.with_context(bin_size=False).evidence_file
