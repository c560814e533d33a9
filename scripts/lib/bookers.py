"""Clients who book all the time, each wish under a key of its own, until every wish has an answer."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException

from lib.app import App
from lib.proof import require
from lib.web import Answer, Line

# How long a guest goes on asking.
PATIENCE = 60


@dataclass
class Manners:
    """How clients book, and what they put up with."""

    clients: int
    # Seconds between two bookings of a client; the mean.
    pause: float
    # Whether a connection may break, or a server not be there.
    may_be_silent: bool


class Bookers:
    """They go through the same starts side by side, and so compete for the hosts.

    Who hears nothing or that Usher is unavailable asks again, of any of the processes."""

    def __init__(
        self, apps: list[App], starts: list[str], manners: Manners, seen: Callable[[Answer], None] | None = None
    ):
        """:param seen: told of every answer that settles a wish."""
        self._apps = apps
        self._starts = starts
        self._manners = manners
        self._seen = seen or (lambda _: None)
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(manners.clients)
        ]
        # The appointments' ids.
        self.booked: set[str] = set()
        self.refused = self.silences = self.unavailable = 0
        self.slowest = 0.0
        self.faults: list[str] = []

    def check(self):
        """Says that something went wrong, if it has."""
        require(not self.faults, "; ".join(self.faults[:3]))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        """Lets every client finish the wish it has."""
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE + 60)
        stuck = sum(thread.is_alive() for thread in self._threads)
        if stuck:
            self.faults.append(f"{stuck} clients still wait for an answer")

    def _run(self, number: int):
        for place, start in enumerate(self._starts):
            if self._over.wait(random.uniform(0, 2 * self._manners.pause)):
                return
            try:
                self._fulfil(start, f"guest-{number}-{place}")
            except Exception as error:
                with self._lock:
                    self.faults.append(f"guest-{number}-{place}: {type(error).__name__}: {error}")
                return
        with self._lock:
            self.faults.append("no start was left to ask for")

    def _fulfil(self, start: str, guest: str):
        began = time.monotonic()
        while not self._ask(random.choice(self._apps), start, guest):
            if time.monotonic() - began > PATIENCE:
                raise TimeoutError(f"no answer for {PATIENCE} s")
            time.sleep(random.uniform(0.05, 0.3))

    def _ask(self, app: App, start: str, guest: str) -> bool:
        """Asks once. Returns whether that settled the matter."""
        began = time.monotonic()
        try:
            with Line(app.base) as line:
                answer = app.book(line, "intro", start, guest, f"key-{guest}")
        except (OSError, HTTPException):
            if not self._manners.may_be_silent:
                raise
            with self._lock:
                self.silences += 1
            return False
        with self._lock:
            self.slowest = max(self.slowest, time.monotonic() - began)
            return self._note(answer)

    def _note(self, answer: Answer) -> bool:
        code = answer.json.get("code", "")
        if (answer.status, code) == (503, "unavailable"):
            self.unavailable += 1
            return False
        if answer.status == 201:
            self.booked.add(answer.json["id"])
        elif (answer.status, code) == (409, "slot_taken"):
            self.refused += 1
        else:
            raise RuntimeError(f"answered {answer.status} {answer.text}")
        self._seen(answer)
        return True
