"""Clients who look at pages again and again over an open connection."""

import threading
import time
from collections.abc import Callable
from http.client import HTTPException

from lib.proof import require
from lib.web import Answer, Line


class Reader:
    """Notes when it had good answers. Anything else than those and `unavailable` is a fault, a broken line too."""

    def __init__(
        self, base: str, path: Callable[[], str], is_good: Callable[[Answer], bool], pause: float
    ):
        """:param path: says what to look at next.
        :param pause: seconds between an answer and the next request."""
        self._base = base
        self._path = path
        self._is_good = is_good
        self._pause = pause
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.good: list[float] = []
        self.unavailable = 0
        self.slowest = 0.0
        self.fault = ""

    def check(self):
        require(not self.fault, self.fault)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(60)
        if self._thread.is_alive():
            self.fault = "a reader still waits for an answer"

    def _run(self):
        try:
            with Line(self._base) as line:
                while not self._over.wait(self._pause) and not self.fault:
                    self._look(line)
        except (OSError, HTTPException) as error:
            self.fault = f"a reader's connection broke: {type(error).__name__}: {error}"
        except Exception as error:
            self.fault = f"a reader failed: {type(error).__name__}: {error}"

    def _look(self, line: Line):
        path = self._path()
        began = time.monotonic()
        answer = line.send("GET", path)
        ended = time.monotonic()
        self.slowest = max(self.slowest, ended - began)
        if self._is_good(answer):
            self.good.append(ended)
        elif is_unavailable(answer):
            self.unavailable += 1
        else:
            self.fault = f"{path} answers {answer.status} {answer.text[:300]}"


def is_unavailable(answer: Answer) -> bool:
    """Whether Usher says that it cannot reach its database: by a code to programs, by a page to people."""
    if answer.status != 503:
        return False
    if "application/json" in answer.headers.get("content-type", ""):
        return answer.json["code"] == "unavailable"
    return "cannot reach its database" in answer.text
