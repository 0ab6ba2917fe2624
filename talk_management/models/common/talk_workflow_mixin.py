from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class TalkWorkflowMixin(models.AbstractModel):
    """States are data: a model lists the steps it allows, this checks them."""

    _name = "talk.workflow.mixin"
    _description = "Talk Workflow"

    # pairs (from, to) over the model's ``state`` field
    _transitions = frozenset()
    # fields only the model's own methods may set, never a form or a remote call
    _guarded_fields = frozenset({"state"})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded(vals)
        return super(TalkWorkflowMixin, self._without_guarded_defaults()).create(vals_list)

    def write(self, vals):
        self._check_guarded(vals)
        return super().write(vals)

    def _check_guarded(self, vals):
        """Raise AccessError when someone sets by hand what only a step may set."""
        if not self.env.su and (hit := self._guarded_fields & vals.keys()):
            raise AccessError(
                self.env._(
                    "“%s” follows from what is done and cannot be set by hand.",
                    self._fields[sorted(hit)[0]]._description_string(self.env),
                )
            )

    @api.model
    def _without_guarded_defaults(self):
        """A default handed over with the call is set by hand as well."""
        handed = {f"default_{name}" for name in self._guarded_fields} & self.env.context.keys()
        if self.env.su or not handed:
            return self
        kept = {key: value for key, value in self.env.context.items() if key not in handed}
        return self.with_context(kept)  # pylint: disable=context-overridden

    def _check_step(self, target):
        """Raise UserError unless every record may go to ``target`` from where it is."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for record in self:
            if (record.state, target) not in self._transitions:
                raise UserError(
                    self.env._(
                        "%(name)s cannot go from “%(from_state)s” to “%(to_state)s”.",
                        name=record.display_name,
                        from_state=labels.get(record.state),
                        to_state=labels.get(target),
                    )
                )

    def _claim(self):
        """Where two press at once, one goes first: the other waits here, is refused by the
        database, and is asked again on what the first has left."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE %s SET state = state WHERE id IN %s RETURNING id",
                SQL.identifier(self._table),
                tuple(self.ids) or (0,),
            )
        )
        self.invalidate_recordset()

    def _step(self, target, **values):
        """Go to ``target`` and write ``values`` with it. Raises UserError as _check_step."""
        self._check_step(target)
        self.sudo().write({"state": target, **values})
