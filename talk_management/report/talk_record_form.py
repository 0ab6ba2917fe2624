from datetime import timezone
from zoneinfo import ZoneInfo

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, format_datetime
from odoo.tools.image import image_data_uri

from ..models.talk.talk_reading_mixin import PRINTED
from ..models.talk.talk_record import DRAFT
from ..models.talk.talk_signature import EMPLOYEE, RECORDER, RESPONSIBLE, SECOND
from ..models.talk.talk_talk import GROUP


class ReportTalkForm(models.AbstractModel):
    """What both papers share: the facts of the talk and the lines to sign."""

    _name = "report.talk_management.talk_form"
    _description = "Talk Form"

    @api.model
    def _as_reader(self, model, docids):
        """The records to print, as the person who prints them.

        Whatever started the printing, no superuser reads them; raises AccessError.
        """
        if self.env.uid == SUPERUSER_ID:
            raise AccessError(
                self.env._("What was said in a talk is read by those who took part, nobody else.")
            )
        records = self.env[model].with_user(self.env.uid).browse(docids)
        records.check_access("read")
        return records

    @api.model
    def _values(self, forms, company):
        env = self.env
        user, company = env.user, company.sudo()
        made = format_datetime(env, fields.Datetime.now(), dt_format="short")
        return {
            "forms": forms,
            "language": env.lang or "en_US",
            "organisation": company.name,
            "seal_line": company.talk_seal_line or company.name,
            "made": env._("Made %(time)s for %(name)s", time=made, name=user.name),
        }

    @api.model
    def _facts(self, talk, people, shows_status):
        """[(label, value)] of the talk, as its reader may know them."""
        _ = self.env._
        responsible = talk.responsible_id.sudo()
        date, begins, ends = self._times(talk)
        facts = [
            (_("Number"), talk.name),
            (_("Date"), date),
            (_("Time"), f"{begins}–{ends}"),
            (_("Place"), talk.place),
            (_("Kind"), talk.kind_id.name),
            (_("Format"), self._label(talk, "format")),
            (_("Channel"), self._label(talk, "channel")),
            (_("Relation"), self._relation(talk)),
            (_("Responsible"), responsible.name),
            (_("Post of the responsible"), self._post(responsible, talk)),
            *self._others(talk),
            (_("Employee"), "、".join(person.name for person in people)),
            (_("Post of the employee"), "、".join(filter(None, self._posts(people, talk)))),
        ]
        if shows_status and len(people) == 1:
            facts.append((_("Political status"), self._political_status(talk, people)))
        facts.append((_("Department"), talk.department_id.name))
        return facts

    @api.model
    def _others(self, talk):
        """[(label, value)] of those who hold the talk with the responsible, and the recorder."""
        others = [
            (self.env._("Held together with"), talk.sudo().co_holder_ids),
            (self.env._("Recorder"), talk.sudo().recorder_id),
        ]
        return [(label, "、".join(found.mapped("name"))) for label, found in others if found]

    @api.model
    def _copies(self, record):
        """Where a copy goes, and since when it has gone."""
        if not record.copy_note:
            return ""
        if not record.date_copy_sent:
            return record.copy_note
        sent = self.env._(
            "Sent on %(day)s by %(name)s.",
            day=format_date(self.env, record.date_copy_sent),
            name=record.copy_sender_id.sudo().name,
        )
        return f"{record.copy_note} {sent}"

    @api.model
    def _times(self, talk):
        zone = ZoneInfo(self.env.context.get("tz") or talk.company_id.sudo()._talk_timezone())
        start, end = (
            moment.replace(tzinfo=timezone.utc).astimezone(zone)
            for moment in (talk.date_start, talk.date_end)
        )
        return format_date(self.env, start.date()), f"{start:%H:%M}", f"{end:%H:%M}"

    @api.model
    def _label(self, record, name):
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")

    @api.model
    def _political_status(self, talk, person):
        """Filled in for HR officers, the person, and the responsible while answering for them.

        Anybody may plan a talk with anybody, and print its form.
        """
        user, responsible = self.env.user, talk.responsible_id.sudo()
        asked = person.with_user(user)
        field = person._fields["political_status"]
        if not (
            person.user_id == user
            or (asked._has_field_access(field, "read") and asked.has_access("read"))
            or (responsible.user_id == user and self._answers_for(responsible, person))
        ):
            return ""
        return self._label(person, "political_status")

    @api.model
    def _answers_for(self, responsible, person):
        edges = self.env["talk.edge"].sudo()
        return edges.search_count(
            [
                ("responsible_id", "=", responsible.id),
                ("employee_id", "=", person.id),
                ("date_to", "=", False),
            ],
            limit=1,
        )

    @api.model
    def _post(self, employee, talk):
        """The post on the day of the talk; ``employee`` as superuser, for this one field."""
        return employee._get_version(talk.date).job_title or ""

    @api.model
    def _posts(self, people, talk):
        return [self._post(person, talk) for person in people]

    @api.model
    def _relation(self, talk):
        """By which layers the talk was owed, as far as its reader sees what was owed."""
        owed = self.env["talk.obligation"].with_user(self.env.uid)
        layers = owed.search([("talk_id", "=", talk.id)]).layer_id
        return "; ".join(layers.mapped("display_name"))

    @api.model
    def _signatures(self, kind, for_one):
        """Who signs by the kind of talk; the employee only on a form that is about one person."""
        _ = self.env._
        boxes = [
            (kind.signs_responsible, RESPONSIBLE, _("Signature of the responsible")),
            (kind.signs_second, SECOND, _("Signature of the second leader")),
            (kind.signs_employee and for_one, EMPLOYEE, _("Signature of the employee")),
            (kind.signs_recorder, RECORDER, _("Signature of the recorder")),
        ]
        return [
            {"role": role, "label": label, "image": "", "note": "", "date": ""}
            for signs, role, label in boxes
            if signs
        ]

    @api.model
    def _field_label(self, model, name):
        return self.env[model]._fields[name]._description_string(self.env)


