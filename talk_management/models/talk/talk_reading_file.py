from odoo import models

from .ir_attachment import confidential_models
from .talk_reading_mixin import OPENED


class IrAttachment(models.Model):
    """Reading a file of a record is reading the record, its name and its content alike (B9)."""

    _inherit = "ir.attachment"

    def _fetch_query(self, query, fields):
        if self.env.su:
            return super()._fetch_query(query, fields)
        hung_on = {self._fields["res_model"], self._fields["res_id"]}
        fetched = super()._fetch_query(query, {*fields, *hung_on})
        fetched._talk_leave_line()
        return fetched

    def _to_http_stream(self):
        self._talk_leave_line()
        return super()._to_http_stream()

    def _talk_leave_line(self):
        confidential = confidential_models(self.env)
        files = self.sudo().filtered(lambda file: file.res_model in confidential)
        for model, some in files.grouped("res_model").items():
            rows = self.env[model].sudo(False).browse(filter(None, some.mapped("res_id")))
            rows._leave_line(OPENED)
