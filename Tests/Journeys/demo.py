"""A demo of Usher as a process of its own: started on free ports, asked by HTTP, stopped by its own pid."""

import os
import re
import subprocess
from datetime import datetime
from pathlib import Path

from door import Door
from lib.databases import SQLiteFile
from lib.processes import ROOT, clean_environment, free_ports
from mailbox_reader import Mailbox
from pretend_zoom import PretendZoom
from wire import call, eventually

# Set for scripts/lib too, which would take the release build.
BINARY = Path(os.environ.setdefault("USHER_BINARY", str(ROOT / ".build/debug/usher")))


class Demo(Door):
    def __init__(self, folder, database=None):
        """Keeps its data in the folder, or in an empty database given here."""
        self.folder = Path(folder)
        self.port, self.zoom_port = free_ports(2)
        super().__init__(f"http://127.0.0.1:{self.port}")
        self.zoom = PretendZoom(f"http://127.0.0.1:{self.zoom_port}")
        self.mailbox = Mailbox(database or SQLiteFile(self.folder / "data" / "usher.sqlite"))
        # More meetings a day than Zoom allows a host: the tests share their hosts.
        self._settings = {
            "PORT": str(self.port), "SANDBOX_PORT": str(self.zoom_port), "USHER_ZOOM_DAILY_WRITES": "1000000",
        }
        if database:
            self._settings["USHER_DATABASE_URL"] = database.url

    def start(self):
        self._log = open(self.folder / "demo.log", "ab")
        command = [str(BINARY), "demo", "--data", str(self.folder / "data")]
        environment = clean_environment() | self._settings
        self._process = subprocess.Popen(command, env=environment, stdout=self._log, stderr=subprocess.STDOUT)
        eventually(self._is_up, seconds=30, what="the start of the demo")
        self.api_key = re.findall(r"API key\s+(usher_\S+)", self.log)[-1]
        return self

    def _is_up(self):
        assert self._process.poll() is None, f"the demo ended:\n{self.log}"
        try:
            return call("GET", f"{self.url}/healthz").status == 200 and "API key" in self.log
        except OSError:
            return False

    def stop(self):
        """Ends it as an operator would. Gives its exit code."""
        self._process.terminate()
        self._log.close()
        return self._process.wait(timeout=20)

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._log.close()

    @property
    def log(self):
        return (self.folder / "demo.log").read_text()


def moment(start):
    """The moment an API's start names."""
    return datetime.fromisoformat(start.replace("Z", "+00:00"))
