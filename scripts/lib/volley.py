"""Many guests who ask at the same moment, spread over all the processes of an Usher."""

import resource
import time
from contextlib import ExitStack
from dataclasses import dataclass

from lib.app import App
from lib.web import Answer, Line


@dataclass
class Shot:
    """What one of the guests asks for."""

    start: str
    guest: str
    key: str | None = None


def fire(apps: list[App], calendar: str, shots: list[Shot]) -> tuple[float, list[Answer]]:
    """Opens a connection for each guest ahead, sends all requests in one go, and only then reads the answers.

    Returns the milliseconds from the first request to the last answer, and the answers in the guests' order."""
    allow_open_files(len(shots) + 100)
    with ExitStack() as stack:
        lines = [
            stack.enter_context(Line(apps[place % len(apps)].base, timeout=120)) for place in range(len(shots))
        ]
        for line in lines:
            line.open()
        began = time.monotonic()
        for line, shot in zip(lines, shots, strict=True):
            apps[0].ask_to_book(line, calendar, shot.start, shot.guest, shot.key)
        answers = [line.answer() for line in lines]
        return (time.monotonic() - began) * 1000, answers


def allow_open_files(count: int):
    """Lets this process have so many files open, as far as the system does."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count if most < 0 else min(count, most), most))
