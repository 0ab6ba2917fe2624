"""What somebody raised in a talk, from the hand of one head into that of another, to the answer."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from playwright import sync_api

RESPONSIBLE, RAISER, HANDLER = "h0048", "h0017", "h0008"
CURRENT = ".o_statusbar_status button.o_arrow_button_current[data-value={}]"
SAID = "zq7 nobody but the head of the ward is to know that I said it"
PASSED = "zq8 the beds of the night shift are damp"
ANSWER = "zq9 every room has got a dryer"


@pytest.fixture
def raised(as_user):
    """The number of an item that a nurse raised with the head of her department, who may pass on
    her words but not her name."""
    leader, nurse = as_user(RESPONSIBLE), as_user(RAISER)
    (her,) = nurse.call("res.users", "read", [nurse.uid], ["employee_id"])
    begins = datetime.now(UTC).replace(hour=9, minute=0, second=0) - timedelta(days=2)
    talk = leader.call(
        "talk.talk",
        "create",
        {"employee_id": her["employee_id"][0], "date_start": f"{begins:%Y-%m-%d %H:%M:%S}"},
    )
    leader.call("talk.talk", "action_hold", [talk])
    (record,) = leader.call("talk.record", "search", [["talk_id", "=", talk]])
    (topics,) = leader.call("talk.record", "read", [record], ["topic_ids"])
    leader.call("talk.record.topic", "write", topics["topic_ids"], {"is_touched": True})
    leader.call("talk.record", "write", [record], {"content": "zq6"})
    line = leader.call(
        "talk.record.item",
        "create",
        {
            "record_id": record,
            "text": SAID,
            "kind": "difficulty",
            "state": "follow_up",
            "passing": "anonymous",
            "passed_words": PASSED,
        },
    )
    leader.call("talk.record", "action_complete", [record])
    (raiser,) = leader.call(
        "talk.item.raiser", "search_read", [["record_item_id", "=", line]], ["item_id"]
    )
    return raiser["item_id"][0]


def press(page, name):
    """A button, and the question it may ask."""
    page.click(f"button[name={name}] >> visible=true")
    with suppress(sync_api.TimeoutError):
        page.click(".modal-footer .btn-primary", timeout=2000)


def choose(page, name, text):
    """One of those that a field of a dialog offers."""
    page.fill(f".modal div[name={name}] input", text)
    page.click(f".o-autocomplete--dropdown-item:has-text('{text}') >> nth=0")


def department_of(person):
    (user,) = person.call("res.users", "read", [person.uid], ["employee_id"])
    (employee,) = person.call(
        "hr.employee.public", "read", [user["employee_id"][0]], ["department_id"]
    )
    return employee["department_id"][1].split(" / ")[-1]


def test_handed_over_solved_by_another_and_confirmed_by_who_raised_it(
    browser, people, raised, as_user
):
    page = browser.login(RESPONSIBLE, people[RESPONSIBLE]["password"])
    page.goto(f"/odoo/items-to-handle/{raised}")
    page.wait_for_selector("button[name=action_hand_over]")
    browser.picture(page, "item-of-responsible")
    page.click("button[name=action_hand_over] >> visible=true")
    choose(page, "department_id", department_of(as_user(HANDLER)))
    browser.picture(page, "item-hand-over")
    page.click(".modal-footer button[name=action_hand_over]")
    page.wait_for_selector(".modal", state="detached")
    page.wait_for_selector("button[name=action_hand_over]", state="hidden")
    browser.picture(page, "item-handed-over")
    assert page.problems == []

    page = browser.login(HANDLER, people[HANDLER]["password"])
    page.goto(f"/odoo/items-to-handle/{raised}")
    page.wait_for_selector("button[name=action_take_up]")
    browser.picture(page, "item-of-handler")
    assert PASSED in page.inner_text(".o_form_view")
    assert SAID not in page.content()
    press(page, "action_take_up")
    page.wait_for_selector(CURRENT.format("in_progress"))
    page.fill("div[name=title] input", "Damp beds")
    page.click(".nav-link[name=handling]")
    page.fill("div[name=answer] textarea", ANSWER)
    page.fill("div[name=evaluation] textarea", "It has helped.")
    page.check("div[name=effect] input[data-value=effective]")
    press(page, "action_solve")
    page.wait_for_selector(CURRENT.format("solved"))
    browser.picture(page, "item-solved")
    assert page.problems == []

    page = browser.login(RAISER, people[RAISER]["password"])
    page.goto("/odoo/my-raised-items")
    page.click(f".o_data_row:has-text('{PASSED}') >> td[name=words]")
    page.wait_for_selector("button[name=action_confirm]")
    browser.picture(page, "item-answered")
    assert ANSWER in page.inner_text(".o_form_view")
    press(page, "action_confirm")
    page.wait_for_selector("button[name=action_confirm]", state="hidden")
    browser.picture(page, "item-confirmed")
    (mine,) = as_user(RAISER).call(
        "talk.item.raiser", "search_read", [["item_id", "=", raised]], ["state"]
    )
    assert mine["state"] == "confirmed"
    assert page.problems == []
