from psycopg2.errors import ReadOnlySqlTransaction

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_reading_mixin import EXPORTED, OPENED, PRINTED, SEARCHED


class TalkReading(models.Model):
    """That somebody who was not in a talk read its record (阅读记录, B9).

    Left by the reading itself; one for each reader, record, day and way. Those who took
    part see the lines of their part. Nobody enters, changes or deletes one.
    """

    _name = "talk.reading"
    _description = "Reading of a Record"
    _inherit = ["talk.confidential.mixin", "talk.visible.mixin"]
    _order = "moment desc, id desc"
    _rec_names_search = ["record_id.talk_id"]
    _read_freely = frozenset({"user_id", "date", "moment", "way"})
    _log_access = False

    record_id = fields.Many2one(
        "talk.record", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Read By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="Somebody with whom the record was shared.",
    )
    date = fields.Date(required=True, readonly=True, help="The day of the reading.")
    moment = fields.Datetime(
        string="When", required=True, readonly=True, help="The first time on that day."
    )
    way = fields.Selection(
        [
            (OPENED, "Opened"),
            (SEARCHED, "Searched by Its Words"),
            (PRINTED, "Printed"),
            (EXPORTED, "Exported"),
        ],
        string="How",
        required=True,
        readonly=True,
        help="In which way the record was read.",
    )

    _once = models.UniqueIndex("(record_id, user_id, date, way)")

    @api.depends("record_id")
    def _compute_display_name(self):
        for reading in self:
            reading.display_name = reading.record_id.sudo().display_name

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT r.id FROM talk_record r WHERE %s))",
            SQL.identifier(alias, "record_id"),
            self.env["talk.record"]._sql_took_part("r", uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        return Domain.FALSE

    @api.model
    def _note(self, records, way):
        """Leave the lines. Where Odoo serves reading on a read-only connection it is told to ask
        once more on another, so that there is no reading without its line."""
        if self.env.cr.readonly:
            raise ReadOnlySqlTransaction("a reading is to be written down")
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_reading (record_id, user_id, date, moment, way)
                   SELECT record, %(user)s, %(now)s, %(now)s, %(way)s
                     FROM unnest(%(ids)s) AS record
                       ON CONFLICT DO NOTHING""",
                user=self.env.uid,
                now=now,
                way=way,
                ids=sorted(records.ids),
            )
        )
        self.invalidate_model()

    @api.model
    def _note_all(self, way):
        """Lines on all records that the user can read without having been in the talk."""
        records = self.env["talk.record"]
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                "SELECT r.id FROM talk_record r WHERE (%s) AND (%s)",
                records._sql_visible("r", self.env.uid),
                records._sql_read_from_outside("r", self.env.uid),
            )
        )
        if found:
            self._note(records.browse(row[0] for row in found), way)
