"""Usher as it is run for real: `usher serve` with a mail server, and the sandbox in a process of its own."""

import secrets
import subprocess
import tempfile
from pathlib import Path

from lib.app import PASSWORD, App, CalendarForm
from lib.mail_server import MailServer
from lib.processes import Program, binary, clean_environment, free_ports

HOST = "ada@harbor.example"


class Installation:
    """One host, connected to Zoom, with one calendar `intro`. A kill ends Usher; the sandbox lives on."""

    def __init__(self, mail: MailServer):
        self._folder = tempfile.TemporaryDirectory(prefix="usher-")
        self.folder = Path(self._folder.name)
        self.port, sandbox_port = free_ports(2)
        self.app = App(f"http://127.0.0.1:{self.port}")
        self.sandbox = f"http://127.0.0.1:{sandbox_port}"
        self.database = self.folder / "usher.sqlite"
        self._sandbox_port = sandbox_port
        self._settings = {
            "USHER_DATABASE_URL": f"sqlite:{self.database}",
            "USHER_SECRET": secrets.token_urlsafe(32),
            "USHER_PORT": str(self.port),
            "USHER_SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
            "USHER_MAIL_FROM": "bookings@harbor.example",
            "USHER_ZOOM_CLIENT_ID": "sandbox-client",
            "USHER_ZOOM_CLIENT_SECRET": "sandbox-secret",
            "USHER_ZOOM_OAUTH_BASE": self.sandbox,
            "USHER_ZOOM_API_BASE": f"{self.sandbox}/v2",
            "USHER_BOOKINGS_PER_MINUTE": "0",
            "USHER_LOG_LEVEL": "warning",
        }
        self._programs: list[Program] = []
        self._server: Program | None = None

    def start(self):
        self._server = Program([binary(), "serve"], self.folder / "log", self._settings)
        self._server.wait_for_port(self.port)

    def kill(self):
        self._server.kill()

    def _set_up(self):
        self._command("migrate")
        self._command(
            "account",
            "--name",
            "Harbor Consulting",
            "--slug",
            "harbor",
            "--zone",
            "Europe/Berlin",
            "--admin-name",
            "Ada Vance",
            "--email",
            HOST,
            password=PASSWORD,
        )
        self.app.api_key = self._command("key", "--account", "harbor", "--label", "Proof").split()[-1]
        self._sandbox = Program(
            [
                binary(),
                "sandbox",
                "--port",
                self._sandbox_port,
                "--data",
                self.folder / "zoom.sqlite",
                "--redirect",
                f"{self.app.base}/oauth/zoom/callback",
            ],
            self.folder / "sandbox-log",
        )
        self._programs.append(self._sandbox)
        self._sandbox.wait_for_port(self._sandbox_port)
        self.start()
        ada = self.app.sign_in(HOST)
        self.app.connect_zoom(ada, HOST)
        self.app.make_calendar(ada, CalendarForm(name="Introductory call", slug="intro", hosts=["Ada Vance"]))

    def _command(self, *arguments: str, password: str = "") -> str:
        done = subprocess.run(
            [binary(), *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            env=clean_environment() | self._settings | {"USHER_PASSWORD": password},
        )
        if done.returncode != 0:
            raise RuntimeError(f"usher {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for program in [self._server, *self._programs]:
            if program:
                program.stop()
        self._folder.cleanup()
