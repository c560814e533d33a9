"""Usher as it is run for real: one `usher serve` or several, a mail server, and the sandbox in its own process."""

import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lib.app import App, CalendarForm
from lib.databases import Database, SQLiteFile
from lib.mail_server import MailServer
from lib.processes import Program, binary, free_ports, usher

ZONE = "Europe/Berlin"
# More meetings a day than Zoom allows a host: what is proved here is not its limit.
MANY = "1000000"


@dataclass(frozen=True)
class Person:
    """Somebody with an account in the sandbox, who can host."""

    name: str
    email: str


PEOPLE = [
    Person("Ada Vance", "ada@harbor.example"),
    Person("Milo Okafor", "milo@harbor.example"),
    Person("Rhea Kaplan", "rhea@harbor.example"),
]


class Server:
    """One `usher serve`, which can be killed and started again."""

    def __init__(self, port: int, log: Path, settings: dict):
        self.port = port
        self.app = App(f"http://127.0.0.1:{port}")
        self._log = log
        self._settings = settings | {"USHER_PORT": str(port)}
        self._program: Program | None = None

    @property
    def pid(self) -> int:
        return self._program.process.pid

    def start(self):
        self._program = Program([binary(), "serve"], self._log, self._settings)
        self._program.wait_for_port(self.port)

    def kill(self):
        self._program.kill()

    def stop(self):
        if self._program:
            self._program.stop()


class Installation:
    """Hosts connected to Zoom, with one calendar `intro`. Killing a server leaves the sandbox alone."""

    def __init__(
        self, mail: MailServer, database: Database | None = None, processes: int = 1, hosts: int = 1
    ):
        """:param database: an empty one; an SQLite file otherwise.
        :param processes: how many serve this database. SQLite takes one."""
        self._folder = tempfile.TemporaryDirectory(prefix="usher-")
        self.folder = Path(self._folder.name)
        self.database = database or SQLiteFile(self.folder / "usher.sqlite")
        self._people = PEOPLE[:hosts]
        self._sandbox_port, *ports = free_ports(1 + processes)
        self.sandbox = f"http://127.0.0.1:{self._sandbox_port}"
        self._settings = self._shared_settings(mail, ports[0])
        self.servers = [Server(port, self.folder / f"log-{port}", self._settings) for port in ports]
        self.app = self.servers[0].app
        self._sandbox: Program | None = None

    @property
    def apps(self) -> list[App]:
        return [server.app for server in self.servers]

    def start(self):
        """Starts the first server, which is the only one unless more were asked for."""
        self.servers[0].start()

    def kill(self):
        """Kills the first server."""
        self.servers[0].kill()

    def _shared_settings(self, mail: MailServer, public_port: int) -> dict:
        """What all servers have in common. To the world they are one Usher."""
        return {
            "USHER_DATABASE_URL": self.database.url,
            "USHER_SECRET": secrets.token_urlsafe(32),
            "USHER_PUBLIC_URL": f"http://127.0.0.1:{public_port}",
            "USHER_SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
            "USHER_MAIL_FROM": "bookings@harbor.example",
            "USHER_ZOOM_CLIENT_ID": "sandbox-client",
            "USHER_ZOOM_CLIENT_SECRET": "sandbox-secret",
            "USHER_ZOOM_OAUTH_BASE": self.sandbox,
            "USHER_ZOOM_API_BASE": f"{self.sandbox}/v2",
            "USHER_ZOOM_DAILY_WRITES": MANY,
            "USHER_BOOKINGS_PER_MINUTE": "0",
            "USHER_LOG_LEVEL": "warning",
        }

    def _set_up(self):
        usher(self._settings, "migrate")
        self._make_account()
        key = usher(self._settings, "key", "--account", "harbor", "--label", "Proof").split()[-1]
        for app in self.apps:
            app.api_key = key
        self._start_sandbox()
        for server in self.servers:
            server.start()
        for person in self._people:
            self.app.connect_zoom(self.app.sign_in(person.email), person.email)
        names = [person.name for person in self._people]
        form = CalendarForm(name="Introductory call", slug="intro", hosts=names)
        self.app.make_calendar(self.app.sign_in(self._people[0].email), form)

    def _make_account(self):
        admin, *others = self._people
        account = ["--name", "Harbor Consulting", "--slug", "harbor", "--zone", ZONE]
        usher(self._settings, "account", *account, "--admin-name", admin.name, "--email", admin.email)
        for person in others:
            user = ["--account", "harbor", "--name", person.name, "--email", person.email, "--zone", ZONE]
            usher(self._settings, "user", *user)

    def _start_sandbox(self):
        options = ["--port", self._sandbox_port, "--data", self.folder / "zoom.sqlite", "--daily-writes", MANY]
        redirect = f"{self.app.base}/oauth/zoom/callback"
        command = [binary(), "sandbox", *options, "--redirect", redirect]
        self._sandbox = Program(command, self.folder / "sandbox-log")
        self._sandbox.wait_for_port(self._sandbox_port)

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for program in [*self.servers, self._sandbox]:
            if program:
                program.stop()
        self._folder.cleanup()
