"""Every screen of the addon opens for those who have it, in Chinese, without an error."""

import pytest

MINE = [
    "talks-i-owe",
    "my-talks",
    "talk-records",
    "ask-for-a-talk",
    "talks-asked-of-me",
    "talks-below-me",
]
OFFICE = [
    "talk-obligations",
    "talks",
    "talk-reminders",
    "talk-responsibilities",
    "talk-gaps",
    "talk-teams",
    "talk-branches",
    "talk-rules",
    "talk-layers",
]
SCREENS = {
    "h0017": MINE,  # employee
    "h0048": MINE,  # department head
    "h0004": MINE,  # member of the leadership team
    "h0024": ["talk-obligations", "formal-measures"],  # discipline officer
    "h0014": [*MINE, *OFFICE],  # HR officer
    "h0008": [*MINE, *OFFICE],  # administrator of the app
}


@pytest.mark.parametrize("login", SCREENS)
def test_the_screens_of_a_role_open(browser, people, login):
    page = browser.login(login, people[login]["password"])
    for path in SCREENS[login]:
        page.goto(f"/odoo/{path}")
        page.wait_for_selector(".o_view_controller")
        browser.picture(page, f"{path}-{login}")
        assert not page.query_selector(".o_error_dialog"), path
        assert page.problems == [], path


@pytest.mark.parametrize("view", ["kanban", "calendar", "pivot", "graph"])
def test_the_obligations_can_be_looked_at_in_other_ways(browser, people, view):
    page = browser.login("h0014", people["h0014"]["password"])
    page.goto("/odoo/talk-obligations")
    page.click(f".o_switch_view.o_{view}")
    page.wait_for_selector(f".o_{view}_view")
    browser.picture(page, f"obligations-{view}")
    assert page.problems == []


def test_a_leader_plans_a_talk_from_what_is_owed(browser, people):
    page = browser.login("h0004", people["h0004"]["password"])
    page.goto("/odoo/talks-i-owe")
    page.wait_for_selector(".o_data_row")
    page.click("button[name=action_plan_talk] >> nth=0")
    page.wait_for_selector(".o_form_view")
    page.fill("div[name=place] input", "三楼小会议室")
    page.click(".o_form_button_save")
    page.wait_for_selector(".o_statusbar_status button[data-value=planned].o_arrow_button_current")
    page.wait_for_selector("button[name=action_hold]")
    browser.picture(page, "talk-planned")
    assert page.problems == []


def test_an_employee_has_no_menu_of_the_office(browser, people):
    page = browser.login("h0017", people["h0017"]["password"])
    page.goto("/odoo/my-talks")
    page.wait_for_selector(".o_view_controller")
    sections = page.locator(".o_menu_sections > *").all_inner_texts()
    assert len([text for text in sections if text.strip()]) == 2  # mine, and my records
