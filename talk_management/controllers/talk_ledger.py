import tempfile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import content_disposition, request

from ..report.ledger_xlsx import write_ledger

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1_000_000  # bytes; a larger workbook waits on disk while it is sent


class TalkLedgerController(http.Controller):
    @http.route("/talk_management/ledger/<int:choice_id>.xlsx", type="http", auth="user")
    def ledger_workbook(self, choice_id):
        """The workbook someone asked for in the ledger's form, as that user may see it."""
        choice = request.env["talk.ledger"].browse(choice_id).exists()
        if not choice:
            raise request.not_found()
        choice.check_access("read")
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, closed when sent
        write_ledger(request.env, choice._read(), file)
        size = file.tell()
        file.seek(0)
        headers = [
            ("Content-Type", XLSX),
            ("Content-Length", size),
            ("Content-Disposition", content_disposition(f"{choice.file_name}.xlsx")),
            ("Cache-Control", "no-store"),
        ]
        response = request.make_response(wrap_file(request.httprequest.environ, file), headers)
        response.call_on_close(file.close)
        return response
