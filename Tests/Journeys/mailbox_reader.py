"""The letters of a demo, as they were handed to the mail server."""

import sqlite3
from dataclasses import dataclass

from icalendar import Calendar
from wire import eventually


@dataclass
class Letter:
    recipient: str
    subject: str
    plain: str
    html: str
    ics: str | None

    @property
    def invitation(self):
        return read_event(self.ics)


def read_event(ics):
    """Method and event of an iCalendar text."""
    calendar = Calendar.from_ical(ics)
    event = calendar.walk("VEVENT")[0]
    return Invitation(
        method=str(calendar.get("METHOD")), uid=str(event["UID"]), sequence=int(event.get("SEQUENCE", 0)),
        status=str(event.get("STATUS")), start=event["DTSTART"].dt, end=event["DTEND"].dt,
        location=str(event.get("LOCATION", "")))


@dataclass
class Invitation:
    method: str
    uid: str
    sequence: int
    status: str
    start: object
    end: object
    location: str


class Mailbox:
    def __init__(self, database):
        self._database = database

    def letters(self, address):
        """What was sent to an address, oldest first."""
        connection = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=10)
        try:
            rows = connection.execute(
                "SELECT recipient, subject, plain, html, calendar FROM mailbox "
                "WHERE recipient LIKE ? ORDER BY received_at, rowid", [f"%{address}%"])
            return [Letter(*row) for row in rows]
        finally:
            connection.close()

    def wait_for(self, address, subject):
        """The one letter to an address whose subject begins so."""
        def matching():
            return [letter for letter in self.letters(address) if letter.subject.startswith(subject)]
        found = eventually(matching, what=f"a letter “{subject} …” to {address}")
        assert len(found) == 1, [letter.subject for letter in found]
        return found[0]
