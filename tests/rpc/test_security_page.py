"""docs/security.md says what the addon's own tests walk."""

from rpc import security_page


def test_the_page_shows_the_tables_that_are_tested():
    text = security_page.PAGE.read_text(encoding="utf-8")
    assert security_page.filled(text) == text, "run: python tests/rpc/security_page.py"


def test_each_table_is_on_the_page():
    text = security_page.PAGE.read_text(encoding="utf-8")
    for name in ("rights", "methods", "steps", "fields"):
        assert f"<!-- {name} -->" in text
        assert security_page.rows(name), f"security_{name}.csv is empty"
