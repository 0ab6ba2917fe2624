from odoo import api, models


class TalkNoticeSource(models.AbstractModel):
    """A record in which events are noticed (H4.5a): a change wakes the daily job now."""

    _name = "talk.notice.source"
    _description = "Source of Noticed Events"

    # fields whose change may be an event; None: every field
    _notice_fields = None

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._ask_for_events()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._notice_fields is None or self._notice_fields & vals.keys():
            self._ask_for_events()
        return result

    def unlink(self):
        result = super().unlink()
        self._ask_for_events()
        return result

    @api.model
    def _ask_for_events(self):
        """Wake the job when this transaction commits; asking again changes nothing."""
        asked = self.env.cr.precommit.data
        if "talk.trigger" in asked:
            return
        asked["talk.trigger"] = True

        @self.env.cr.precommit.add
        def wake():
            cron = self.env.ref("talk_management.cron_obligation", raise_if_not_found=False)
            if cron:
                cron.sudo()._trigger()


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "talk.notice.source"]

    _notice_fields = {
        "active",
        "company_id",
        "current_version_id",
        "party_join_date",
        "party_full_date",
    }


class HrVersion(models.Model):
    _name = "hr.version"
    _inherit = ["hr.version", "talk.notice.source"]

    _notice_fields = {
        "active",
        "contract_date_start",
        "date_version",
        "department_id",
        "departure_date",
        "departure_reason_id",
        "employee_id",
        "is_custom_job_title",
        "job_id",
        "job_title",
        "rank_id",
    }


class HrDepartment(models.Model):
    _name = "hr.department"
    _inherit = ["hr.department", "talk.notice.source"]

    _notice_fields = {"active", "manager_id"}


class TalkEmploymentStatus(models.Model):
    _name = "talk.employment.status"
    _inherit = ["talk.employment.status", "talk.notice.source"]
