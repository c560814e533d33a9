"""The letters of a demo, as they were handed to the mail server."""

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
        self._rows = database.rows

    def letters(self, address):
        """What was sent to an address, oldest first."""
        rows = self._rows(
            "SELECT recipient, subject, plain, html, calendar FROM mailbox "
            f"WHERE recipient LIKE '%{address}%' ORDER BY received_at")
        return [Letter(*row[:4], ics=row[4] or None) for row in rows]

    def wait_for(self, address, subject):
        """The one letter to an address whose subject begins so."""
        def matching():
            return [letter for letter in self.letters(address) if letter.subject.startswith(subject)]
        found = eventually(matching, what=f"a letter “{subject} …” to {address}")
        assert len(found) == 1, [letter.subject for letter in found]
        return found[0]
