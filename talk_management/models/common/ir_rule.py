import logging

from odoo import models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    """A refusal names nobody: in debug mode Odoo lists the names of what was refused, and the
    name of a responsibility or a participant tells who talks with whom."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        if "is_visible" not in records._fields:
            return super()._make_access_error(operation, records)
        _logger.info(
            "Refused: %s of %s %s by user %s",
            operation,
            records._name,
            records.ids[:6],
            self.env.uid,
        )
        return AccessError(
            self.env._(
                "%s: only the people concerned may do this.",
                self.env["ir.model"]._get(records._name).name,
            )
        )
