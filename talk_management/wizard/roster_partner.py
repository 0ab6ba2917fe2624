from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _avatar_generate_svg(self):
        """No stored picture for the users of a roster.

        Odoo stores a picture with the initials for each new user, in five sizes, which is
        most of the time an import takes. Made by someone who may not write views it is even
        stored as plain text and shows broken. Without it the same initials are drawn
        whenever they are looked at.
        """
        if self.env.context.get("talk_roster_import"):
            return False
        return super()._avatar_generate_svg()
