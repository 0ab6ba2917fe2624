"""The web client opens for everybody in the demo, without an error in the browser."""


def test_the_web_client_opens_for_every_role(browser, people):
    for login, row in people.items():
        page = browser.login(login, row["password"])
        browser.picture(page, f"home-{login}")
        assert page.problems == [], login
        browser.close_pages()
