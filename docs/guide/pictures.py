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


def main(url):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, language in LANGUAGES.items():
            folder = HERE / "pictures" / name
            folder.mkdir(parents=True, exist_ok=True)
            office(log_in(browser, url, "h0014", language), folder)
            leader(log_in(browser, url, "h0048", language), folder)
            employee(log_in(browser, url, "h0017", language), folder)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
