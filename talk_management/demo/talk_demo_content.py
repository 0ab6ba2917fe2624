from datetime import timedelta

from odoo import Command, api, models

# (what was raised, kind, area, the response where it was settled in the talk)
RAISED = (
    ("夜班排班不够均衡，连续夜班较多", "problem", "management", False),
    ("希望食堂晚餐延长到八点", "suggestion", "life", "已与总务科沟通，下周一起延长到八点"),
    ("希望有外出进修的机会", "demand", "growth", False),
)


class TalkDemo(models.AbstractModel):
    """What talks touch, convey and hear: standing topics, a notice, what was raised."""

    _inherit = "talk.demo"

    @api.model
    def _load(self, company_id):
        result = super()._load(company_id)
        company = self.env["res.company"].browse(company_id)
        today = company._talk_today()
        layers = ("leader_head", "head_staff")
        self.env.ref("talk_management.topic_integrity").mandatory_layer_ids = [
            Command.link(self.env.ref(f"talk_management.layer_{layer}").id) for layer in layers
        ]
        kinds = self.env["talk.kind"]._ordinary() | self.env.ref("talk_management.kind_reminder")
        self.env["talk.notice"].create(
            {
                "name": "关于三起违规收受礼品礼金典型问题的通报",
                "issuer": "区纪委监委",
                "date": today - timedelta(days=15),
                "date_to": today + timedelta(days=60),
                "text": "各科室在谈心谈话中传达，引以为戒。",
                "company_id": company_id,
                "kind_ids": [Command.set(kinds.ids)],
            }
        )
        self._note_what_was_raised(company)
        return result

    def _note_what_was_raised(self, company):
        records = self.env["talk.record"].search(
            [("talk_id.company_id", "=", company.id), ("participant_id", "!=", False)], limit=30
        )
        self.env["talk.record.item"].create(
            [
                {
                    "record_id": record.id,
                    "text": text,
                    "kind": kind,
                    "area_id": self.env.ref(f"talk_management.area_{area}").id,
                    "state": "settled" if response else "follow_up",
                    "response": response,
                }
                for record, (text, kind, area, response) in zip(
                    records, RAISED * (len(records) // len(RAISED)), strict=False
                )
            ]
        )
