from odoo.exceptions import UserError
from odoo.fields import Command

LINKING = frozenset({Command.LINK, Command.UNLINK, Command.SET, Command.CLEAR})


def check_links(rows, vals):
    """Raise UserError where lists in ``vals`` do more than choose from what is there.

    A command of a form can make, change and delete the rows it names. What is written as the
    superuser is asked this first, or anybody could change anything with it.
    """
    for name, value in vals.items():
        field = rows._fields.get(name)
        if field is None or field.type not in ("one2many", "many2many"):
            continue
        for command in value or ():
            by_number = isinstance(command, int)
            if field.type == "one2many" or not by_number and command[0] not in LINKING:
                raise UserError(rows.env._("Choose from what is there already."))


def without_lists(rows):
    """``rows`` without defaults for lists that were handed over with the call."""
    context = rows.env.context
    lists = {
        f"default_{name}"
        for name, field in rows._fields.items()
        if field.type in ("one2many", "many2many")
    }
    kept = {key: value for key, value in context.items() if key not in lists}
    return rows.with_context(kept)  # pylint: disable=context-overridden
