from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import clean_context


class TalkTalk(models.Model):
    """What a talk must touch and convey stands in its record when that opens (H1.1, H1.5, B4c)."""

    _inherit = "talk.talk"

    def _after_hold(self):
        result = super()._after_hold()  # what it settles is known then, and its records are there
        self._open_content()
        return result

    def _open_content(self):
        """Put the topics and notices into the record, in a group talk into the common part."""
        # a default handed over with the call must not note anything for the responsible
        for talk in self.with_env(self.env(context=clean_context(self.env.context))):
            record = talk._common_record()
            if not record:
                continue
            settled = talk.obligation_ids
            rules = settled.rule_id | settled.source_rule_id
            layers = settled.layer_id | talk._layers_between()
            topics = self.env["talk.topic"]._asked_for(talk.kind_id, rules, layers, talk.company_id)
            record.topic_ids.create(
                [
                    {"record_id": record.id, "topic_id": topic.id, "is_mandatory": True}
                    for topic in topics - record.topic_ids.topic_id
                ]
            )
            notices = self.env["talk.notice"]._to_convey(
                talk.kind_id, rules, talk.company_id, talk.date
            )
            record.notice_ids.create(
                [
                    {"record_id": record.id, "notice_id": notice.id}
                    for notice in notices - record.notice_ids.notice_id
                ]
            )

    def _common_record(self):
        """The record of a one-on-one talk; the common part of a group talk's."""
        self.ensure_one()
        return self.record_ids.sorted(lambda record: (bool(record.participant_id), record.id))[:1]

    def _layers_between(self):
        """In which layers the responsible answers for those who came, or did on that day."""
        self.ensure_one()
        came = self.participant_ids.filtered(lambda other: other.attendance != "absent")
        edges = self.env["talk.edge"].search(
            [
                ("responsible_id", "=", self.responsible_id.id),
                ("employee_id", "in", came.employee_id.ids),
                "|",
                ("date_to", "=", False),
                ("date_to", ">", self.date),
            ]
        )
        return edges.layer_id

    def _check_reopen(self):
        if any(record._has_lines() for record in self.sudo().record_ids):
            raise UserError(
                self.env._("Something is written in the record, so the talk was held and stays so.")
            )
        return super()._check_reopen()

    def _asked_for_criticism(self):
        """Those of these talks in which the leader asked for criticism of themselves (H1.3).

        For figures: nothing is read but the tick in completed records.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT r.talk_id
                     FROM talk_record r
                     JOIN talk_record_topic l ON l.record_id = r.id AND l.state = 'touched'
                     JOIN talk_topic c ON c.id = l.topic_id AND c.is_self_criticism
                    WHERE r.state <> 'draft' AND r.talk_id IN %s""",
                tuple(self.ids) or (0,),
            )
        )
        return self.browse(row[0] for row in rows)
