from odoo import api, fields, models
from odoo.tools import SQL

OPENED = "opened"
SEARCHED = "searched"
PRINTED = "printed"
EXPORTED = "exported"
# what a row tells without its words: a list of records by number and date is no reading
FACTS = frozenset(
    {
        "id",
        "create_uid",
        "create_date",
        "write_uid",
        "write_date",
        "record_id",
        "talk_id",
        "participant_id",
        "employee_id",
        "company_id",
        "state",
        "sequence",
        "read_from_outside",
    }
)

# an object no caller can hand over: what is fetched or kept in order is not searched by words
NO_SEARCH = object()


class ReadFromOutside(fields.Boolean):
    """A column no table has: the statement that fetches words works it out beside them, so that
    those who took part pay nothing for the log of the others."""

    def update_db(self, model, columns):
        return False

    def to_sql(self, model, alias):
        return SQL("(%s)", model._sql_read_from_outside(alias, model.env.uid))


class TalkConfidentialMixin(models.AbstractModel):
    """Whoever was not in the talk leaves a line when they read of it (B9).

    Every way to words ends in one of three places: they are fetched from the database, named
    in a statement (searched, sorted or grouped by), or handed out from memory. All three are
    watched here, for the record and for everything that hangs on it by ``record_id``. Where
    the line cannot be written, the reading fails with it.
    """

    _inherit = "talk.confidential.mixin"

    # fields of this model that tell nothing of what was said, beside FACTS
    _read_freely = frozenset()

    read_from_outside = ReadFromOutside(
        string="Read from Outside",
        copy=False,
        readonly=True,
        prefetch=False,
        exportable=False,
        export_string_translation=False,
        depends_context=("uid",),
        help="Technical: whether the current user reads it without having been in the talk.",
    )

    def init(self):
        # Odoo makes a new table with a column for each field that has a type
        result = super().init()
        if not self._abstract:
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE IF EXISTS %s DROP COLUMN IF EXISTS read_from_outside",
                    SQL.identifier(self._table),
                )
            )
        return result

    @api.model
    def _sql_read_from_outside(self, alias, uid):
        """SQL condition: user ``uid``, who sees the row, was not in the talk."""
        if "record_id" not in self._fields:
            return SQL("FALSE")
        records = self.env["talk.record"]
        return SQL(
            """%s = ANY(ARRAY(SELECT r.id FROM talk_record r
                              WHERE (%s) AND (%s)))""",
            SQL.identifier(alias, "record_id"),
            records._sql_visible("r", uid),
            records._sql_read_from_outside("r", uid),
        )

    @api.model
    def _is_word(self, name):
        field = self._fields.get(name)
        return (
            field is not None
            and field.store
            and field.type != "one2many"
            and name not in FACTS
            and name not in self._read_freely
        )

    def _record_read(self):
        """The records these rows are part of."""
        return self.record_id if "record_id" in self._fields else self.env["talk.record"]

    # fetched

    def _fetch_field(self, field):
        """A fact is fetched without the words: looking at a number is no reading."""
        if self._is_word(field.name) or field.name == "read_from_outside":
            return super()._fetch_field(field)
        if not (field.prefetch and self.env.context.get("prefetch_fields", True)):
            return self.fetch([field.name])
        names = [
            name
            for name, other in self._fields.items()
            if other.prefetch == field.prefetch
            and not self._is_word(name)
            and self._has_field_access(other, "read")
        ]
        return self.fetch({*names, field.name})

    def _fetch_query(self, query, fields):
        if self.env.su or not any(self._is_word(field.name) for field in fields):
            return super()._fetch_query(query, fields)
        outside = self._fields["read_from_outside"]
        # the statement is not a search, though it names the words
        fetching = self.with_context(talk_no_search=NO_SEARCH)
        fetched = super(TalkConfidentialMixin, fetching)._fetch_query(query, {*fields, outside})
        fetched = fetched.with_env(self.env)
        fetched._leave_line(OPENED)
        return fetched

    # handed out from memory

    def _read_format(self, fnames, load="_classic_read"):
        if not self.env.su and any(self._is_word(name) for name in fnames):
            self._leave_line(OPENED)
        return super()._read_format(fnames, load=load)

    def _export_rows(self, fields, *args, **kwargs):
        if any(path and self._is_word(path[0]) for path in fields):
            self._leave_line(EXPORTED)
        return super()._export_rows(fields, *args, **kwargs)

    # searched

    @api.model
    def _field_to_sql(self, alias, field_expr, query=None):
        quiet = self.env.su or self.env.context.get("talk_no_search") is NO_SEARCH
        if not quiet and self._is_word(field_expr.partition(".")[0]):
            self._leave_line_on_searching()
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _order_to_sql(self, order, query, alias=None, reverse=False):
        if not order or order == self._order:
            self = self.with_context(talk_no_search=NO_SEARCH)
        return super()._order_to_sql(order, query, alias, reverse)

    @api.model
    def _leave_line_on_searching(self):
        """What was found and what was not tell of every record the user could find."""
        if "record_id" in self._fields or self._name == "talk.record":
            self.env["talk.reading"]._note_all(SEARCHED)

    def _leave_line(self, way):
        if self.env.su:
            return
        outside = self._origin.filtered("read_from_outside")
        if outside:
            self.env["talk.reading"]._note(outside.sudo()._record_read(), way)
