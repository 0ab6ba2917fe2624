from odoo import api, models
from odoo.tools import format_date, format_duration


class ReportTalkMeeting(models.AbstractModel):
    """What both papers of a meeting share: they are for those who take part, nobody else."""

    _name = "report.talk_management.talk_meeting"
    _inherit = "report.talk_management.talk_form"
    _description = "Paper of a Meeting"

    @api.model
    def _get_report_values(self, docids, data=None):
        meetings = self._as_reader("talk.meeting", docids)
        meetings._check_takes_part()
        return self._values([self._form(meeting) for meeting in meetings], meetings.company_id[:1])

    @api.model
    def _form(self, meeting):
        raise NotImplementedError

    @api.model
    def _meeting_facts(self, meeting):
        """[(label, value)]: when, where and who."""
        _ = self.env._
        people = meeting.sudo()
        hour = format_duration(people.hour) if people.hour else ""
        facts = [
            (_("Meeting"), people.name),
            (_("Kind"), self._label(meeting, "kind")),
            (_("Date"), f"{format_date(self.env, people.date)} {hour}".strip()),
            (_("Venue"), people.place),
            (_("Chair"), people.chair_id.name),
            (_("Meeting Secretary"), people.secretary_id.name),
        ]
        return [fact for fact in facts if fact[1]]


class ReportTalkMinutes(models.AbstractModel):
    """The minutes of a meeting on paper (会议纪要, B5): who was there, what was found, decided,
    and who does it by when."""

    _name = "report.talk_management.report_talk_minutes"
    _inherit = "report.talk_management.talk_meeting"
    _description = "Minutes on Paper"

    @api.model
    def _form(self, meeting):
        _ = self.env._
        absent = meeting.absent_ids.sudo()
        people = meeting.sudo()
        there = (people.chair_id | people.member_ids | people.secretary_id) - absent
        facts = self._meeting_facts(meeting)
        if people.state == "planned":
            facts.append((_("Members"), "、".join(there.mapped("name"))))
        else:
            facts.append((_("Present"), "、".join(there.mapped("name"))))
            facts.append((_("Absent"), "、".join(absent.mapped("name")) or "—"))
        return {
            "is_planned": people.state == "planned",
            "is_closed": people.state == "closed",
            "facts": facts,
            "points": self._points(meeting),
            "notes": (meeting.notes or "").strip(),
            "remark": (meeting.closing_remark or "").strip(),
            "signers": [_("Chair"), _("Meeting Secretary")],
        }

    @api.model
    def _points(self, meeting):
        points = meeting.point_ids
        words = self._words(points.item_ids)
        return [self._point(number, point, words) for number, point in enumerate(points, start=1)]

    @api.model
    def _words(self, items):
        """``{item id: [words passed on]}``, read at once."""
        found = {}
        for word in items.env["talk.item.word"].search([("item_id", "in", items.ids)]):
            found.setdefault(word.item_id.id, []).append(word.text)
        return found

    @api.model
    def _point(self, number, point, words):
        _ = self.env._
        decided = self._label(point, "decided")
        if point.department_id:
            decided = f"{decided}: {point.department_id.sudo().name}"
        texts = [
            (_("Root cause"), point.cause),
            (_("Discussion"), point.discussion),
            (_("Decided"), decided),
            (_("What Was Decided"), point.decision),
        ]
        return {
            "number": number,
            "title": point.title or _("Point %s", number),
            "items": [
                (
                    item.name,
                    item.area_id.name or "",
                    self._label(item, "urgency"),
                    "\n".join(filter(None, [item.title, *words.get(item.id, [])])),
                )
                for item in point.item_ids
            ],
            "texts": [(label, text.strip()) for label, text in texts if (text or "").strip()],
            "measures": [
                (
                    measure.title or measure.display_name,
                    measure.area_id.name or "",
                    measure.owner_id.sudo().name,
                    format_date(self.env, measure.date_due),
                    f"{measure.progress} %",
                )
                for measure in point.measure_ids
            ],
        }


class ReportTalkDossier(models.AbstractModel):
    """The dossier before a meeting on paper, made of what its reader may see."""

    _name = "report.talk_management.report_talk_dossier"
    _inherit = "report.talk_management.talk_meeting"
    _description = "Dossier on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        values = super()._get_report_values(docids, data)
        return {**values, "title": self._confidential()}

    @api.model
    def _confidential(self):
        return self.env._("Confidential, for %(name)s only", name=self.env.user.name)

    @api.model
    def _form(self, meeting):
        return {
            "confidential": self._confidential(),
            "facts": self._meeting_facts(meeting),
            "parts": meeting.env["talk.dossier"]._dossier(meeting),
        }
