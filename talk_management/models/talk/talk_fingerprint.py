from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.likeness import fingerprint
from .talk_record import SHARED_SECTIONS

KEY = "database.secret"


class TalkFingerprint(models.Model):
    """Numbers by which the same text in several records is told ("Proof without paper-chasing").

    Nobody reads them, and they give no word away: pieces of the text under the server's own
    key, a fixed number for each record. They are made when a record is completed and go with
    it.
    """

    _name = "talk.fingerprint"
    _description = "Fingerprint of a Record"
    _inherit = ["talk.confidential.mixin"]
    _log_access = False

    # no record_id: numbers are no part of what is read, handed out or erased by hand
    completed_id = fields.Many2one(
        "talk.record",
        string="Record",
        required=True,
        ondelete="cascade",
        help="Technical: the record that was completed.",
    )
    digest = fields.Integer(required=True, help="Technical: a piece of the text under the key.")

    _natural_key = models.UniqueIndex("(completed_id, digest)")

    @api.model
    def _domain_allowed(self, operation):
        return Domain.FALSE

    @api.model
    def _keep(self, records):
        """Make the fingerprints of ``records`` anew, as superuser."""
        key = self.env["ir.config_parameter"].sudo().get_param(KEY).encode()
        rows = [
            (record.id, digest)
            for record in records
            for digest in fingerprint(*record._prepare_fingerprint(), key)
        ]
        self._forget(records)
        if rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO talk_fingerprint (completed_id, digest) VALUES %s "
                    "ON CONFLICT DO NOTHING",
                    SQL(", ").join(map(SQL, ["%s"] * len(rows), rows)),
                )
            )

    @api.model
    def _forget(self, records):
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM talk_fingerprint WHERE completed_id IN %s", tuple(records.ids) or (0,))
        )


class TalkRecord(models.Model):
    _inherit = "talk.record"

    date_first_completed = fields.Date(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Technical: the day the record was completed for the first time.",
    )

    def _prepare_fingerprint(self):
        """``(sections, names)``: what is compared, and the names that make no difference."""
        talk = self.talk_id
        people = talk.responsible_id | talk.participant_ids.employee_id
        return [self[name] for name in SHARED_SECTIONS], people.mapped("name")

    def _after_complete(self):
        for record in self.filtered(lambda record: not record.date_first_completed):
            record.date_first_completed = record.talk_id.company_id._talk_today()
        self.env["talk.fingerprint"]._keep(self)
        return super()._after_complete()

    def _after_write_again(self):
        self.env["talk.fingerprint"]._forget(self)
        return super()._after_write_again()


class TalkTalk(models.Model):
    _inherit = "talk.talk"

    date_marked_held = fields.Date(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Technical: the day the talk was marked as held.",
    )

    def _after_hold(self):
        for talk in self:
            talk.date_marked_held = talk.company_id._talk_today()
        return super()._after_hold()
