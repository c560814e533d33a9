"""Reads what Usher and the sandbox hold, to compare it with what was promised."""

import re
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from lib.web import request


@dataclass
class Appointment:
    id: str
    meeting: str
    host: str
    guest_email: str
    zoom_id: str | None


class Records:
    """A copy of Usher's database as it was at one moment."""

    def __init__(self, database: Path):
        self._copy = sqlite3.connect(":memory:")
        live = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)
        try:
            live.backup(self._copy)
        finally:
            live.close()

    def appointments(self) -> list[Appointment]:
        rows = self._copy.execute(
            "SELECT id, rooms.meeting_id, appointments.host_id, guest_email, zoom_id "
            "FROM appointments JOIN rooms ON rooms.meeting_id = appointments.meeting_id ORDER BY id"
        )
        return [Appointment(*row) for row in rows]

    def hosts_at(self, calendar: str, start: str) -> list[str]:
        """Who hosts the appointments of a calendar at a start."""
        rows = self._copy.execute(
            "SELECT appointments.host_id FROM appointments JOIN calendars ON calendars.id = calendar_id "
            "WHERE slug = ? AND starts_at = unixepoch(?) * 1000",
            (calendar, start),
        )
        return [host for (host,) in rows]

    def confirmations(self) -> Counter:
        """How many different confirmations the demo's mailbox holds, by appointment and recipient."""
        rows = self._copy.execute("SELECT recipient, calendar FROM mailbox WHERE subject LIKE 'Confirmed:%'")
        return Counter((uid(calendar), address(recipient)) for recipient, calendar in rows)


def uid(calendar: str | None) -> str:
    """The appointment that an invitation is about."""
    found = re.search(r"UID:(apt_\w+)@usher", unfolded(calendar or ""))
    return found[1] if found else ""


def unfolded(calendar: str) -> str:
    """iCalendar text without its line folding."""
    return calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")


def address(recipient: str) -> str:
    """The bare address of `Name <address>`."""
    return recipient.rpartition("<")[2].rstrip(">")


def zoom_meetings(sandbox: str) -> dict[str, list[int]]:
    """The numbers of the live meetings in the sandbox, by the meeting of ours that they were made for."""
    held = defaultdict(list)
    for meeting in request(sandbox, "GET", "/sandbox/state").json["meetings"]:
        if not meeting["deleted"]:
            marker = re.match(r"Usher (mtg_\w+)\n", meeting["agenda"])
            held[marker[1] if marker else meeting["topic"]].append(meeting["id"])
    return held
