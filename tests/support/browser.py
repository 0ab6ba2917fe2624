"""A real browser, logged in as somebody."""

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1366, "height": 900}
PATIENCE = 30_000


class Browser:
    """`page = browser.login("anna", "anna")`, then `page.goto("/odoo/talks")` and the like.

    `page.problems` collects errors of the page's own scripts and its console.
    """

    def __init__(self, url, executable, pictures):
        self.url = url
        self.pictures = Path(pictures)
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(
            executable_path=executable, args=ARGUMENTS
        )
        self._contexts = []

    def page(self, language="en-US", **options):
        """A page in a fresh profile, nobody logged in."""
        context = self._chromium.new_context(
            base_url=self.url, viewport=SIZE, locale=language, **options
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda line: self._keep_error(page, line))
        return page

    def login(self, login, password, **options):
        """A page showing the web client as this person has it."""
        page = self.page(**options)
        page.goto("/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.click("form.oe_login_form button[type=submit]")
        page.wait_for_selector(".o_web_client .o_main_navbar")
        return page

    def picture(self, page, name):
        """A screenshot for people to look at, in TALK_HOME/pictures."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.png"
        page.screenshot(path=path)
        return path

    def close_pages(self):
        while self._contexts:
            self._contexts.pop().close()

    def stop(self):
        self.close_pages()
        self._chromium.close()
        self._playwright.stop()

    @staticmethod
    def _keep_error(page, line):
        if line.type == "error":
            page.problems.append(line.text)
