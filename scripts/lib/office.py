"""An Usher for the benchmarks: `usher serve` for one account of several hosts, without Zoom and without mail."""

import secrets
import tempfile
from itertools import cycle, islice
from pathlib import Path

from lib.app import App
from lib.databases import Database, SQLiteFile
from lib.processes import Program, Started, binary, free_ports, usher

# The hosts' zones in turn; each is open on weekdays from nine to five there, as a new user is.
ZONES = ["Europe/Berlin", "Europe/Lisbon", "Europe/Athens", "Europe/London", "Europe/Helsinki"]


class Office(Started):
    """Use it in a `with`: the process ends and the folder goes.

    No host has Zoom connected and no mail server is set, so the work behind a booking is done at once, in vain."""

    def __init__(self, below: Path, hosts: int, database: Database | None = None):
        """:param below: where its folder is made.
        :param database: an empty one; an SQLite file in the folder otherwise."""
        self._folder = tempfile.TemporaryDirectory(prefix="office-", dir=below)
        self.folder = Path(self._folder.name)
        self.database = database or SQLiteFile(self.folder / "usher.sqlite")
        self._hosts = hosts
        self._port = free_ports(1)[0]
        self.app = App(f"http://127.0.0.1:{self._port}")
        self._settings = {
            "USHER_DATABASE_URL": self.database.url,
            "USHER_SECRET": secrets.token_urlsafe(32),
            "USHER_PORT": str(self._port),
            "USHER_BOOKINGS_PER_MINUTE": "0",
            "USHER_LOG_LEVEL": "error",
        }
        self._program: Program | None = None

    def start(self):
        usher(self._settings, "migrate")
        self._make_account()
        self.app.api_key = usher(self._settings, "key", "--account", "harbor", "--label", "Bench").split()[-1]
        self.serve()

    def serve(self):
        self._program = Program([binary(), "serve"], self.folder / "log", self._settings)
        self._program.wait_for_port(self._port)

    def halt(self):
        """Ends the process in good order and keeps the data, so that it can serve again."""
        if self._program:
            self._program.stop()

    def stop(self):
        self.halt()
        self._folder.cleanup()

    def make_calendar(self, slug: str, hosts: list[str], duration: int = 30, window: int = 60) -> str:
        """A round-robin calendar of these users. Returns its id."""
        body = {
            "name": slug.capitalize(),
            "slug": slug,
            "durations": [duration],
            "interval": duration,
            "window": {"kind": "rolling", "days": window},
            "hosts": [{"user_id": host} for host in hosts],
        }
        answer = self.app.call("POST", "calendars", body)
        if answer.status != 201:
            raise RuntimeError(f"the calendar {slug} is refused: {answer.status} {answer.text}")
        return answer.json["id"]

    @property
    def hosts(self) -> list[str]:
        """The users' ids, in the order in which they joined."""
        return [row[0] for row in self.database.rows("SELECT id FROM users ORDER BY id")]

    @property
    def account(self) -> str:
        """The account's id."""
        return self.database.rows("SELECT id FROM accounts")[0][0]

    def _make_account(self):
        first, *others = islice(cycle(ZONES), self._hosts)
        account = ["--name", "Harbor Consulting", "--slug", self.app.account, "--zone", ZONES[0]]
        usher(
            self._settings, "account", *account, "--admin-name", "Host 1", "--email", "host-1@harbor.example"
        )
        for number, zone in enumerate(others, 2):
            person = ["--name", f"Host {number}", "--email", f"host-{number}@harbor.example", "--zone", zone]
            usher(self._settings, "user", "--account", self.app.account, *person)
