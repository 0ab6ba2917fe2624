"""An employee books, moves and cancels a time in an open session, on a screen and on a phone."""

from datetime import UTC, datetime, timedelta

import pytest

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def session(as_user):
    """Published by the HR officer for tomorrow: a department head receives for two hours."""
    officer, leader = as_user("h0014"), as_user("h0048")
    (user,) = leader.call("res.users", "read", [leader.uid], ["employee_id"])
    begins = datetime.now(UTC).replace(hour=6, minute=0, second=0) + timedelta(days=1)
    number = len(officer.call("talk.place", "search", [["active", "in", [True, False]]]))
    vals = {
        "responsible_id": user["employee_id"][0],
        "place_id": officer.call("talk.place", "create", {"name": f"1号楼三楼 30{number}"}),
        "date_start": begins.strftime("%Y-%m-%d %H:%M:%S"),
        "date_end": (begins + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M:%S"),
    }
    made = officer.call("talk.session", "create", vals)
    officer.call("talk.session", "action_publish", [made])
    yield made
    officer.call("talk.session", "action_cancel", [made])


@pytest.fixture
def employee(browser, people):
    return browser.login("h0017", people["h0017"]["password"])


def open_slot(page, slot):
    """Open one of the times; other sessions may lie between."""
    page.goto(f"/odoo/open-sessions/{slot}")
    page.wait_for_selector(".o_form_view")


def test_an_employee_books_moves_and_cancels(browser, employee, session, as_user):
    page = employee
    first, second, *_others = as_user("h0017").call(
        "talk.slot", "search", [["session_id", "=", session]]
    )
    page.goto("/odoo/open-sessions")
    page.wait_for_selector(".o_calendar_view")
    browser.picture(page, "open-sessions-calendar")
    open_slot(page, first)
    page.wait_for_selector("button[name=action_book]")
    browser.picture(page, "open-session-slot")
    page.click("button[name=action_book]")
    page.wait_for_selector("button[name=action_my_booking]")
    browser.picture(page, "open-session-booked")
    open_slot(page, second)
    page.click("button[name=action_move_here]")
    page.wait_for_selector("button[name=action_my_booking]")
    page.click("button[name=action_my_booking]")
    page.wait_for_selector("button[name=action_cancel]")
    browser.picture(page, "open-session-my-booking")
    page.click("button[name=action_cancel]")
    page.click(".modal-footer .btn-primary")
    page.wait_for_selector(
        ".o_statusbar_status button[data-value=cancelled].o_arrow_button_current"
    )
    page.goto("/odoo/my-bookings")
    page.wait_for_selector(".o_view_controller")
    browser.picture(page, "my-bookings")
    assert page.problems == []
    slots = as_user("h0014").call(
        "talk.slot", "search_read", [["session_id", "=", session]], ["is_free"]
    )
    assert all(slot["is_free"] for slot in slots)


def test_an_employee_books_on_a_phone(browser, people, session):
    page = browser.login("h0017", people["h0017"]["password"])
    page.set_viewport_size(PHONE)
    page.goto("/odoo/open-sessions")
    page.wait_for_selector(".o_view_controller")
    page.reload()
    page.wait_for_selector(".o_kanban_view .o_kanban_record")
    browser.picture(page, "open-sessions-phone")
    page.click(".o_kanban_record >> nth=0")
    page.wait_for_selector("button[name=action_book]")
    browser.picture(page, "open-session-slot-phone")
    page.click("button[name=action_book]")
    page.wait_for_selector("button[name=action_my_booking]")
    browser.picture(page, "open-session-booked-phone")
    assert page.problems == []


def test_the_officer_sees_who_comes_to_a_session(browser, people, session, as_user):
    nurse, officer = as_user("h0017"), as_user("h0014")
    (slot,) = nurse.call("talk.slot", "search", [["session_id", "=", session]], limit=1)
    nurse.call("talk.slot", "action_book", [slot])
    page = browser.login("h0014", people["h0014"]["password"])
    page.goto(f"/odoo/talk-sessions/{session}")
    page.wait_for_selector("button[name=action_bookings]")
    browser.picture(page, "session-of-officer")
    page.click("button[name=action_bookings]")
    page.wait_for_selector(".o_data_row")
    browser.picture(page, "session-bookings")
    assert page.problems == []
    assert officer.call("talk.booking", "search_count", [["session_id", "=", session]]) == 1
