"""Calendars of every kind, made by the API for one file of journeys."""

from wire import eventually

EVERYTHING = [
    {"key": "topic", "label": "What is it about?", "kind": "text", "is_required": True},
    {"key": "story", "label": "Tell us more", "kind": "paragraph"},
    {"key": "other_mail", "label": "Another address", "kind": "email"},
    {"key": "number", "label": "Where can we call you?", "kind": "phone"},
    {"key": "people", "label": "How many are you?", "kind": "number"},
    {"key": "due", "label": "When is it due?", "kind": "date"},
    {"key": "site", "label": "Your site", "kind": "url"},
    {"key": "stage", "label": "How far are you?", "kind": "choice", "is_required": True,
     "options": ["An idea", "A plan", "Under way"]},
    {"key": "month", "label": "Which month?", "kind": "choice",
     "options": ["January", "February", "March", "April", "May", "June", "July"]},
    {"key": "days", "label": "Which days suit you?", "kind": "choices", "options": ["Monday", "Tuesday", "Friday"]},
    {"key": "member", "label": "I have been here before", "kind": "checkbox"},
]


class Kinds:
    def __init__(self, demo):
        self.demo = demo
        [intro] = [one for one in self.calendars() if one["slug"] == "intro"]
        self.hosts = [{"user_id": host["user_id"]} for host in intro["hosts"]]

    def calendars(self):
        return self.call("GET", "/calendars").json["calendars"]

    def call(self, method, path, body=None):
        answer = self.demo.api(method, path, body, Authorization=f"Bearer {self.demo.api_key}")
        assert answer.status < 300, answer.text
        return answer

    def make(self, slug, kind="personal", hosts=1, **settings):
        body = {"name": f"The {slug.replace('-', ' ')}", "slug": slug, "kind": kind, "minimum_notice": 60,
                "hosts": self.hosts[:hosts], **settings}
        return self.call("POST", "/calendars", body).json["id"]

    def change(self, calendar, **settings):
        self.call("PATCH", f"/calendars/{calendar}", settings)

    def link(self, calendar):
        """A one-time link's path."""
        made = self.call("POST", "/booking-links", {"calendar_id": calendar, "label": "For one", "days": 7}).json
        return made["url"].removeprefix(self.demo.url)

    def approve(self, email):
        appointment = eventually(lambda: self.appointments(email, "new"), what="the request")[0]
        self.call("PATCH", f"/appointments/{appointment['id']}", {"status": "confirmed"})

    def appointments(self, email, status="confirmed"):
        found = self.call("GET", f"/appointments?status={status}&limit=200").json["appointments"]
        return [one for one in found if one["contact"]["email"] == email]

    def mornings(self, calendar):
        """The first free start of each day that has any, by day."""
        first = {}
        for start in self.demo.slots(calendar):
            first.setdefault(start[:10], start)
        return first
