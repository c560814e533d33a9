"""Somebody in every role of the demo's account, and something of every kind there and in another account."""

import re
import secrets

from lib.app import App
from lib.demo import Demo
from lib.filling import drain
from lib.permissions import Route
from lib.processes import PASSWORD, usher
from lib.web import Answer, Visitor, hidden

ROLES = ["nobody", "limited", "user", "admin", "agency user", "agency admin", "key"]
EMAILS = {
    "limited": "rhea@harbor.example",
    "user": "milo@harbor.example",
    "admin": "adam@harbor.example",
    "agency user": "uma@harbor.example",
    "agency admin": "vera@harbor.example",
}
AWAY = ("/sign-in", "/agency", "/no-account")


class Cast:
    def __init__(self, demo: Demo):
        self.demo, self.base = demo, demo.app.base
        self.visitors: dict[str, Visitor] = {}
        self._add_people()
        self.own = self._things(demo.app)
        self.foreign = self._things(self.other)
        self.own["spare"] = self._user("sven")
        self._invite("uma", "user")
        self._invite("vera", "admin")
        self._limit("rhea")

    def ask(self, route: Route, role: str, ids: dict[str, str]) -> Answer:
        """What a browser or a program of that role would send."""
        path = self.base + fill(route.path, ids | self._own(role, ids)) + query(route)
        if role == "key":
            return self._ask_with_key(route, path)
        visitor = self._visitor(role)
        if route.method != "POST" or route.path.startswith("/api/"):
            return visitor.send(route.method, path, None if route.method == "GET" else "{}")
        csrf = hidden(visitor.get(f"{self.base}/me/security").text, "csrf") if role in EMAILS else ""
        return visitor.post(path, [("csrf", csrf)])

    def _ask_with_key(self, route: Route, path: str) -> Answer:
        headers = {"Authorization": f"Bearer {self.demo.app.api_key}", "Content-Type": "application/json"}
        return Visitor().send(route.method, path, None if route.method == "GET" else "{}", headers)

    def _own(self, role: str, ids: dict[str, str]) -> dict[str, str]:
        """Where a page is a member's own, it is that of who asks."""
        if ids is not self.own or role not in ("limited", "user", "admin"):
            return {}
        member = self._user(EMAILS[role].split("@")[0])
        return {"member": member, "hours": self._hours(self.demo.app, member)}

    def _visitor(self, role: str) -> Visitor:
        """Signed in, with the account open: what was asked before may have ended either."""
        if role not in EMAILS:
            return Visitor()
        visitor = self.visitors.get(role)
        if not visitor or visitor.get(f"{self.base}/me/security").status != 200:
            visitor = self.visitors[role] = self.demo.app.sign_in(EMAILS[role])
        page = visitor.get(f"{self.base}/me/security").text
        if "/log-in-as/end" in page:
            visitor.post(f"{self.base}/log-in-as/end", [("csrf", hidden(page, "csrf"))])
            page = visitor.get(f"{self.base}/me/security").text
        if role != "agency user":
            visitor.post(
                f"{self.base}/switch", [("csrf", hidden(page, "csrf")), ("account", self.own["accounts"])]
            )
        return visitor

    def _add_people(self):
        """With the demo at rest, for one process at a time has an SQLite file."""
        settings = {"USHER_DATABASE_URL": self.demo.database.url, "USHER_SECRET": secrets.token_urlsafe(32)}
        self.demo.halt()
        for name, more in [("adam", ["--admin"]), ("sven", [])]:
            person = ["--name", name.title(), "--email", f"{name}@harbor.example", "--zone", "UTC"]
            usher(settings, "user", "--account", "harbor", *person, *more)
        other = ["--name", "Other", "--slug", "other", "--zone", "UTC", "--admin-name", "Olga"]
        usher(settings, "account", *other, "--email", "olga@other.example")
        key = usher(settings, "key", "--account", "other", "--label", "Proof").split()[-1]
        self.demo.start()
        self.other = App(self.base, account="other", api_key=key)

    def _things(self, app: App) -> dict[str, str]:
        """One thing of each kind."""
        users = app.call("GET", "users").json["users"]
        host = next((user for user in users if user["email"].startswith("rhea")), users[0])
        calendar = made(app, "calendars", {"name": "Cast", "slug": "cast", "hosts": [{"user_id": host["id"]}]})
        start = app.free_starts("cast", days=20, first=3)[0]
        contact = {"name": "Nora", "email": "nora@guests.example"}
        appointment = made(
            app, "appointments", {"calendar": calendar, "start": start, "timezone": "UTC", "contact": contact}
        )
        room = made(app, "resources", {"name": "Room"})
        group = made(app, "calendar-groups", {"name": "Group", "slug": "all", "calendar_ids": [calendar]})
        link = made(app, "booking-links", {"calendar_id": calendar, "days": 9})
        block = made(app, "blocks", {"user_id": host["id"], "kind": "time_off", "start": "2030-12-24"})
        shared = made(app, "schedules", {"name": "Shared", "timezone": "UTC", "weeks": [{"monday": []}]})
        booked = app.appointment(appointment).json
        manage = booked["manage_url"].rsplit("/", 1)[1]
        account = self.demo.database.rows(f"SELECT id FROM accounts WHERE slug = '{app.account}'")[0][0]
        key = self.demo.database.rows(f"SELECT max(id) FROM api_keys WHERE account_id = '{account}'")[0][0]
        return {
            "appointments": appointment, "contacts": booked["contact"]["id"], "calendars": calendar,
            "groups": group, "calendar-groups": group, "resources": room, "links": link, "booking-links": link, "blocks": block, "schedules": shared,
            "hours": self._hours(app, host["id"]), "member": host["id"], "spare": host["id"],
            "accounts": account, "people": host["id"], "users": host["id"], "manage": manage,
            "api-keys": key if app.account == "other" else "key_00000000000000000000000000000000",
        }  # fmt: skip

    def _hours(self, app: App, user: str) -> str:
        schedules = app.call("GET", f"schedules?user={user}").json["schedules"]
        return next((schedule["id"] for schedule in schedules if schedule.get("user_id") == user), "none")

    def _user(self, name: str) -> str:
        rows = self.demo.database.rows(f"SELECT id FROM users WHERE email = '{name}@harbor.example'")
        return rows[0][0]

    def _invite(self, name: str, role: str):
        """By the agency's admin, and accepted from the mailbox."""
        ada = self.demo.app.sign_in("ada@harbor.example")
        csrf = hidden(ada.get(f"{self.base}/agency/invite").text, "csrf")
        email = f"{name}@harbor.example"
        fields = [("email", email), ("account", ""), ("agency_role", role), ("role", "user")]
        answer = ada.post(f"{self.base}/agency/invite", [("csrf", csrf), *fields])
        if answer.status != 303:
            raise RuntimeError(f"{email} cannot be invited: {answer.status}")
        link = self._link(email)
        form = [("name", name.title()), ("password", PASSWORD), ("timezone", "UTC")]
        Visitor().post(link, form)

    def _link(self, email: str) -> str:
        drain(self.demo.app)
        mail = self.demo.database.rows(f"SELECT plain FROM mailbox WHERE recipient LIKE '%{email}%'")[0][0]
        return re.search(r"https?://\S+/invite/\S+", mail).group()

    def _limit(self, name: str):
        ada = self.demo.app.sign_in("ada@harbor.example")
        csrf = hidden(ada.get(f"{self.base}/app/team").text, "csrf")
        fields = [("csrf", csrf), ("role", "user"), ("limited", "yes")]
        ada.post(f"{self.base}/app/team/{self._user(name)}/role", fields)


