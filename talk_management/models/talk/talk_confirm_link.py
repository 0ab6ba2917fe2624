import hashlib
import secrets
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .talk_confirmation import CODE, CONFIRMED, LINK, OBJECTED, WAITING
from .talk_talk import HELD, PLANNED

PATH = "/talk/confirm/"


class TalkConfirmLink(models.Model):
    """A personal address by which somebody without a user says whether they met.

    Only the hash of the secret in it is kept: what is in the database opens nothing. It serves
    for one answer, ends after some days, and when the talk is opened again or is with
    somebody else.
    """

    _name = "talk.confirm.link"
    _description = "Link to Confirm"
    _inherit = ["talk.confidential.mixin"]

    participant_id = fields.Many2one(
        "talk.participant", required=True, index=True, ondelete="cascade", help="Who answers."
    )
    token_hash = fields.Char(
        required=True, groups=fields.NO_ACCESS, help="Technical: the hash of the secret."
    )
    date_end = fields.Datetime(required=True, index=True, help="Until when it can be used.")
    is_printed = fields.Boolean(help="Printed on a form, not sent to the person's own address.")

    _token = models.UniqueIndex("(token_hash)")

    @api.depends("participant_id")
    def _compute_display_name(self):
        for link in self:
            link.display_name = link.participant_id.display_name

    @api.model
    def _domain_allowed(self, operation):
        return Domain.FALSE

    @api.model
    def _erasable(self, records):
        return self.search([("participant_id", "in", records.participant_id.ids)])

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _make(self, participant, is_printed=False):
        """The address of a new link for ``participant``; whoever loses it cannot ask for it."""
        token = secrets.token_urlsafe(32)
        begin = max(fields.Datetime.now(), participant.talk_id.date_end)
        self.sudo().create(
            {
                "participant_id": participant.id,
                "token_hash": self._hash(token),
                "date_end": begin + timedelta(days=participant.company_id.talk_link_days),
                "is_printed": is_printed,
            }
        )
        return f"{participant.get_base_url()}{PATH}{token}"

    @api.model
    def _find(self, token):
        """The link with this secret, while it can be used."""
        link = self.sudo().search(
            [
                ("token_hash", "=", self._hash(token)),
                ("date_end", ">", fields.Datetime.now()),
                ("participant_id.talk_id.state", "in", (PLANNED, HELD)),
            ]
        )
        if link.participant_id.talk_id.state == HELD and not link._waiting():
            return self.browse()
        return link

    def _waiting(self):
        """The question that is still open, if the talk was held."""
        return (
            self.env["talk.confirmation"]
            .sudo()
            .search([("participant_id", "=", self.participant_id.id), ("state", "=", WAITING)])
        )

    def _answer(self, is_met):
        """What the person pressed. Returns whether it was noted."""
        confirmation = self._waiting()
        if not confirmation:
            return False
        how = CODE if self.is_printed else LINK
        confirmation._answer(CONFIRMED if is_met else OBJECTED, how)
        self.search([("participant_id", "=", self.participant_id.id)]).unlink()
        return True

    @api.model
    def _language(self, participant):
        """The person's own, else the organisation's."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        wanted = (participant.employee_id.lang, participant.company_id.partner_id.lang)
        return next((code for code in wanted if code in installed), installed[0])

    # by mail

    @api.model
    def _send(self, participant):
        """Mail a link to the person's own address; the one mailed before ends.

        It is handed to the mail server here and now, and lies in no queue, where whoever reads
        mails could answer in the person's place.
        """
        employee = participant.employee_id
        address = employee.private_email or employee.work_email
        if not address:
            raise UserError(
                self.env._(
                    "%(name)s has no e-mail address. Print the form, which has a code to scan, "
                    "or have it signed on paper.",
                    name=employee.name,
                )
            )
        earlier = [("participant_id", "=", participant.id), ("is_printed", "=", False)]
        self.sudo().search(earlier).unlink()
        env = self.with_context(lang=self._language(participant)).env
        servers = env["ir.mail_server"].sudo()
        message = servers._build_email__(
            email_from=participant.company_id.email_formatted or self.env.user.email_formatted,
            email_to=[address],
            subject=env._("Please confirm a meeting"),
            body=self._mail_body(env, participant, self._make(participant)),
            subtype="html",
        )
        servers.send_email(message)

    @api.model
    def _mail_body(self, env, participant, url):
        """Neutral words: who writes, when it was, and where to answer."""
        talk = participant.talk_id
        return Markup("<p>%s</p><p><a href='%s'>%s</a></p><p>%s</p>") % (
            env._(
                "%(organisation)s asks you to confirm that you met %(person)s on %(date)s.",
                organisation=participant.company_id.name,
                person=talk.responsible_id.name,
                date=format_date(env, talk.date),
            ),
            url,
            env._("Open the page to confirm"),
            env._(
                "The link is for you alone and can be used for %(days)s days. "
                "Nobody has to answer.",
                days=participant.company_id.talk_link_days,
            ),
        )

    @api.autovacuum
    def _gc_links(self):
        self.search([("date_end", "<", fields.Datetime.now())]).unlink()
