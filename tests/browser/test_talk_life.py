"""A talk from its hour to a record both have seen, on a phone; and when somebody objects."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from playwright import sync_api

PHONE = {"width": 390, "height": 844}
CURRENT = ".o_statusbar_status button.o_arrow_button_current[data-value={}]"


HOURS = iter((11, 13))  # the other test's talk may still be planned


@pytest.fixture
def talk(as_user):
    """Of a department head with a nurse, planned for yesterday evening."""
    leader, nurse = as_user("h0048"), as_user("h0017")
    (her,) = nurse.call("res.users", "read", [nurse.uid], ["employee_id"])
    begins = datetime.now(UTC).replace(hour=next(HOURS), minute=0, second=0) - timedelta(days=1)
    return leader.call(
        "talk.talk",
        "create",
        {"employee_id": her["employee_id"][0], "date_start": f"{begins:%Y-%m-%d %H:%M:%S}"},
    )


def press(page, name):
    """A button, and the question it may ask."""
    page.click(f"button[name={name}] >> visible=true")
    with suppress(sync_api.TimeoutError):
        page.click(".modal-footer .btn-primary", timeout=2000)


def test_held_written_down_on_a_phone_and_confirmed(browser, people, talk, as_user):
    page = browser.login("h0048", people["h0048"]["password"])
    page.set_viewport_size(PHONE)
    page.goto(f"/odoo/my-talks/{talk}")
    page.reload()
    page.wait_for_selector("button[name=action_hold_and_write]")
    browser.picture(page, "talk-phone-before")
    press(page, "action_hold_and_write")
    words = "zq9 on the night shifts"
    page.wait_for_selector("div[name=content] textarea")
    page.fill("div[name=content] textarea", words)
    browser.picture(page, "record-phone-writing")
    page.wait_for_timeout(500)
    leader = as_user("h0048")
    (record,) = leader.call("talk.record", "search", [["talk_id", "=", talk]])
    page.goto(f"/odoo/talk-records/{record}")
    page.set_viewport_size({"width": 1366, "height": 900})
    page.reload()
    page.wait_for_selector("button[name=action_complete]")
    press(page, "action_complete")
    page.wait_for_selector(CURRENT.format("completed"))
    browser.picture(page, "record-completed")
    assert leader.call("talk.record", "read", [record], ["content"])[0]["content"] == words

    page = browser.login("h0017", people["h0017"]["password"])
    page.goto(f"/odoo/my-talks/{talk}")
    page.wait_for_selector("button[name=action_met]")
    browser.picture(page, "talk-did-you-meet")
    press(page, "action_met")
    page.wait_for_selector("button[name=action_met]", state="hidden")
    page.goto(f"/odoo/talk-records/{record}")
    page.wait_for_selector("button[name=action_sign]")
    browser.picture(page, "record-of-employee")
    assert words in page.inner_text(".o_form_view")
    assert page.problems == []


def test_an_objection_is_seen_and_decided_without_its_words(browser, people, talk, as_user):
    as_user("h0048").call("talk.talk", "action_hold", [talk])
    page = browser.login("h0017", people["h0017"]["password"])
    page.goto(f"/odoo/my-talks/{talk}")
    page.wait_for_selector("button[name=action_not_met]")
    press(page, "action_not_met")
    page.wait_for_selector("button[name=action_not_met]", state="hidden")
    browser.picture(page, "talk-objected")
    officer = as_user("h0014")
    (asked,) = officer.call("talk.confirmation", "search", [["talk_id", "=", talk]])
    page = browser.login("h0014", people["h0014"]["password"])
    page.goto(f"/odoo/talk-confirmations/{asked}")
    page.wait_for_selector("button[name=action_counts]")
    browser.picture(page, "objection-to-decide")
    press(page, "action_counts")
    page.wait_for_selector("button[name=action_counts]", state="hidden")
    browser.picture(page, "objection-decided")
    (row,) = officer.call("talk.confirmation", "read", [asked], ["decision", "is_disputed"])
    assert (row["decision"], row["is_disputed"]) == ("counts", False)
    assert page.problems == []
