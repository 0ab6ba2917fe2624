"""A scheduled ledger leaves through SMTP, and its receiver opens it (H3.1b, scheduled reports)."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

OFFICER, HEAD, EMPLOYEE = "h0014", "h0048", "h0017"


@pytest.fixture
def run_job(as_user):
    """Run a scheduled action the way its button does."""
    admin = as_user("admin")

    def run(module, name):
        found = [["module", "=", module], ["name", "=", name]]
        [row] = admin.call("ir.model.data", "search_read", found, ["res_id"])
        admin.call("ir.cron", "method_direct_trigger", [row["res_id"]])

    return run


@pytest.fixture
def addresses(as_user):
    """{login: (user id, mail address)} of the receivers; each reads in Chinese."""
    admin = as_user("admin")
    found = {}
    for login in (OFFICER, HEAD, EMPLOYEE):
        [user] = admin.call("res.users", "search", [["login", "=", login]])
        address = f"{login}@example.com"
        admin.call("res.users", "write", [user], {"email": address})
        found[login] = (user, address)
    return found


def text_of(message):
    [file] = [part for part in message.iter_attachments() if part.get_filename()]
    assert file.get_filename().endswith(".pdf")
    reader = PdfReader(io.BytesIO(file.get_payload(decode=True)))
    pages = [unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages]
    return reader, [" ".join(page.split()) for page in pages]


def test_the_ledger_of_last_month_arrives_and_opens(as_user, mailbox, addresses, run_job):
    officer = as_user(OFFICER)
    recipients = [user for user, _address in addresses.values()]
    schedule = officer.call(
        "talk.report.schedule",
        "create",
        {"name": "月度谈话台账", "recipient_ids": [[6, 0, recipients]], "frequency": "monthly"},
    )
    officer.call("talk.report.schedule", "action_send_now", [schedule])
    run_job("talk_management", "cron_report_schedule")
    run_job("mail", "ir_cron_mail_scheduler_action")

    mailbox.wait_for(len(addresses))
    for _user, address in addresses.values():
        [message] = mailbox.to(address)
        assert message["Reply-To"]
        reader, pages = text_of(message)
        for number, page in enumerate(pages, 1):
            assert f"{number} / {len(pages)}" in page
        assert message.envelope_to == [address]

    states = officer.call(
        "talk.report.delivery", "search_read", [["schedule_id", "=", schedule]], ["state", "error"]
    )
    assert [row["state"] for row in states] == ["sent"] * len(addresses), states

    mailbox.clear()
    run_job("talk_management", "cron_report_schedule")
    run_job("mail", "ir_cron_mail_scheduler_action")
    assert not mailbox.messages, "nothing is sent twice"
