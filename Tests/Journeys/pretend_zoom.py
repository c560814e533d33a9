"""The sandbox that stands in for Zoom: what it holds, and the levers that make it fail."""

import re

from wire import call

CREATE = "POST /v2/users/me/meetings"


class PretendZoom:
    def __init__(self, url):
        self.url = url

    @property
    def state(self):
        return call("GET", f"{self.url}/sandbox/state").json

    def meetings(self, guest, alive_only=True):
        """The meetings made for a guest, told by the topic; the deleted ones too if asked."""
        found = [meeting for meeting in self.state["meetings"] if guest in meeting["topic"]]
        return [meeting for meeting in found if not (alive_only and meeting["deleted"])]

    def way_into(self, meeting):
        """A pattern for the addresses that lead into a meeting: everybody's, or a guest's own."""
        return re.compile(rf"{re.escape(self.url)}/[jw]/{meeting['id']}\\?")

    def fault(self, kind, on=CREATE, **more):
        answer = call("POST", f"{self.url}/sandbox/faults", {"on": on, "kind": kind, **more})
        assert answer.status == 201, answer.text

    def clear_faults(self):
        assert call("DELETE", f"{self.url}/sandbox/faults").status == 200

    def is_connected(self, email):
        return next(person["connected"] for person in self.state["people"] if person["email"] == email)
