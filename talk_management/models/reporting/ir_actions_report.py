import lxml.html
from lxml import etree

from odoo import models

LEAN = "data-talk-lean"
# the only script of a lean page writes its number, which takes no time to wait for
PRINT_DELAY = "10"


class IrActionsReport(models.Model):
    """Prints lean pages: HTML with its own few styles, without the web client's.

    The standard layout takes 15 to 25 times as long and fails at some thousand
    rows. A lean template marks its root with ``data-talk-lean`` and holds one
    ``talk-header``, one ``talk-footer`` and any number of ``talk-sheet`` parts.
    """

    _inherit = "ir.actions.report"

    def _prepare_html(self, html, report_model=False):
        if LEAN.encode() not in _as_bytes(html)[:300]:
            return super()._prepare_html(html, report_model=report_model)
        root = lxml.html.fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
        head = etree.tostring(root.find("head"), encoding="unicode", method="html")
        bodies = [_page(root, head, part) for part in _parts(root, "talk-sheet")]
        header, footer = (
            _page(root, head, part, script=True)
            for name in ("talk-header", "talk-footer")
            for part in _parts(root, name)
        )
        return bodies, [None] * len(bodies), header, footer, {}

    def _build_wkhtmltopdf_args(self, *args, **kwargs):
        command = super()._build_wkhtmltopdf_args(*args, **kwargs)
        if self.env.context.get("talk_lean"):
            command[command.index("--javascript-delay") + 1] = PRINT_DELAY
        return command

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        lean = report.report_name.startswith("talk_management.")
        self = self.with_context(talk_lean=True) if lean else self
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)

    def _talk_pdf(self, report_name, values):
        """The PDF of a lean template and its values, for a job that prints without a record."""
        html = self._render_template(report_name, values)
        report = self._get_report(report_name)
        bodies, _ids, header, footer, arguments = report._prepare_html(html)
        return self.with_context(talk_lean=True)._run_wkhtmltopdf(
            bodies,
            report_ref=report_name,
            header=header,
            footer=footer,
            specific_paperformat_args=arguments,
        )


def _as_bytes(html):
    return html if isinstance(html, bytes) else html[:300].encode()


def _parts(root, name):
    return root.xpath(f"//div[@class='{name}']")


def _page(root, head, part, script=False):
    """One part as a document of its own, in the language of the whole."""
    onload = ' onload="talkPageNumber()"' if script else ""
    if not script:
        head = head.split("<script")[0] + "</head>" if "<script" in head else head
    body = etree.tostring(part, encoding="unicode", method="html", with_tail=False)
    language = root.get("lang", "")
    return f'<!DOCTYPE html><html lang="{language}">{head}<body{onload}>{body}</body></html>'
