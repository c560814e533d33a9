"""One address at which a running Usher is asked by HTTP: a demo has one, several processes have one each."""

from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from wire import call


class Door:
    def __init__(self, url, api_key=None):
        self.url = url
        self.api_key = api_key
        self._handed_out = set()

    def here(self, address):
        """The page of an address, which may be of another process, as this one shows it."""
        return self.url + urlsplit(address).path

    def api(self, method, path, body=None, **headers):
        return call(method, f"{self.url}/api/v1{path}", body, headers)

    def slots(self, calendar="intro", days=59, zone="UTC"):
        today = datetime.now(timezone.utc).date()
        query = f"start={today}&end={today + timedelta(days=days)}&timezone={zone}"
        answer = self.api("GET", f"/book/harbor/{calendar}/slots?{query}")
        assert answer.status == 200, answer.text
        return [slot["start"] for slot in answer.json["slots"]]

    def fresh_start(self, calendar="intro"):
        """A free start that no other journey in this house uses, nor the starts around it."""
        for start in self.slots(calendar)[1::4]:
            if (calendar, start) not in self._handed_out:
                self._handed_out.add((calendar, start))
                return start
        raise AssertionError("no free start is left")

    def book(self, start, name="Guest", email=None, calendar="intro", zone="Europe/Berlin", **headers):
        email = email or f"{name.lower().replace(' ', '.')}@example.com"
        body = {"start": start, "timezone": zone, "contact": {"name": name, "email": email}}
        return self.api("POST", f"/book/harbor/{calendar}", body, **headers)

    def fill_up(self, start, name="Somebody Else"):
        """Books a start of the three hosts until nobody is free there."""
        for number in range(3):
            assert self.book(start, f"{name} {number}").status == 201

    def appointment(self, identifier):
        return self.api("GET", f"/appointments/{identifier}", Authorization=f"Bearer {self.api_key}")
