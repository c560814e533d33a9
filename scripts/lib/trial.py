"""Measures Usher on one engine."""

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from lib import bare, month, wrk
from lib.app import App, CalendarForm
from lib.databases import Database
from lib.demo import Demo
from lib.figures import Figure
from lib.filling import clickable, drain, fill
from lib.processes import usher
from lib.wrk import Load

CLIENTS = [1, 4, 16, wrk.CONNECTIONS]
HOSTS = ["Ada Vance", "Milo Okafor", "Rhea Kaplan"]
# Short meetings far ahead: some fifty thousand starts, each of which the three hosts can take once.
DURATION, WINDOW = 5, 730
# Where each calendar has a host of its own, the half hours of a year are enough.
HALF_HOUR, YEAR = 30, 365
ADMIN = "ada@harbor.example"
CALENDARS = 8


@dataclass
class Engine:
    name: str
    # The address of an empty database for the bare server.
    bare: str
    # An empty one for the demo, which otherwise makes its own.
    database: Database | None


class Trial:
    def __init__(self, engine: Engine, below: Path, plain: dict[int, Load]):
        """:param below: a folder for its files.
        :param plain: what bare answers come to, by the number of clients."""
        self._engine = engine
        self._below = below
        self._plain = plain
        self._insert: dict[int, Load] = {}
        self.figures: list[Figure] = []

    def run(self):
        self._insert = bare.run("insert", "/insert", self._engine.bare, self._below, CLIENTS)
        for clients, load in self._insert.items():
            self._note("baseline-insert", clients, load, load.rate, self._insert)
        with Demo(self._below, self._engine.database) as demo:
            paths = fill(demo.app, "intro")
            seconds = drain(demo.app)
            print(
                f"{self._engine.name}: {len(paths)} appointments; their rooms and mails were done {seconds:.0f} s "
                "after.",
                file=sys.stderr,
            )
            self._slots(demo.app)
            self._clicks(demo.app, clickable(demo.app, paths))
            self._bookings_on_many(demo)
            seconds = drain(demo.app)
            print(
                f"{self._engine.name}: the work behind the bookings took {seconds:.0f} s more.",
                file=sys.stderr,
            )
            self._bookings(demo.app)

    def _note(self, what: str, clients: int, load: Load, rate: float, bare: dict[int, Load]):
        beside = bare[clients].rate if clients in bare else None
        self.figures.append(Figure(what, self._engine.name, clients, load, rate, beside))

    def _slots(self, app: App):
        """A month of three hosts with many appointments."""
        for clients in CLIENTS:
            load = month.ask(app, "intro", clients)
            self._note("slots-month", clients, load, load.rate, self._plain)

    def _clicks(self, app: App, paths: list[str]):
        listed = self._list("links", paths)
        load = wrk.run("join", app.base, listed)
        self._note("join-click", wrk.CONNECTIONS, load, load.rate, self._plain)

    def _bookings(self, app: App):
        """All on one calendar. The first two runs share the starts, for they come to less."""
        form = CalendarForm(name="Many starts", slug="many", hosts=HOSTS, duration=DURATION, window=WINDOW)
        app.make_calendar(app.sign_in(ADMIN), form)
        path = app.booking_path("many")
        wishes = [f"{path} {start}" for start in app.free_starts("many", days=WINDOW)]
        half = len(wishes) // 2
        for clients, share in zip(CLIENTS, [wishes[:half], wishes[half:], wishes, wishes], strict=True):
            self._book("bookings", clients, app, share)

    def _bookings_on_many(self, demo: Demo):
        """Calendars with a host each, which do not wait for each other. These hosts have no Zoom connected."""
        app, names = demo.app, [f"Host {number}" for number in range(CALENDARS)]
        self._add_users(demo, names)
        admin = app.sign_in(ADMIN)
        for number, name in enumerate(names):
            form = CalendarForm(
                name=name, slug=f"many-{number}", hosts=[name], duration=HALF_HOUR, window=YEAR
            )
            app.make_calendar(admin, form)
        starts = app.free_starts("many-0", days=YEAR)
        paths = [app.booking_path(f"many-{number}") for number in range(CALENDARS)]
        wishes = [f"{path} {start}" for start in starts for path in paths]
        self._book("bookings-many", wrk.CONNECTIONS, app, wishes)

    def _add_users(self, demo: Demo, names: list[str]):
        """With the demo at rest, for one process at a time has an SQLite file."""
        settings = {"USHER_DATABASE_URL": demo.database.url, "USHER_SECRET": secrets.token_urlsafe(32)}
        demo.halt()
        for number, name in enumerate(names):
            person = ["--name", name, "--email", f"host-{number}@harbor.example", "--zone", "Europe/Berlin"]
            usher(settings, "user", "--account", demo.app.account, *person)
        demo.start()

    def _book(self, what: str, clients: int, app: App, wishes: list[str]):
        listed = self._list(f"{what}-{clients}", wishes)
        threads = min(wrk.THREADS, clients)
        load = wrk.run("book", app.base, listed, str(threads), f"{what}-{clients}", connections=clients)
        self._note(what, clients, load, load.creation_rate, self._insert)

    def _list(self, name: str, lines: list[str]) -> Path:
        path = self._below / name
        path.write_text("\n".join(lines))
        return path
