"""Mails leave the server through SMTP."""


def test_a_mail_of_the_server_reaches_its_receiver(as_user, mailbox, people):
    admin = as_user("admin")
    mail = admin.call(
        "mail.mail",
        "create",
        {"subject": "谈心", "body_html": "<p>x</p>", "email_to": "anna@example.com"},
    )
    admin.call("mail.mail", "send", [mail])
    (message,) = mailbox.wait_for(1)
    assert message["Subject"] == "谈心"
    assert mailbox.to("anna@example.com") == [message]
