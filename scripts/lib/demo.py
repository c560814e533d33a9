"""A demo in a folder of its own, on free ports, that can be killed and started again."""

import json
import tempfile
from pathlib import Path

from lib.app import App
from lib.databases import Database, SQLiteFile
from lib.processes import Program, Started, binary, free_ports


class Demo(Started):
    """`usher demo`. Use it in a `with`: the process ends and the folder goes."""

    def __init__(
        self, below: Path | None = None, database: Database | None = None, daily_writes: int = 1_000_000
    ):
        """:param daily_writes: how many meetings Zoom lets each host make or change a day. Few proofs are about
            its limit of a hundred.
        :param below: where the folder is made; the system's temporary folder otherwise.
        :param database: an empty one; an SQLite file in the folder otherwise."""
        self._folder = tempfile.TemporaryDirectory(prefix="usher-", dir=below)
        self.folder = Path(self._folder.name)
        self.port, self.sandbox_port = free_ports(2)
        self.app = App(f"http://127.0.0.1:{self.port}")
        self.sandbox = f"http://127.0.0.1:{self.sandbox_port}"
        self._settings = {"USHER_ZOOM_DAILY_WRITES": str(daily_writes)}
        if database:
            self._settings["USHER_DATABASE_URL"] = database.url
        self.database = database or SQLiteFile(self.folder / "data/usher.sqlite")
        self._program: Program | None = None

    def start(self):
        self._program = Program(
            [binary(), "demo", "--data", self.folder / "data"],
            self.folder / "log",
            self._settings | {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)},
        )
        self._program.wait_for_port(self.sandbox_port)
        self._program.wait_for_port(self.port)
        self.app.api_key = json.loads((self.folder / "data/keys.json").read_text())["apiKey"]

    def kill(self):
        self._program.kill()

    def halt(self):
        """Ends the process in good order and keeps the data, so that it can be started again."""
        if self._program:
            self._program.stop()

    def stop(self):
        self.halt()
        self._folder.cleanup()
