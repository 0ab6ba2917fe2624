from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS, Command
from odoo.tools import format_time

TECHNICAL = frozenset({"revision", "stamps"})
# what these do to rows is nobody else's loss
ADDING = frozenset({Command.CREATE, Command.LINK})


class TalkRecord(models.Model):
    """Two people write one record: the responsible and the recorder, or one person twice.

    A form hands back the revision it was read at. Sections changed by the other meanwhile and
    not by this form stay as the other left them; where both changed one section, the later is
    refused by a sentence that says who saved, and keeps the words on the screen. Two saving at
    the same moment are no exception: the database lets one of them in and Odoo has the other
    try again, with the first one's revision before it.
    """

    _inherit = "talk.record"

    revision = fields.Integer(
        readonly=True,
        copy=False,
        default=0,
        help="Technical: how often words of it were changed.",
    )
    stamps = fields.Json(
        readonly=True,
        copy=False,
        groups=NO_ACCESS,
        export_string_translation=False,
        help="Technical: at which revision each section was changed, by whom and when.",
    )

    def write(self, vals):
        read_at = vals.get("revision")
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in TECHNICAL}
        touched = {
            name
            for name in vals.keys() - TECHNICAL - self._guarded_fields
            if not self._fields[name].readonly
        }
        if read_at is not None and not self.env.su:
            self._check_writer()
            for record in self:
                record._check_unchanged(read_at, {name: vals[name] for name in touched})
        result = super().write(vals)
        for record in self.sudo() if touched else ():
            super(TalkRecord, record).write(record._stamped(touched))
        return result

    def _stamped(self, touched):
        """The next revision, with who changed these sections and when."""
        self.ensure_one()
        revision, moment = self.revision + 1, fields.Datetime.to_string(fields.Datetime.now())
        stamps = {name: [revision, self.env.uid, moment] for name in touched}
        return {"revision": revision, "stamps": {**(self.stamps or {}), **stamps}}

    def _check_unchanged(self, read_at, values):
        """Raise UserError where somebody saved one of these sections after ``read_at``."""
        self.ensure_one()
        stamps = self.sudo().stamps or {}
        conflicts = sorted(
            name
            for name, value in values.items()
            if name in stamps and stamps[name][0] > read_at and self._would_lose(name, value)
        )
        if not conflicts:
            return
        _revision, uid, moment = max(stamps[name] for name in conflicts)
        sections = self.env._(", ").join(
            self._fields[name]._description_string(self.env) for name in conflicts
        )
        local = fields.Datetime.context_timestamp(self, fields.Datetime.to_datetime(moment))
        time = format_time(self.env, local.time(), time_format="HH:mm")
        if uid == self.env.uid:
            sentence = self.env._(
                "You saved “%(sections)s” at %(time)s in another window. What you wrote here is "
                "not saved and still stands on this screen.",
                sections=sections,
                time=time,
            )
        else:
            sentence = self.env._(
                "%(name)s saved “%(sections)s” at %(time)s, while you were writing. What you "
                "wrote is not saved and still stands on this screen.",
                name=self.env["res.users"].sudo().browse(uid).name,
                sections=sections,
                time=time,
            )
        raise UserError(sentence)

    def _would_lose(self, name, value):
        """Whether writing ``value`` takes away what stands there now."""
        if self._fields[name].type in ("one2many", "many2many"):
            return any(command[0] not in ADDING for command in value)
        return (self[name] or "") != (value or "")
