from odoo import api, models


class TalkChainSource(models.AbstractModel):
    """A record the responsibility chain is computed from: a change asks for a new computation.

    The computation itself runs in the job, once however many records changed.
    """

    _name = "talk.chain.source"
    _description = "Source of the Responsibility Chain"

    # fields whose change moves an edge; None: every field does
    _chain_fields = None

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._ask_for_chain()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._chain_fields is None or self._chain_fields & vals.keys():
            self._ask_for_chain()
        return result

    def unlink(self):
        result = super().unlink()
        self._ask_for_chain()
        return result

    @api.model
    def _ask_for_chain(self):
        """Wake the job when this transaction commits; asking again changes nothing."""
        asked = self.env.cr.precommit.data
        if "talk.edge" in asked:
            return
        asked["talk.edge"] = True

        @self.env.cr.precommit.add
        def wake():
            cron = self.env.ref("talk_management.cron_chain", raise_if_not_found=False)
            if cron:
                cron.sudo()._trigger()
