"""A real server for the tests beside it: database, mail receiver, browser, people logging in.

Nothing starts before a test asks for it, so the engine's tests stay plain and fast.
"""

import pytest
from talkdev import install, logcheck, system
from talkdev.demo import accounts, set_addresses
from talkdev.server import Server, free_port


@pytest.fixture(scope="session")
def world():
    """Odoo, its database cluster, and databases of one's own: see support.world.World."""
    from support.world import World

    with install.ready(tests=True) as (settings, cluster):
        yield World(settings, cluster)


@pytest.fixture(scope="session")
def mail_server():
    from support.mailbox import Mailbox

    box = Mailbox(free_port())
    box.start()
    yield box
    box.stop()


@pytest.fixture
def mailbox(mail_server):
    """The mail receiver of the running server, empty at the start of each test."""
    mail_server.clear()
    return mail_server


@pytest.fixture(scope="session")
def server(world, mail_server):
    """A running server over a demo database shared by all tests: `server.url`, `server.db`.

    Scheduled actions run only when a test starts one. An error in its log fails the run.
    """
    with world.database() as db:
        port = free_port()
        set_addresses(world.databases, db, port)
        log = world.settings.logs / "test-server.log"
        running = Server(world.settings, world.cluster, db, port, log)
        try:
            running.start(
                "--max-cron-threads=0",
                *("--smtp", "127.0.0.1", "--smtp-port", mail_server.port),
            )
            running.wait_until_it_answers()
            yield running
        finally:
            running.stop()
    found = logcheck.read(log.read_text(errors="replace"), levels=("ERROR", "CRITICAL"))
    assert not found.unwanted, "\n".join(found.unwanted)


@pytest.fixture(scope="session")
def people():
    """The demo's accounts by log-in: `people["anna"]["role"]`."""
    return {row["login"]: row for row in accounts()}


@pytest.fixture(scope="session")
def as_user(server, people):
    """Log in over JSON-RPC: `as_user("anna")`; each person logs in once per run."""
    from support.rpc import JsonRpc

    known = {}

    def log_in(login, password=None):
        if login not in known:
            secret = password or people[login]["password"]
            known[login] = JsonRpc(server.url, server.db, login, secret)
        return known[login]

    return log_in


@pytest.fixture(scope="session")
def with_key(server, as_user):
    """A program with an API key of somebody's: `with_key("anna").call(model, method, ids=[1])`."""
    from support.rpc import Json2

    known = {}

    def client(login):
        if login not in known:
            known[login] = Json2(server.url, as_user(login).api_key())
        return known[login]

    return client


@pytest.fixture(scope="session")
def _chromium(server):
    from support.browser import Browser

    chromium = Browser(server.url, system.chromium(), server.settings.home / "pictures")
    yield chromium
    chromium.stop()


@pytest.fixture
def browser(_chromium, people):
    """A real browser: `page = browser.login("anna", password)`; its pages close after the test."""
    yield _chromium
    _chromium.close_pages()
