"""Takes the pictures of the user guide from a running `bin/run`.

.local/venv/bin/python docs/guide/pictures.py http://127.0.0.1:8069
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROSTER = HERE.parents[1] / "talk_management" / "demo" / "hospital_roster.xlsx"
LANGUAGES = {"en": "en_US", "zh_CN": "zh_CN"}
SIZE = {"width": 1200, "height": 700}
TALL = {"width": 1200, "height": 950}
# the rules shown, by their clause
RULES = {"reception": "三、2", "rule": "二、6"}
EVENT = "金辉"
PREPARED = "石勇军"
MEETING = "专题办公会"


def log_in(browser, url, login, language):
    context = browser.new_context(base_url=url, viewport=SIZE, timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_selector(".o_web_client .o_main_navbar")
    page.evaluate(
        """async language => {
            const user = odoo.__session_info__?.uid ?? (await (await fetch(
                "/web/session/get_session_info", {method: "POST", body: "{}",
                headers: {"Content-Type": "application/json"}})).json()).result.uid;
            await fetch("/web/dataset/call_kw", {method: "POST",
                headers: {"Content-Type": "application/json"},
                body: JSON.stringify({params: {model: "res.users", method: "write",
                    args: [[user], {lang: language}], kwargs: {}}})});
        }""",
        language,
    )
    return page


def look(page, path, selector=".o_view_controller"):
    page.goto(path)
    page.wait_for_selector(selector)
    page.wait_for_timeout(1500)


def take(page, folder, name):
    """A picture of 256 colours is a third of the size and looks the same."""
    path = folder / f"{name}.png"
    page.mouse.move(0, 0)  # no tooltip of what was pressed last
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT).save(
            path, optimize=True
        )


def open_row(page, path, text, view=".o_form_view"):
    look(page, path)
    page.click(f".o_data_row:has-text('{text}') >> nth=0 >> td.o_data_cell >> nth=1")
    page.wait_for_selector(view)
    page.wait_for_timeout(1500)


def sessions(page, folder):
    """What the HR officer sees of open sessions, confirmations and signs."""
    look(page, "/odoo/talk-sessions")
    page.click(".o_switch_view.o_calendar")
    page.wait_for_selector(".o_calendar_view .fc-event")
    page.wait_for_timeout(1000)
    take(page, folder, "sessions")
    look(page, "/odoo/talk-confirmations")
    take(page, folder, "confirm")
    look(page, "/odoo/talk-signs")
    take(page, folder, "signs")


def publish(page, folder):
    """Whoever receives has a line in the dialog already; the place is still missing."""
    page.set_viewport_size(TALL)
    look(page, "/odoo/action-talk_management.action_session_publish", ".modal .o_form_view")
    page.click(".modal [name=row_ids] .o_data_row [name=place_id]")
    page.click(".modal [name=row_ids] [name=place_id] input")
    page.click(".o-autocomplete--dropdown-item >> nth=0")
    page.wait_for_timeout(2000)
    take(page, folder, "publish")


def session_day(page, folder):
    """Last week's session, with those who came."""
    look(page, "/odoo/my-talk-sessions")
    page.click(".o_facet_remove")
    page.wait_for_timeout(1500)
    page.click(".o_data_row >> nth=0 >> td.o_data_cell >> nth=1")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1500)
    take(page, folder, "today")


def preparation(page, folder):
    page.set_viewport_size(TALL)
    open_row(page, "/odoo/my-talks", PREPARED)
    page.click("button[name=action_prepare]")
    page.wait_for_selector("button[name=action_print]")
    page.wait_for_timeout(1500)
    take(page, folder, "prepare")
    page.set_viewport_size(SIZE)


def office(page, folder):
    look(page, "/odoo/talk-chain", ".o_action_manager h2, .o_talk_institution, .o_content")
    take(page, folder, "chain")
    look(page, "/odoo/talk-obligations")
    take(page, folder, "obligations")
    look(page, "/odoo/action-talk_management.action_roster_import")
    page.set_input_files("input[type=file]", ROSTER)
    page.wait_for_timeout(1500)
    page.click(".o_form_statusbar button.btn-primary, .o_statusbar_buttons button.btn-primary")
    page.wait_for_timeout(4000)
    take(page, folder, "roster")
    page.set_viewport_size(TALL)
    for name, code in RULES.items():
        open_row(page, "/odoo/talk-rules", code)
        take(page, folder, name)
    page.set_viewport_size(SIZE)
    look(page, "/odoo/action-talk_management.action_talk_rule_load", ".modal .o_form_view")
    take(page, folder, "load")
    open_row(page, "/odoo/talk-events", EVENT)
    take(page, folder, "event")
    open_row(page, "/odoo/talk-plans", "20")
    take(page, folder, "plan")
    look(page, "/odoo/talk-quotas")
    take(page, folder, "quotas")
    look(page, "/odoo/talk-weekly-check")
    page.click("button[name=action_check_now]")
    page.wait_for_selector(".o_form_view, .o_data_row")
    page.wait_for_timeout(1000)
    if page.query_selector(".o_list_view"):
        page.click(".o_data_row >> nth=0 >> td.o_data_cell >> nth=1")
        page.wait_for_selector(".o_form_view")
        page.wait_for_timeout(1000)
    take(page, folder, "check")


def leader(page, folder):
    look(page, "/odoo/talks-i-owe")
    take(page, folder, "owe")
    look(page, "/odoo/talk-records")
    page.click(".o_data_row >> nth=0 >> td[name=date]")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1000)
    take(page, folder, "record")
    look(page, "/odoo/talks-asked-of-me")
    page.click(".o_data_row >> nth=0 >> td.o_data_cell >> nth=1")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1500)
    take(page, folder, "request")


def employee(page, folder):
    look(page, "/odoo/reception-times")
    take(page, folder, "receptions")
    look(page, "/odoo/open-sessions")
    page.click(".o_switch_view.o_list")
    page.wait_for_selector(".o_data_row")
    page.wait_for_timeout(1000)
    take(page, folder, "book")
    look(page, "/odoo/talk-records")
    page.click(".o_data_row >> nth=0 >> td[name=date]")
    page.wait_for_selector(".o_form_view")
    page.click(".nav-link[name=readings]")
    page.wait_for_timeout(1000)
    take(page, folder, "readings")


def items(page, folder):
    """What a member of the leadership team handles, and what becomes of one of them."""
    look(page, "/odoo/items-to-handle")
    take(page, folder, "items")
    look(page, "/odoo/my-meetings")
    page.click(f".o_data_row:has-text('{MEETING}') >> nth=0 >> td.o_data_cell >> nth=1")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1500)
    take(page, folder, "meeting")


def answered(page, folder):
    """What whoever raised something reads."""
    page.set_viewport_size(TALL)
    look(page, "/odoo/my-raised-items")
    page.click(".o_data_row >> nth=0 >> td.o_data_cell >> nth=1")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1500)
    take(page, folder, "answered")


def figures(page, folder):
    look(page, "/odoo/raised-items-figures")
    take(page, folder, "figures")


def main(url):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, language in LANGUAGES.items():
            folder = HERE / "pictures" / name
            folder.mkdir(parents=True, exist_ok=True)
            page = log_in(browser, url, "h0014", language)
            office(page, folder)
            sessions(page, folder)
            figures(page, folder)
            page = log_in(browser, url, "h0048", language)
            leader(page, folder)
            session_day(page, folder)
            preparation(page, folder)
            publish(page, folder)
            page = log_in(browser, url, "h0017", language)
            employee(page, folder)
            answered(page, folder)
            items(log_in(browser, url, "h0004", language), folder)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
