"""A PostgreSQL server of our own: in a temporary folder, on a free port, gone without a trace afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Literal

from lib.processes import Started, free_ports

# PostgreSQL refuses to run as root; its Debian package brings this user.
SYSTEM_USER = "postgres"
# How the server is told to end: once every connection is cut in good order, or as if it had crashed.
SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
# Nothing waits for the disk. A crash of the server, not only of the machine, may then lose the last commits.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
# Separators of columns and rows that no text in our tables contains, unlike | and line breaks.
COLUMN, ROW = "\x1f", "\x1e"
TRIES = 5


class PostgresServer(Started):
    """Starts in a `with`, which also ends it. Its first database is `usher`, owned by the superuser `usher`."""

    def __init__(self, folder: Path | None = None, durable: bool = False):
        """:param folder: where its own folder is made; the system's temporary folder otherwise.
        :param durable: commits as it would in earnest. Otherwise it is fast, and no commit is safe."""
        self._programs = programs()
        self._durable = durable
        self._folder = tempfile.TemporaryDirectory(prefix="postgres-", dir=folder)
        self.folder = Path(self._folder.name)
        self._log = self.folder / "log"
        self._process: subprocess.Popen | None = None
        self.port = 0
        self._as_whom = {}
        if os.getuid() == 0:
            self._as_whom = {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []}
            shutil.chown(self.folder, SYSTEM_USER, SYSTEM_USER)

    @property
    def url(self) -> str:
        return self.url_of("usher")

    def url_of(self, database: str) -> str:
        return f"postgres://usher@127.0.0.1:{self.port}/{database}"

    def start(self):
        """Starts the server, the first time on a port found free; another may have taken it meanwhile."""
        if self.port:
            self._launch()
            return
        self._make_cluster()
        for tries_left in reversed(range(TRIES)):
            self.port = free_ports(1)[0]
            try:
                self._launch()
                break
            except RuntimeError:
                if not tries_left or "could not bind" not in self.last_words():
                    raise
        self.create_database("usher")

    def restart(self, mode: Literal["fast", "immediate"]):
        """Ends it, `fast` as an upgrade does or `immediate` as a crash does, and starts it on the same port."""
        self.stop(mode)
        self._launch()

    def stop(self, mode: Literal["fast", "immediate"] = "immediate", seconds: float = 30):
        if not self._process or self._process.poll() is not None:
            return
        self._process.send_signal(SIGNALS[mode])
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def create_database(self, name: str) -> str:
        """Makes an empty database. Returns its URL."""
        self.query("postgres", f'CREATE DATABASE "{name}"')
        return self.url_of(name)

    def query(self, url_or_database: str, sql: str, seconds: float = 120) -> list[list[str]]:
        """The rows of a statement, every value as psql writes it: nothing and the empty text look alike."""
        url = url_or_database if "://" in url_or_database else self.url_of(url_or_database)
        options = ["-X", "-w", "-q", "-A", "-t", "-F", COLUMN, "-R", ROW, "-v", "ON_ERROR_STOP=1"]
        output = self._run("psql", *options, "-d", url, "-c", sql, seconds=seconds)
        return [row.split(COLUMN) for row in output.removesuffix("\n").split(ROW)] if output else []

    def last_words(self) -> str:
        return " / ".join(self._log.read_text(errors="replace").strip().splitlines()[-5:])

    def _make_cluster(self):
        options = ["-A", "trust", "-U", "usher", "--no-locale", "-E", "UTF8"]
        options += [] if self._durable else ["--no-sync"]
        self._run("initdb", *options, "-D", self.folder / "data")

    def _launch(self):
        """Returns when the server answers."""
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            # A folder's path may be longer than that of a socket can be, and the port is enough.
            "unix_socket_directories=",
            "max_connections=300",
            *([] if self._durable else CARELESS),
        ]
        command = [self._programs / "postgres", "-D", self.folder / "data"]
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command + [part for setting in settings for part in ("-c", setting)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=environment(),
                **self._as_whom,
            )
        self._wait_until_ready()

    def _wait_until_ready(self, seconds: float = 60):
        deadline = time.monotonic() + seconds
        look = [self._programs / "pg_isready", "-q", "-d", self.url_of("postgres")]
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"postgres ended by itself: {self.last_words()}")
            if subprocess.run(look, env=environment(), timeout=30).returncode == 0:
                return
            time.sleep(0.02)
        raise RuntimeError(f"postgres was not ready within {seconds:.0f} s: {self.last_words()}")

    def _run(self, program: str, *arguments: str | Path, seconds: float = 120) -> str:
        done = subprocess.run(
            [self._programs / program, *arguments],
            capture_output=True,
            text=True,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            cwd=self.folder,
            env=environment(),
            **self._as_whom,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def __exit__(self, *_):
        super().__exit__()
        self._folder.cleanup()


def programs() -> Path:
    """Where the newest PostgreSQL is: Debian keeps its programs out of the path, others do not."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    if not found:
        raise SystemExit("PostgreSQL is missing: run scripts/setup.")
    return Path(found).resolve().parent


def environment() -> dict:
    """This process's environment without settings of a PostgreSQL that the developer may use."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}
