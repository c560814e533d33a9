"""A demo of Usher as a process of its own: started on free ports, asked by HTTP, stopped by its own pid."""

import os
import re
import socket
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from mailbox_reader import Mailbox
from pretend_zoom import PretendZoom
from wire import call, eventually

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("USHER_BINARY", ROOT / ".build/debug/usher"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Demo:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.port, self.zoom_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.zoom = PretendZoom(f"http://127.0.0.1:{self.zoom_port}")
        self.mailbox = Mailbox(self.folder / "data" / "usher.sqlite")
        self._handed_out = set()

    def start(self):
        env = {**os.environ, "PORT": str(self.port), "SANDBOX_PORT": str(self.zoom_port)}
        self._log = open(self.folder / "demo.log", "ab")
        command = [str(BINARY), "demo", "--data", str(self.folder / "data")]
        self._process = subprocess.Popen(command, env=env, stdout=self._log, stderr=subprocess.STDOUT)
        eventually(self._is_up, seconds=30, what="the start of the demo")
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

    @property
    def api_key(self):
        return re.findall(r"API key\s+(usher_\S+)", self.log)[-1]

    def api(self, method, path, body=None, **headers):
        return call(method, f"{self.url}/api/v1{path}", body, headers)

    def slots(self, calendar="intro", days=59, zone="UTC"):
        today = datetime.now(timezone.utc).date()
        query = f"start={today}&end={today + timedelta(days=days)}&timezone={zone}"
        answer = self.api("GET", f"/book/harbor/{calendar}/slots?{query}")
        assert answer.status == 200, answer.text
        return [slot["start"] for slot in answer.json["slots"]]

    def fresh_start(self, calendar="intro"):
        """A free start that no other journey on this demo uses, nor the starts around it."""
        for start in self.slots(calendar)[1::4]:
            if (calendar, start) not in self._handed_out:
                self._handed_out.add((calendar, start))
                return start
        raise AssertionError("no free start is left")

    def book(self, start, name="Guest", email=None, calendar="intro", zone="Europe/Berlin", **headers):
        email = email or f"{name.lower().replace(' ', '.')}@example.com"
        body = {"start": start, "timezone": zone, "contact": {"name": name, "email": email}}
        return self.api("POST", f"/book/harbor/{calendar}", body, **headers)

    def fill_up(self, start, name="Somebody Else"):
        """Books a start of the three hosts until nobody is free there."""
        for number in range(3):
            assert self.book(start, f"{name} {number}").status == 201

    def appointment(self, identifier):
        return self.api("GET", f"/appointments/{identifier}", Authorization=f"Bearer {self.api_key}")


def moment(start):
    """The moment an API's start names."""
    return datetime.fromisoformat(start.replace("Z", "+00:00"))
