from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_reserved_mixin import is_superuser_session

DOCUMENT = {"res_model", "res_model_id", "res_id"}


def readable(env, model, ids):
    """Ids of those records of ``model`` that the user of ``env`` may read."""
    if not isinstance(model, str) or model not in env:
        return set()
    records = env[model].sudo(False).browse(ids).exists()
    return set(records._filtered_access("read").ids)


def hidden_models(env):
    """The models that say of themselves that their activities are a secret."""
    return tuple(
        name
        for name, model in env.registry.items()
        if not model._abstract and getattr(model, "_hides_activities", False)
    )


class MailActivity(models.Model):
    """That somebody is asked for a talk, or is to be talked with again, is seen by those
    concerned alone, and who is asked whether a talk was held by those who may know of it. Odoo
    asks the row who reads its activities; the superuser, whom it does not ask, is not given them.

    Nor is an activity a way to the names of records: Odoo works out as the superuser what it
    hangs on, while it is typed and when it is moved.
    """

    _inherit = "mail.activity"

    # pylint: disable=missing-return
    def _compute_res_name(self):
        typed = self.filtered(
            lambda activity: not activity._origin and activity.res_model and activity.res_id
        )
        super(MailActivity, self - typed)._compute_res_name()
        for activity in typed:
            may_read = readable(self.env, activity.res_model, [activity.res_id])
            document = self.env[activity.res_model].browse(may_read)
            activity.res_name = bool(may_read) and document.display_name

    def write(self, vals):
        """What is hung on another record must be allowed to hang there, as when it is made."""
        result = super().write(vals)
        if not self.env.su and DOCUMENT & vals.keys():
            self.check_access("create")
        return result

    @api.model
    def _search(self, domain, *args, **kwargs):
        if is_superuser_session(self.env):
            domain = Domain(domain) & Domain("res_model", "not in", hidden_models(self.env))
        return super()._search(domain, *args, **kwargs)

    def _fetch_query(self, query, fields):
        if is_superuser_session(self.env):
            query.add_where(
                SQL(
                    "COALESCE(%s, '') NOT IN %s",
                    SQL.identifier(query.table, "res_model"),
                    hidden_models(self.env),
                )
            )
        return super()._fetch_query(query, fields)


class MailMessage(models.Model):
    """The name of the record a message is on, for those who may read the record while the
    message is typed; moving one is for administrators, and no way around that."""

    _inherit = "mail.message"

    # pylint: disable=missing-return
    def _compute_record_name(self):
        typed = self.filtered(lambda message: not message._origin)
        super(MailMessage, self - typed)._compute_record_name()
        for message in typed:
            may_read = message.model and readable(self.env, message.model, [message.res_id])
            document = bool(may_read) and self.env[message.model].browse(may_read)
            message.record_name = document and document.display_name

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and {"model", "res_id"} & vals.keys():
            self.check_access("create")
        return result