def made(app: App, nouns: str, body: dict) -> str:
    answer = app.call("POST", nouns, body)
    if answer.status != 201:
        raise RuntimeError(f"{nouns}: {answer.status} {answer.text[:300]}")
    return answer.json["id"]


def is_let_in(route: Route, answer: Answer) -> bool:
    """Neither refused nor sent away."""
    # Where no events are taken there is nothing at the address.
    if answer.status in (401, 403) or (answer.status == 404 and route.path.startswith("/webhooks/")):
        return False
    place = answer.place.split("?")[0]
    own = {"/sign-out": "/sign-in", "/switch": "/agency"}.get(route.path)
    return answer.status != 303 or place not in AWAY or place == own


def query(route: Route) -> str:
    """What it cannot do without."""
    if route.is_for_keys and route.path.endswith("/slots"):
        return "?start=2030-12-08&end=2030-12-08&timezone=UTC"
    return "?start=2030-12-08T12:00:00Z" if route.path.endswith("/explain") else ""


def fill(path: str, ids: dict[str, str]) -> str:
    """The path with an id in it: of what the part before names, or of its own name."""
    parts = path.strip("/").split("/")
    own = {"calendar": "cast", "slug": "all", "entry": "wai_0", "block": ids["blocks"], "link": ids["links"]}
    for place, part in enumerate(parts):
        if not part.startswith("{"):
            continue
        name, before = part[1:-1], parts[place - 1]
        if (name, before) == ("account", "book"):
            parts[place] = "harbor"
        elif (name, before) == ("id", "team"):
            parts[place] = ids["spare" if parts[-1] in ("role", "remove") else "member"]
        elif before == "hours":
            parts[place] = ids["hours"]
        elif name == "token":
            parts[place] = ids["manage"]
        else:
            parts[place] = own.get(name) or ids.get(before, "none")
    return "/" + "/".join(parts)
