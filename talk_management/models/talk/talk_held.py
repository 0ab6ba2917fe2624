from odoo import api, models
from odoo.fields import Domain

# what is about a person, though it is on none of their screens: looked up for them
LOOKED_UP = {
    "talk.acting.head": ("department_id", "date_from", "date_to"),
    "talk.branch.member": ("branch_id", "role", "group_id", "date_from", "date_to"),
    "talk.edge": ("layer_id", "responsible_id", "date_from", "date_to"),
    "talk.employment.status": ("kind", "date_from", "date_to"),
    "talk.link": ("department_id", "branch_id", "date_from", "date_to"),
    "talk.sight": ("user_id",),
    "talk.team.member": ("team_id", "role", "title", "date_from", "date_to"),
    "talk.trigger": ("name", "type_id", "date", "date_entered", "source", "state", "note"),
}
# models with an employee whose rows are not handed out, and why
NOT_HANDED_OUT = {
    "talk.confirm.link": "the key of a link to confirm; what was confirmed is handed out",
    "talk.delegation": "who stands in for a leader; shown to both, and about no talk of theirs",
    "talk.fingerprint": "numbers worked out from words that are handed out",
    "talk.gap": "a list of what is missing in the chain, made anew each day",
    "talk.plan.change": "how a leader moved days in a plan; the talks themselves are handed out",
    "talk.plan.line": "a day in a leader's plan; what is owed and the talk are handed out",
    "talk.presence": "when somebody is taken up; the talks and bookings are handed out",
    "talk.preparation": "a leader's own points for a talk, gone with its record",
    "talk.recusal": "protects whoever asked that somebody else hold the talk",
    "talk.sign": "a check of how talks are entered, without words and about no employee",
    "talk.trigger.snapshot": "a copy of Odoo's own employee record, to notice changes",
}
# rows also about the person by another way than the field employee_id
ALSO = {
    "talk.obligation": ("responsible_id",),
    "talk.record": ("talk_id.participant_ids.employee_id",),
    "talk.talk": ("participant_ids.employee_id",),
}
# from a row to the employee, where it has no such field of its own
OF_RECORD = "record_id.participant_id.employee_id"
WAYS = (
    ("record_id", "talk.record", OF_RECORD),
    ("participant_id", "talk.participant", "participant_id.employee_id"),
    ("employee_id", "hr.employee", "employee_id"),
    ("request_id", "talk.request", "request_id.employee_id"),
    ("confirmation_id", "talk.confirmation", "confirmation_id.employee_id"),
)
PERSON = ("name", "staff_number", "political_status", "party_join_date", "party_full_date")
# the one who reads it knows these, or they are numbers of the database
LEFT_OUT = frozenset(
    {
        "create_uid",
        "create_date",
        "write_uid",
        "write_date",
        "company_id",
        "employee_id",
        "message_main_attachment_id",
        "origin",
        "read_from_outside",
        "record_ref",
        "responsible_user_id",
        "sequence",
    }
)
TYPES = frozenset(
    "boolean char date datetime float html integer many2many many2one selection text".split()
)


class TalkConfidentialMixin(models.AbstractModel):
    _inherit = "talk.confidential.mixin"

    # fields of this model handed out to the person it is about though no screen shows them the
    # row; None: the person is given what they may read
    _held_fields = None
    # the path from a row to the employee it is about, where WAYS would lead elsewhere
    _held_way = None
    # why rows of this model are not handed out; models of later rooms say so here
    _not_handed_out = None
    # fields worked out for the reader that are handed out beside those in the table
    _held_also = ()


class TalkHeld(models.AbstractModel):
    """What is held about a person (本人信息查询), for that person alone.

    Each model of the addon whose rows lead to an employee is a chapter: what the person may
    read is read as that person; what the law gives them beyond their screens is looked up for
    them. Restricted events are left out: each belongs to a matter that is still open. A record
    that is being written is held by nobody yet; it follows once completed.
    """

    _name = "talk.held"
    _description = "What Is Held About Me"

    @api.model
    def _people(self):
        """The current user's own employees."""
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        return employees.search([("user_id", "=", self.env.uid)])

    @api.model
    def _way(self, model):
        """The path from a row of ``model`` to the employee it is about; empty: none."""
        if model._name in NOT_HANDED_OUT or model._abstract or model._transient:
            return ""
        if getattr(model, "_not_handed_out", None):
            return ""
        if not model._name.startswith("talk."):
            return ""
        if way := getattr(model, "_held_way", None):
            return way
        if model._name == "talk.record":
            return "participant_id.employee_id"
        for name, comodel, path in WAYS:
            field = model._fields.get(name)
            if field is not None and field.store and field.comodel_name == comodel:
                return path
        return ""

    @api.model
    def _chapters(self):
        """Yield (title, [field], rows): all that is held about the current user."""
        people = self._people()
        companies = self.env.user.company_ids.ids
        env = self.with_context(allowed_company_ids=companies, active_test=False).env
        names = [name for name in PERSON if name in people._fields]
        yield (
            env["ir.model"]._get("hr.employee").name,
            [people._fields[name] for name in names],
            people,
        )
        for name in sorted(env.registry):
            if self._way(env[name]) and (rows := self._rows(env[name], people)):
                title = env["ir.model"]._get(name).name
                if name == "talk.sight":
                    title = env._("Who Sees Dates and States")
                yield title, self._columns(env[name]), rows

    @api.model
    def _rows(self, model, people):
        paths = (self._way(model), *ALSO.get(model._name, ()))
        if paths[0] == OF_RECORD and not self._is_looked_up(model):
            paths += ("record_id.talk_id.participant_ids.employee_id",)  # of the common part
        domain = Domain.OR(Domain(path, "in", people.ids) for path in paths)
        if model._name == "talk.trigger":
            domain &= Domain("is_restricted", "=", False)
        if self._is_looked_up(model):
            if "record_id" in model._fields:
                domain &= Domain("record_id.state", "!=", "draft")
            return model.sudo().search(domain)
        return model.search(domain)

    @api.model
    def _is_looked_up(self, model):
        return model._name in LOOKED_UP or getattr(model, "_held_fields", None) is not None

    @api.model
    def _columns(self, model):
        named = LOOKED_UP.get(model._name) or getattr(model, "_held_fields", None)
        if named:
            number = ("talk_id", "record_id")
            return [
                model._fields[name]
                for name in dict.fromkeys((*number, *named))
                if name in model._fields
            ]
        return [
            field
            for name, field in model._fields.items()
            if (field.store or name in getattr(model, "_held_also", ()))
            and field.type in TYPES
            and name not in LEFT_OUT
            and name != "id"
            and not name.startswith(("activity_", "message_"))
            and model._has_field_access(field, "read")
        ]
