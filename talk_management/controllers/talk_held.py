import tempfile

from werkzeug.wsgi import wrap_file

from odoo import SUPERUSER_ID, http
from odoo.http import content_disposition, request

from ..report.held_xlsx import write_held
from .talk_ledger import IN_MEMORY, XLSX


class TalkHeldController(http.Controller):
    @http.route("/talk_management/held_about_me.xlsx", type="http", auth="user")
    def held_about_me(self):
        """What is held about whoever asks, made for them and kept nowhere."""
        if request.env.uid == SUPERUSER_ID or not request.env.user._is_internal():
            raise request.not_found()
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, closed when sent
        write_held(request.env, file)
        size = file.tell()
        file.seek(0)
        name = request.env._("What is held about me")
        headers = [
            ("Content-Type", XLSX),
            ("Content-Length", size),
            ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ("Cache-Control", "no-store"),
        ]
        response = request.make_response(wrap_file(request.httprequest.environ, file), headers)
        response.call_on_close(file.close)
        return response
