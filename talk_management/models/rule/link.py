"""Links typed by people: only such as a browser opens as a page."""

from urllib.parse import urlsplit

from odoo.exceptions import ValidationError


def check_link(env, link):
    """Raise ValidationError unless ``link`` is empty or the address of a page."""
    if not (link or "").strip():
        return
    try:
        parts = urlsplit(link.strip())
        is_page = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_page = False
    if not is_page or any(sign.isspace() for sign in link.strip()):
        raise ValidationError(
            env._("“%s” is not an address of a page: it begins with https:// or http://.", link)
        )
