"""Reads what Usher and the sandbox hold, to compare it with what was promised."""

import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from lib.databases import Database
from lib.web import request


@dataclass
class Appointment:
    id: str
    meeting: str
    host: str
    guest_email: str
    zoom_id: str | None


class Records:
    """What Usher's database holds, whichever engine keeps it."""

    def __init__(self, database: Database):
        self._rows = database.rows

    def appointments(self) -> list[Appointment]:
        rows = self._rows(
            "SELECT id, rooms.meeting_id, appointments.host_id, guest_email, zoom_id "
            "FROM appointments JOIN rooms ON rooms.meeting_id = appointments.meeting_id ORDER BY id"
        )
        return [Appointment(*row[:4], zoom_id=row[4] or None) for row in rows]

    def hosts_at(self, calendar: str, start: str) -> list[str]:
        """Who hosts the appointments of a calendar at a start."""
        rows = self._rows(
            "SELECT appointments.host_id FROM appointments JOIN calendars ON calendars.id = calendar_id "
            f"WHERE slug = '{calendar}' AND starts_at = {milliseconds(start)}"
        )
        return [host for (host,) in rows]

    def host_times_at(self, start: str) -> int:
        """How often a time of any host is taken that begins at a start."""
        return self._number(f"SELECT count(*) FROM host_times WHERE starts_at = {milliseconds(start)}")

    def overlaps(self) -> int:
        """How many pairs of meetings want the same host at the same time."""
        return self._number(
            "SELECT count(*) FROM host_times one JOIN host_times other ON one.owner_id = other.owner_id "
            "AND one.meeting_id < other.meeting_id "
            "AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at"
        )

    def rooms_unsettled(self) -> int:
        """Those that Zoom does not hold as wanted, or still holds as not wanted."""
        return self._number(
            "SELECT count(*) FROM rooms WHERE (is_wanted = 1 AND state <> 'ready') "
            "OR (is_wanted = 0 AND state <> 'closed')"
        )

    def rooms(self) -> set[str]:
        """The numbers of the meetings that Zoom should hold."""
        rows = self._rows("SELECT zoom_id FROM rooms WHERE is_wanted = 1 AND state = 'ready'")
        return {number for [number] in rows}

    def rooms_not_ready(self) -> int:
        return self._number("SELECT count(*) FROM rooms WHERE state <> 'ready'")

    def work(self) -> list[str]:
        """The durable work that is still to be done, with what went wrong the last time; not what is only to be
        looked at again one day."""
        rows = self._rows(
            "SELECT work_key, attempts, lease, last_error FROM work "
            f"WHERE due_at <= {int(time.time() * 1000)} OR coalesce(last_error, '') <> '' ORDER BY work_key"
        )
        return [" ".join(part for part in row if part) for row in rows]

    def confirmations(self) -> Counter:
        """How many different confirmations the demo's mailbox holds, by appointment and recipient."""
        rows = self._rows("SELECT recipient, calendar FROM mailbox WHERE subject LIKE 'Confirmed:%'")
        return Counter((uid(calendar), address(recipient)) for recipient, calendar in rows)

    def _number(self, sql: str) -> int:
        return int(self._rows(sql)[0][0])


def milliseconds(start: str) -> int:
    """An RFC 3339 time as the database holds it."""
    return int(datetime.fromisoformat(start).timestamp() * 1000)


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