class ReportTalkRecordForm(models.AbstractModel):
    """The talk record form (谈话记录表) of a record, for those who may read it (H4.3).

    Odoo's own address for reports asks no group, so the records are asked here.
    """

    _name = "report.talk_management.report_talk_record_form"
    _inherit = "report.talk_management.talk_form"
    _description = "Talk Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        records = self._as_reader("talk.record", docids)
        records._leave_line(PRINTED)
        return self._values(
            [self._form(record) for record in records], records[:1].talk_id.sudo().company_id
        )

    @api.model
    def _form(self, record):
        talk, people = record.talk_id, record._employees_reading()
        return {
            "title": self.env._("Talk record"),
            "note": self.env._("Still being written") if record.state == DRAFT else "",
            "facts": self._facts(talk, people, shows_status=bool(record.participant_id))
            if record.took_part
            else self._facts_for_others(record, people),
            "sections": self._sections(record),
            "commitments": [
                (line.name, self._label(line, "side"), format_date(self.env, line.date_due))
                for line in record.commitment_ids
            ],
            "commitment_blanks": 0,
            "copies": self._copies(record),
            "signatures": self._signed(record),
            "amendments": [
                (
                    format_datetime(self.env, line.added_on, dt_format="short"),
                    line.author_id.sudo().name,
                    line.text,
                )
                for line in record.amendment_ids
            ],
            "codes": [],
        }

    @api.model
    def _signed(self, record):
        """The boxes, with what was signed on screen or on paper for the words as printed."""
        boxes = self._signatures(record.talk_id.sudo().kind_id, bool(record.participant_id))
        for box in boxes:
            signature = record.signature_ids.filtered(
                lambda found, role=box["role"]: found.is_current and found.role == role
            )[:1]
            if signature:
                box["image"] = image_data_uri(signature.image) if signature.image else ""
                box["note"] = "" if signature.image else self._label(signature, "how")
                box["date"] = format_datetime(self.env, signature.signed_on, dt_format="short")
        return boxes

    @api.model
    def _facts_for_others(self, record, people):
        """What somebody with whom the record is shared learns of the talk; no more is opened."""
        _ = self.env._
        return [
            (_("Number"), record.display_name),
            (_("Date"), format_date(self.env, record.date)),
            (_("Responsible"), record.responsible_id.sudo().name),
            (_("Employee"), "、".join(people.mapped("name"))),
        ]

    @api.model
    def _sections(self, record):
        """[(label, words, height)]: what was written, the common part of a group talk first."""
        parts = record
        if record.participant_id and record.talk_id.sudo().format == GROUP:
            common = [("talk_id", "=", record.talk_id.id), ("participant_id", "=", False)]
            parts = record.search(common) | record
            parts._leave_line(PRINTED)
        sections = [
            (self._field_label("talk.record", name), part[name].strip(), 0)
            for part in parts
            for name in ("group_reason", *part._shown_sections())
            if (part[name] or "").strip()
        ]
        return sections + self._lines(parts)

    @api.model
    def _lines(self, parts):
        """[(label, words, height)]: topics, notices and what was raised, one a line."""
        _ = self.env._
        topics = [
            line.topic_id.name
            if line.is_touched
            else _("%(topic)s (left out: %(reason)s)", topic=line.topic_id.name, reason=line.reason)
            for line in parts.topic_ids
            if line.state != "open"
        ]
        notices = [line.notice_id.name for line in parts.notice_ids if line.is_conveyed]
        items = [
            " · ".join(
                filter(
                    None,
                    (
                        self._label(line, "kind"),
                        line.area_id.name,
                        line.text,
                        self._label(line, "state"),
                        line.response,
                    ),
                )
            )
            for line in parts.item_ids
        ]
        lines = ((_("Topics"), topics), (_("Notices conveyed"), notices), (_("Raised"), items))
        return [(label, "\n".join(words), 0) for label, words in lines if words]
