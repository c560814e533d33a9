"""What the proofs do with a running Usher: sign in, make calendars, look for free times, book."""

import json
import re
import urllib.parse
from dataclasses import dataclass
from datetime import date, timedelta

from lib.processes import PASSWORD
from lib.web import Answer, Line, Visitor, hidden, request


@dataclass
class CalendarForm:
    """The fields of a new calendar that differ between proofs; hosts by their names."""

    name: str
    slug: str
    hosts: list[str]
    duration: int = 30
    window: int = 60

    def fields(self, csrf: str, page: str) -> list[tuple[str, str]]:
        plain = {
            "csrf": csrf,
            "name": self.name,
            "slug": self.slug,
            "description": "",
            "duration": self.duration,
            "interval": self.duration,
            "buffer_before": 0,
            "buffer_after": 0,
            "notice": 1,
            "notice_unit": "hours",
            "window": self.window,
        }
        people = re.findall(
            r'<label for="host-([^"]+)"><span class="avatar"[^>]*>[^<]*</span><span><strong>([^<]*)</strong>',
            page,
        )
        chosen = [user for user, name in people if name in self.hosts]
        if len(chosen) != len(self.hosts):
            raise RuntimeError(f"the calendar's form does not offer {self.hosts}: {people}")
        return [(name, str(value)) for name, value in plain.items()] + [("host", user) for user in chosen]


@dataclass
class App:
    """A running Usher, by its address."""

    base: str
    account: str = "harbor"
    api_key: str = ""

    def sign_in(self, email: str, password: str = PASSWORD) -> Visitor:
        visitor = Visitor()
        visitor.get(f"{self.base}/sign-in")
        answer = visitor.post(
            f"{self.base}/sign-in", [("email", email), ("password", password), ("next", "")]
        )
        if answer.status != 303:
            raise RuntimeError(f"{email} cannot sign in: {answer.status}")
        return visitor

    def make_calendar(self, admin: Visitor, form: CalendarForm):
        page = admin.get(f"{self.base}/app/calendars/new").text
        answer = admin.post(f"{self.base}/app/calendars", form.fields(hidden(page, "csrf"), page))
        if answer.status != 303:
            faults = re.findall(r'<p class="error"[^>]*>([^<]*)', answer.text)
            raise RuntimeError(f"the calendar {form.slug} is refused: {answer.status} {faults}")

    def connect_zoom(self, visitor: Visitor, email: str, password: str = PASSWORD):
        """Goes through the sandbox's sign-in and consent pages as a person would."""
        page = visitor.get(f"{self.base}/app/profile/integrations").text
        consent = visitor.post(
            f"{self.base}/app/profile/integrations/zoom", [("csrf", hidden(page, "csrf"))]
        ).place
        asked = ("request", hidden(visitor.get(consent).text, "request"))
        again = visitor.post(
            urllib.parse.urljoin(consent, "/oauth/signin"), [asked, ("email", email), ("password", password)]
        )
        asked = ("request", hidden(visitor.get(urllib.parse.urljoin(consent, again.place)).text, "request"))
        back = visitor.post(
            urllib.parse.urljoin(consent, "/oauth/consent"), [asked, ("decision", "allow")]
        ).place
        if "done=connected" not in visitor.get(back).place:
            raise RuntimeError(f"Zoom is not connected for {email}")

    def free_starts(self, calendar: str, days: int, first: int = 1) -> list[str]:
        """The free starts of so many days, beginning so many days from today."""
        starts, begin = [], date.today() + timedelta(days=first)
        end = begin + timedelta(days=days)
        while begin < end:
            last = min(begin + timedelta(days=91), end) - timedelta(days=1)
            answer = request(self.base, "GET", self.slots_path(calendar, begin, last))
            starts += [slot["start"] for slot in answer.json["slots"]]
            begin = last + timedelta(days=1)
        return starts

    def slots_path(self, calendar: str, first: date, last: date) -> str:
        query = urllib.parse.urlencode({"start": first, "end": last, "timezone": "Europe/Berlin"})
        return f"{self.booking_path(calendar)}/slots?{query}"

    def booking_path(self, calendar: str) -> str:
        return f"/api/v1/book/{self.account}/{calendar}"

    def call(self, method: str, path: str, body: dict | None = None) -> Answer:
        """Asks the JSON API with the account's key."""
        key = {"Authorization": f"Bearer {self.api_key}"}
        return request(self.base, method, f"/api/v1/{path}", body, key)

    def book(self, line: Line, calendar: str, start: str, guest: str, key: str | None = None) -> Answer:
        """Books over an open connection."""
        self.ask_to_book(line, calendar, start, guest, key)
        return line.answer()

    def ask_to_book(self, line: Line, calendar: str, start: str, guest: str, key: str | None = None):
        """Sends a booking. The guest is one word, and their address is made of it."""
        body = {
            "start": start,
            "timezone": "Europe/Berlin",
            "contact": {"name": guest, "email": f"{guest.lower()}@guests.example"},
        }
        headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
        line.ask("POST", self.booking_path(calendar), json.dumps(body), headers)

    def appointment(self, identifier: str) -> Answer:
        return self.call("GET", f"appointments/{identifier}")

    def work_waiting(self) -> int:
        return request(self.base, "GET", "/healthz").json["work_waiting"]
