from zoneinfo import ZoneInfo

from markupsafe import Markup

from odoo import http
from odoo.http import request
from odoo.tools import format_date

HEADERS = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("X-Frame-Options", "DENY"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'",
    ),
]


class TalkConfirmController(http.Controller):
    """Where somebody without a user says whether they met, by a link of their own.

    Looking changes nothing: mail programs open links before people do. A link that cannot be
    used, for whatever reason, shows one and the same page.
    """

    @http.route(
        "/talk/confirm/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        save_session=True,
    )
    def look(self, token):
        """Who asks, about which meeting, and the buttons to answer with."""
        link = request.env["talk.confirm.link"]._find(token)
        return self._page(link, "ask" if link and link._waiting() else "early" if link else "none")

    @http.route(
        "/talk/confirm/<string:token>", type="http", auth="public", methods=["POST"], sitemap=False
    )
    def answer(self, token, met=None):
        """Note the one answer the link serves for."""
        link = request.env["talk.confirm.link"]._find(token)
        if not link or met not in ("yes", "no"):
            return self._page(link.browse(), "none")
        values = self._values(link)  # the link is gone once it has served
        if not link._waiting():
            return self._render(values, "early")
        return self._render(values, "thanks" if link._answer(met == "yes") else "none")

    def _page(self, link, step):
        return self._render(self._values(link) if link else self._strangers(), step)

    def _values(self, link):
        """What the page shows: the organisation, the time, and who held the meeting."""
        participant = link.participant_id
        talk, company = participant.talk_id, participant.company_id
        lang = link._language(participant)
        zone = ZoneInfo(company._talk_timezone())
        begin = talk.date_start.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
        env = link.with_context(lang=lang).env
        return {
            "lang": lang,
            "organisation": company.name,
            "day": format_date(env, begin.date(), date_format="long"),
            "begins": f"{begin:%H:%M}",
            "responsible": talk.responsible_id.name,
        }

    def _strangers(self):
        """Nothing is known of whoever comes: the language their browser asks for."""
        return {"lang": request.env.context.get("lang") or request.default_lang()}

    def _render(self, values, step):
        views = request.env["ir.ui.view"].sudo().with_context(lang=values["lang"])
        values = {**values, "step": step, "token": request.csrf_token()}
        page = views._render_template("talk_management.confirm_page", values)
        response = request.make_response(Markup("<!DOCTYPE html>") + page, HEADERS)
        response.status_code = 404 if step == "none" else 200
        return response
