"""Takes the pictures of the user guide from a running `bin/run`.

.local/venv/bin/python docs/guide/pictures.py http://127.0.0.1:8069
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROSTER = HERE.parents[1] / "talk_management" / "demo" / "hospital_roster.xlsx"
LANGUAGES = {"en": "en_US", "zh_CN": "zh_CN"}
SIZE = {"width": 1200, "height": 700}


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


def office(page, folder):
    look(page, "/odoo/talk-chain", ".o_action_manager h2, .o_talk_institution, .o_content")
    page.screenshot(path=folder / "chain.png")
    look(page, "/odoo/talk-obligations")
    page.screenshot(path=folder / "obligations.png")
    look(page, "/odoo/action-talk_management.action_roster_import")
    page.set_input_files("input[type=file]", ROSTER)
    page.wait_for_timeout(1500)
    page.click(".o_form_statusbar button.btn-primary, .o_statusbar_buttons button.btn-primary")
    page.wait_for_timeout(4000)
    page.screenshot(path=folder / "roster.png")
    look(page, "/odoo/talk-rules")
    page.click(".o_data_row >> nth=0 >> td[name=name]")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1000)
    page.screenshot(path=folder / "generate.png")


def leader(page, folder):
    look(page, "/odoo/talks-i-owe")
    page.screenshot(path=folder / "owe.png")
    look(page, "/odoo/talk-records")
    page.click(".o_data_row >> nth=0 >> td[name=date]")
    page.wait_for_selector(".o_form_view")
    page.wait_for_timeout(1000)
    page.screenshot(path=folder / "record.png")


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
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
