"""What was noted to be followed up before there were raised items becomes one now."""

from odoo import SUPERUSER_ID, api

BATCH = 1000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    lines = env["talk.record.item"].search([("state", "=", "follow_up")])
    for start in range(0, len(lines), BATCH):
        lines[start : start + BATCH]._follow()
        env.flush_all()
        env.invalidate_all()
