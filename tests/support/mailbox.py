"""A real SMTP server that keeps what it is sent."""

import time
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Mailbox:
    """`mailbox.wait_for(2)` gives the first two messages, as `email` parses them.

    `message["To"]`, `message.get_body(("html",)).get_content()`, `message.iter_attachments()`.
    """

    def __init__(self, port):
        self.port = port
        self.messages = []
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=default)
        message.envelope_to = list(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"

    def start(self):
        self._controller.start()

    def stop(self):
        self._controller.stop()

    def clear(self):
        self.messages.clear()

    def wait_for(self, count=1, seconds=20):
        end = time.monotonic() + seconds
        while len(self.messages) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{len(self.messages)} of {count} mails came in {seconds} s")
            time.sleep(0.05)
        return self.messages[:count]

    def to(self, address):
        """Messages delivered to this address."""
        return [message for message in self.messages if address in message.envelope_to]
