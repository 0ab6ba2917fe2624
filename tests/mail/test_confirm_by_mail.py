"""A personal link leaves through SMTP; its receiver presses once, without ever logging in."""

import re
from datetime import datetime, timedelta

import requests

HEAD = "h0048"
ADDRESS = re.compile(r"https?://[^\s<>'\"]+(/talk/confirm/[\w-]+)")


def test_somebody_without_a_user_confirms_by_a_link_sent_to_them(
    world, server, as_user, mailbox, people
):
    head = as_user(HEAD)
    code = f"""
head = env["hr.employee"].search([("user_id.login", "=", "{HEAD}")])
person = env["hr.employee"].create(
    {{"name": "无账号", "company_id": head.company_id.id, "department_id": head.department_id.id,
      "private_email": "nobody@example.com", "lang": "zh_CN"}}
)
env.cr.commit()
print(person.id)
"""
    person = int(world.shell(server.db, code))
    begin = datetime.now() - timedelta(days=70, hours=3)
    vals = {"employee_id": person, "date_start": f"{begin:%Y-%m-%d %H:%M:%S}"}
    talk = head.call("talk.talk", "create", vals)
    head.call("talk.talk", "action_hold", [talk])
    [asked] = head.call("talk.confirmation", "search", [["talk_id", "=", talk]])
    head.call("talk.confirmation", "action_send_link", [asked])

    [message] = mailbox.wait_for(1)
    assert mailbox.to("nobody@example.com") == [message]
    text = message.get_body(("html",)).get_content()
    path = ADDRESS.search(text)[1]
    token = path.rsplit("/", 1)[1]
    assert not world.query(server.db, "SELECT 1 FROM mail_message WHERE body LIKE %s", f"%{token}%")

    phone = requests.Session()
    page = phone.get(server.url + path, timeout=60)
    assert page.status_code == 200
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    pressed = phone.post(server.url + path, data={"csrf_token": csrf, "met": "yes"}, timeout=60)
    assert pressed.status_code == 200
    [row] = head.call("talk.confirmation", "read", [asked], ["state", "confirmed_how"])
    assert (row["state"], row["confirmed_how"]) == ("confirmed", "link")
    assert phone.get(server.url + path, timeout=60).status_code == 404
    assert token not in server.log.read_text(errors="replace")
