"""A real SMTP server on the loopback interface, which notes what it accepted."""

import asyncio
import email
import email.policy
import random
import threading
from collections import Counter
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from lib.processes import free_ports
from lib.records import uid


@dataclass(frozen=True)
class Mail:
    message_id: str
    recipient: str
    subject: str
    appointment: str


class MailServer:
    """Takes its time to accept a message, so that a kill often falls into that moment."""

    def __init__(self, slowest: float):
        """:param slowest: seconds between the end of a message and its acceptance, at most."""
        self.port = free_ports(1)[0]
        self._slowest = slowest
        self._lock = threading.Lock()
        self._mails: list[Mail] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        await asyncio.sleep(random.uniform(0, self._slowest))
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        calendars = [
            part.get_content() for part in message.walk() if part.get_content_type() == "text/calendar"
        ]
        mail = Mail(
            message["Message-ID"],
            envelope.rcpt_tos[0],
            message["Subject"],
            uid(calendars[0] if calendars else ""),
        )
        with self._lock:
            self._mails.append(mail)
        return "250 Taken"

    def confirmations(self) -> Counter:
        """How many different confirmations were accepted, by appointment and recipient."""
        with self._lock:
            different = {mail for mail in self._mails if mail.subject.startswith("Confirmed:")}
        return Counter((mail.appointment, mail.recipient) for mail in different)

    def repetitions(self) -> int:
        """How many messages came once more with the Message-ID of an earlier one."""
        with self._lock:
            return len(self._mails) - len({mail.message_id for mail in self._mails})

    def start(self):
        self._controller.start()

    def stop(self):
        self._controller.stop()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
