from odoo import http

from odoo.addons.web.controllers.report import ReportController

BLANK_FORM = "talk_management.report_talk_blank_form"


def _only_reads(_controller, _rule, args):
    """Printing the blank form makes the code that is printed on it; other papers only read."""
    return args.get("reportname") != BLANK_FORM


class TalkReportController(ReportController):
    @http.route(readonly=_only_reads)
    def report_routes(self, reportname, docids=None, converter=None, **data):
        return super().report_routes(reportname, docids=docids, converter=converter, **data)
