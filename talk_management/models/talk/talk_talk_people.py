from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

from .talk_talk import HELD, PLANNED
from .talk_talk_reserved import DISCIPLINE

NAMED = {"co_holder_ids", "recorder_id"}


class TalkTalk(models.Model):
    """Who else sits on the leaders' side: those who hold the talk together with the responsible
    (共同谈话人), and who writes it down (记录人).

    They see the talk and read its records from the first word on, so the responsible names
    them, nobody else; and whoever the talk is with is none of them. What is owed is settled
    for the responsible alone: a co-holder still owes what a co-holder owes.
    """

    _inherit = "talk.talk"

    co_holder_ids = fields.Many2many(
        "hr.employee",
        "talk_talk_co_holder_rel",
        "talk_id",
        "employee_id",
        string="Held Together With",
        check_company=True,
        copy=False,
        ondelete="restrict",
        help="Leaders who hold the talk together with the responsible, as many as its kind "
        "allows. They read its record; the talk settles what the responsible owes, and "
        "nothing of theirs.",
    )
    recorder_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Who writes down what is said. Reads and writes the record; the responsible "
        "completes it.",
    )
    holder_count = fields.Integer(related="kind_id.holder_count")
    is_written_by_me = fields.Boolean(
        string="Record Written by Me",
        compute="_compute_is_written_by_me",
        search="_search_is_written_by_me",
        help="Whether the current user writes its record: as the responsible or the recorder.",
    )
    can_name = fields.Boolean(
        compute="_compute_can_name",
        help="Whether the current user may still name co-holders and the recorder.",
    )

    def _holders(self):
        """Those on the leaders' side, who read the records from the first word on."""
        talks = self.sudo()
        return talks.responsible_id | talks.co_holder_ids | talks.recorder_id

    def _sitting(self):
        return self._holders() | super()._sitting()

    @api.depends_context("uid")
    @api.depends("responsible_id", "recorder_id")
    def _compute_is_written_by_me(self):
        for talk in self:
            writers = talk.sudo().responsible_id | talk.sudo().recorder_id
            talk.is_written_by_me = self.env.user in writers.user_id

    @api.model
    def _search_is_written_by_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        writers = ("responsible_id.user_id", "recorder_id.user_id")
        mine = Domain.OR(Domain(path, "=", self.env.uid) for path in writers)
        return mine if True in value else ~mine

    @api.depends_context("uid")
    @api.depends("responsible_id", "state", "kind_id")
    def _compute_can_name(self):
        for talk in self:
            talk.can_name = talk._may_name() and talk._is_nameable()

    def _may_name(self):
        """Whether who asks is the responsible, or the discipline officer of a formal measure."""
        self.ensure_one()
        talk = self.sudo()
        if talk.is_confided:
            return False
        return self.env.user == talk.responsible_id.user_id or (
            talk.kind_id.is_disciplinary and self.env.user.has_group(DISCIPLINE)
        )

    def _is_nameable(self):
        """While it is planned, or as long as nothing is written in its record."""
        self.ensure_one()
        if self.state == PLANNED:
            return True
        return self.state == HELD and not any(
            record._has_words() for record in self.sudo().record_ids
        )

    @api.constrains(
        "co_holder_ids",
        "recorder_id",
        "responsible_id",
        "employee_id",
        "participant_ids",
        "kind_id",
    )
    def _check_holders(self):
        for talk in self.sudo():
            holders = talk.responsible_id, talk.recorder_id, *talk.co_holder_ids
            named = [holder for holder in holders if holder]
            if len(named) != len(set(named)):
                raise ValidationError(
                    self.env._("Each holds the talk, or writes it down, once: choose others.")
                )
            people = talk.participant_ids.employee_id | talk.employee_id
            if (talk.co_holder_ids | talk.recorder_id) & people:
                raise ValidationError(
                    self.env._("Whoever the talk is with neither holds it nor writes it down.")
                )
            if len(talk.co_holder_ids) >= talk.kind_id.holder_count and talk.co_holder_ids:
                raise ValidationError(
                    self.env._(
                        "“%(kind)s” is held by %(count)s at most.",
                        kind=talk.kind_id.name,
                        count=talk.kind_id.holder_count,
                    )
                )

    @api.constrains("co_holder_ids", "recorder_id", "employee_id", "participant_ids")
    def _check_recused(self):
        """Whoever must not talk with somebody neither sits in that talk nor writes it down. The
        refusal names no pair, and no reason."""
        for talk in self.sudo():
            named = talk.co_holder_ids | talk.recorder_id
            people = talk.participant_ids.employee_id | talk.employee_id
            recusals = self.env["talk.recusal"].sudo()
            if recused := recusals._recused_among(named, people, talk.date):
                raise ValidationError(
                    self.env._(
                        "%s cannot take part in this talk: choose somebody else.", recused[0].name
                    )
                )

    @api.constrains("co_holder_ids", "recorder_id")
    def _check_holders_free(self):
        self._check_free()

    # writing

    @api.model_create_multi
    def create(self, vals_list):
        apart = [vals.get("co_holder_ids") for vals in vals_list]
        vals_list = [
            {name: value for name, value in vals.items() if name != "co_holder_ids"}
            for vals in vals_list
        ]
        talks = super().create(vals_list)
        for talk, commands in zip(talks, apart, strict=True):
            if ids := talk._co_holders_after(commands or ()):
                talk._check_naming()
                talk._link_co_holders(ids)
        named = talks.filtered(lambda talk: len(talk._holders()) > 1)
        named._check_naming()
        named._after_plan()
        return talks

    def write(self, vals):
        if not NAMED & vals.keys():
            return super().write(vals)
        self.check_access("write")
        changed = self.browse()
        for talk in self:
            ids = talk._co_holders_after(vals.get("co_holder_ids") or ())
            recorder = vals.get("recorder_id", talk.recorder_id.id) or False
            if ids != set(talk.sudo().co_holder_ids.ids) or recorder != talk.recorder_id.id:
                changed |= talk
                talk._check_naming()
        if rest := {name: value for name, value in vals.items() if name not in NAMED}:
            super().write(rest)
        if changed and "recorder_id" in vals:
            super(TalkTalk, changed).write({"recorder_id": vals["recorder_id"]})
        for talk in changed:
            talk._link_co_holders(talk._co_holders_after(vals.get("co_holder_ids") or ()))
        changed.filtered(lambda talk: talk.state == PLANNED)._after_plan()
        return True

    def _check_editable(self, vals):
        if vals.keys() == {"recorder_id"}:
            return None  # _check_naming says until when
        return super()._check_editable(vals)

    def _co_holders_after(self, commands):
        """Whom these commands of a form leave; they only choose people who are there."""
        self.ensure_one()
        ids = set(self.sudo().co_holder_ids.ids)
        for command in commands:
            code, number, *values = command if not isinstance(command, int) else (4, command)
            if code == Command.SET:
                ids = set(values[0])
            elif code == Command.CLEAR:
                ids = set()
            elif code == Command.LINK:
                ids.add(number)
            elif code == Command.UNLINK:
                ids.discard(number)
            else:
                raise UserError(self.env._("Choose people who are there already."))
        return ids

    # pylint: disable=missing-return
    def _link_co_holders(self, ids):
        """As superuser: plain users may not link employees to anything. So it is asked here
        whether the user sees these people."""
        self.env["hr.employee.public"].browse(ids).check_access("read")
        write = super(TalkTalk, self.sudo()).write
        write({"co_holder_ids": [Command.set(sorted(ids))]})

    def _check_naming(self):
        """They read what is said: the responsible names them, while nothing is written."""
        if self.env.su:
            return
        for talk in self:
            if talk.sudo().is_confided:
                talk.participant_ids._check_confided()
            if not talk._may_name():
                raise AccessError(
                    self.env._(
                        "Who holds a talk with the responsible, and who writes it down, reads "
                        "its record. So the responsible names them."
                    )
                )
            if not talk._is_nameable():
                raise UserError(
                    self.env._(
                        "Something is written in the record, so who holds the talk and who "
                        "writes it down stays as it is."
                    )
                )
