from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.i18n import format_list

from ..talk.talk_talk import CANCELLED
from .talk_warning import CLOSED, DISCIPLINE, FOLLOWED, IN_REVIEW, SUBMITTED

OF_AUTHOR = frozenset({"words", "kind", "severity"})
OF_OFFICER = frozenset(
    {"opinion", "outcome", "outcome_note", "date_end", "reminder_holder_id", "reminder_start"}
)


class TalkWarning(models.Model):
    """Who writes an early warning and about whom, and who is going to read it: said on the
    screen before a word is written."""

    _inherit = "talk.warning"

    employee_ids = fields.Many2many(
        "hr.employee",
        compute="_compute_employee_ids",
        compute_sudo=True,  # plain users read no employees: the form is given their ids
        help="About whom the current user may write: those in the talk, or those they answer for.",
    )
    readers = fields.Char(
        string="Who Reads It",
        compute="_compute_readers",
        help="Everybody who reads it: nobody else does.",
    )
    has_readers = fields.Boolean(
        compute="_compute_readers", help="Whether there is a discipline officer to read it."
    )
    is_author = fields.Boolean(
        compute="_compute_is_author", help="Whether the current user wrote it."
    )
    can_review = fields.Boolean(
        compute="_compute_can_review",
        help="Whether the current user is a discipline officer, and not the author.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("talk_id")
    def _compute_employee_ids(self):
        for warning in self:
            warning.employee_ids = warning._people(warning.talk_id._origin)

    @api.depends_context("uid", "lang", "allowed_company_ids")
    @api.depends("employee_id", "talk_id", "company_id", "author_id")
    def _compute_readers(self):
        for warning in self:
            officers = warning._officers()
            warning.has_readers = bool(officers)
            author = warning.author_id.sudo() or self.env.user
            names = [author.name, *officers.mapped("name")]
            warning.readers = format_list(self.env, names) if officers else False

    @api.depends_context("uid")
    @api.depends("author_id")
    def _compute_is_author(self):
        for warning in self:
            warning.is_author = (warning.author_id or self.env.user) == self.env.user

    @api.depends_context("uid")
    @api.depends("author_id", "employee_id")
    def _compute_can_review(self):
        is_officer = self.env.user.has_group(DISCIPLINE)
        for warning in self:
            warning.can_review = is_officer and not warning.is_author

    @api.model
    def _people(self, talk):
        """About whom the current user may write: of that talk where there is one, else those
        below in the chain. Never themselves, nor whom somebody else is to answer for."""
        if talk:
            today = talk.sudo().company_id._talk_today()
            mine = self.env.user in talk._holders().user_id
            began = talk.sudo().state != CANCELLED and talk.sudo().date <= today
            people = talk.sudo().participant_ids.employee_id if mine and began else ()
            source = SQL("SELECT unnest(%s::int[])", [person.id for person in people])
        else:
            source = SQL("SELECT employee_id FROM talk_sight WHERE user_id = %s", self.env.uid)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT e.id FROM hr_employee e
                    WHERE e.id IN (%(source)s) AND e.active AND e.company_id = ANY(%(companies)s)
                      AND e.user_id IS DISTINCT FROM %(uid)s
                      AND NOT EXISTS (SELECT FROM hr_employee r
                                       WHERE r.user_id = %(uid)s AND %(recused)s)
                    ORDER BY e.name, e.id""",
                source=source,
                companies=self.env.companies.ids,
                uid=self.env.uid,
                recused=self.env["talk.recusal"]._sql_recused(
                    SQL("r.id"), SQL("e.id"), self.env.company._talk_today()
                ),
            )
        )
        return self.env["hr.employee"].browse(row[0] for row in rows)

    def _officers(self):
        """The discipline officers who read it: of its organisation, neither the author nor whom
        it is about. On a form that is not saved, as far as the user may write it."""
        self.ensure_one()
        warning = self.sudo()
        author = warning.author_id or self.env.user
        if self._origin:
            company = warning.company_id
        else:
            employee = warning.employee_id._origin
            known = not employee or employee in self._people(warning.talk_id._origin)
            company = (employee.company_id or self.env.company) if known else employee.company_id
            if not known:
                return self.env["res.users"]
        officers = self.env.ref(DISCIPLINE).sudo().all_user_ids
        about = warning.subject_user_id | warning.employee_id._origin.user_id | author
        return (
            officers.filtered(
                lambda user: user.active and not user.share and company in user.company_ids
            ).sorted("name")
            - about
        )

    # writing

    @api.model
    def _begin(self, talk, employee):
        """The form of a new one, begun from a talk that the current user holds."""
        people = self._people(talk)
        if not people:
            raise AccessError(self._not_of_talk_sentence())
        person = people & (employee or (people if len(people) == 1 else people.browse()))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Note"),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {"default_talk_id": talk.id, "default_employee_id": person.id},
        }

    @api.model
    def _not_of_talk_sentence(self):
        return self.env._("Write about somebody in a talk that you hold, once it has begun.")

    @api.model_create_multi
    def create(self, vals_list):
        asked = ("employee_id", "talk_id")
        vals_list = [{**self.default_get(asked), **vals} for vals in vals_list]
        if not self.env.su:
            # asked first: what refuses later could tell what is there
            for vals in vals_list:
                self._check_guarded(vals)
                if any(vals.get(name) for name in OF_OFFICER):
                    raise AccessError(self._officer_sentence())
                self._check_author(*(self[name].browse(vals.get(name)) for name in asked))
        warnings = super().create(vals_list)
        for warning in warnings:
            if not warning._officers():
                raise UserError(warning._nobody_sentence())
        warnings._tell_officers()
        return warnings

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_guarded(vals)
            for warning in self:
                warning._check_writable(vals.keys())
        return super().write(vals)

    def _check_writable(self, names):
        """Raise AccessError or UserError where this user may not write these fields now."""
        if self.is_author and names <= OF_AUTHOR:
            if self.state != SUBMITTED:
                raise UserError(
                    self.env._("The discipline officer has taken it up, so it stays as it is.")
                )
        elif self.can_review and names <= OF_OFFICER:
            open_fields = {"date_end"} if self.state == CLOSED else OF_OFFICER
            if self.state not in (IN_REVIEW, FOLLOWED, CLOSED) or not names <= open_fields:
                raise UserError(
                    self.env._(
                        "Take it up before you write; once it is closed, only the day until "
                        "which it is kept is changed."
                    )
                )
        else:
            raise AccessError(self._officer_sentence())

    @api.model
    def _officer_sentence(self):
        return self.env._(
            "What was noticed is written by the author, what becomes of it by a discipline "
            "officer who is not the author; whom it is about stays as it was written."
        )

    @api.model
    def _check_author(self, employee, talk):
        if employee in self._people(talk):
            return
        if talk:
            raise AccessError(self._not_of_talk_sentence())
        raise AccessError(
            self.env._(
                "Write about somebody you answer for. About somebody else you talked with, write "
                "from the talk."
            )
        )

    def _nobody_sentence(self):
        return self.env._(
            "Nothing was sent, and what you wrote is still here: at %(company)s there is no "
            "discipline officer who could read it without being its author or the very person "
            "it is about. Speak with the discipline body yourself.",
            company=self.sudo().company_id.name,
        )
