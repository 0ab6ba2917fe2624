from odoo import fields, models

KINDS = [
    ("department", "Departments"),
    ("employee", "People"),
    ("user", "Logins"),
    ("team", "Leadership team"),
    ("branch", "Party branches"),
    ("group", "Party groups"),
    ("place", "Places in Party branches"),
    ("status", "Employment statuses"),
]


class TalkRosterImportCount(models.TransientModel):
    """How much of one kind an import creates, changes and leaves alone."""

    _name = "talk.roster.import.count"
    _description = "Roster Import: Figures"
    _order = "id"

    import_id = fields.Many2one("talk.roster.import", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True)
    created = fields.Integer()
    changed = fields.Integer()
    same = fields.Integer(string="Left Alone")


class TalkRosterImportLine(models.TransientModel):
    """One record a roster speaks about, and what the import will make of it."""

    _name = "talk.roster.import.line"
    _description = "Roster Import: Record"
    _order = "id"

    import_id = fields.Many2one("talk.roster.import", required=True, index=True, ondelete="cascade")
    action = fields.Selection(
        [("create", "Created"), ("change", "Changed"), ("same", "Left alone")], required=True
    )
    kind = fields.Selection(KINDS, required=True)
    row = fields.Char(help="The row of the spreadsheet.")
    name = fields.Char(string="Entry")
    changes = fields.Text(string="What Is Written")


class TalkRosterImportProblem(models.TransientModel):
    """One thing that is wrong in a roster, where, and in which words."""

    _name = "talk.roster.import.problem"
    _description = "Roster Import: Problem"
    _order = "severity, id"

    import_id = fields.Many2one("talk.roster.import", required=True, index=True, ondelete="cascade")
    severity = fields.Selection(
        [("error", "To correct"), ("warning", "To look at")],
        required=True,
        help="Nothing is imported while something is to be corrected.",
    )
    sheet = fields.Char()
    row = fields.Char()
    column = fields.Char()
    sentence = fields.Char(string="Problem")
