def uninstall_hook(env):
    """Remove what Odoo's own uninstall leaves behind: our parameters and saved filters."""
    env["ir.config_parameter"].search([("key", "=like", "talk_management.%")]).unlink()
    env["ir.filters"].search([("model_id", "=like", "talk.%")]).unlink()
