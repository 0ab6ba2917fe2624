def uninstall_hook(env):
    """Remove what Odoo's own uninstall leaves behind: our parameters and saved filters, and the
    names that other modules' mixins gave to parts of our models."""
    env["ir.config_parameter"].search([("key", "=like", "talk_management.%")]).unlink()
    env["ir.model.data"].search(
        [
            ("module", "!=", "talk_management"),
            "|",
            ("name", "=like", r"selection\_\_talk\_%"),
            ("name", "=like", r"model\_inherit\_\_talk\_%"),
        ]
    ).unlink()
    env["ir.filters"].search([("model_id", "=like", "talk.%")]).unlink()
