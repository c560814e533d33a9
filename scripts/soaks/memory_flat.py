"""Steady load for minutes: the process does not grow.

Judged is the second half, once caches and pools are filled. A line is fitted to its sizes; what the line can be
off by chance, for memory comes and goes in steps, is granted. Some three hundred requests come a second, so the
limit is some thirty bytes a request: hardly anything that a request could leave behind is smaller."""

import random
import re
import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from lib.bookers import Bookers, Manners
from lib.databases import PostgresDatabase
from lib.installation import Installation
from lib.mail_server import MailServer
from lib.postgres import PostgresServer
from lib.proof import require
from lib.readers import Reader
from lib.web import Answer

SECONDS = 360
EVERY = 2
# Megabytes a minute.
STEEPEST = 0.5
HOSTS = 3
MANNERS = Manners(clients=2, pause=1.0, may_be_silent=False)
READERS_PAUSE = 0.01


@dataclass
class Trend:
    """Megabytes a minute, and by how much that may be off."""

    slope: float
    doubt: float


def prove() -> str:
    with PostgresServer() as server, MailServer(slowest=0) as mail:
        with Installation(mail, PostgresDatabase(server), hosts=HOSTS) as house:
            booked: list[Answer] = []
            starts = house.app.free_starts("intro", days=56, first=3)
            watchers = readers(house, booked)
            with ExitStack() as stack:
                bookers = stack.enter_context(Bookers(house.apps, starts, MANNERS, booked.append))
                for watcher in watchers:
                    stack.enter_context(watcher)
                samples = sample(house.servers[0].pid)
            for client in [bookers, *watchers]:
                client.check()
            requests = sum(len(watcher.good) for watcher in watchers) + len(booked)
            return judge(samples[len(samples) // 2 :], requests / SECONDS)


def readers(house: Installation, booked: list[Answer]) -> list[Reader]:
    first = date.today() + timedelta(days=1)
    slots = house.app.slots_path("intro", first, first + timedelta(days=30))
    page = "/book/harbor/intro"

    def one_of(link: str) -> str:
        """The path of a link of some appointment; as long as there is none, of the booking page."""
        return random.choice(booked).json[link].removeprefix(house.app.base) if booked else page

    paths = [lambda: slots, lambda: slots, lambda: page, lambda: one_of("manage_url"), lambda: one_of("join_url")]
    return [Reader(house.app.base, path, is_right, READERS_PAUSE) for path in paths]


def is_right(answer: Answer) -> bool:
    """A page, or the way into a Zoom room."""
    return answer.status in (200, 302)


def sample(process: int) -> list[tuple[float, float]]:
    """What the process takes of the memory: minutes since the beginning, and megabytes."""
    began, samples = time.monotonic(), []
    while (passed := time.monotonic() - began) < SECONDS:
        samples.append((passed / 60, resident(process)))
        time.sleep(EVERY)
    return samples


def resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def judge(samples: list[tuple[float, float]], rate: float) -> str:
    trend = fit(samples)
    size = statistics.fmean(size for _, size in samples[-5:])
    said = f"{trend.slope:+.2f} MB a minute (±{trend.doubt:.2f})"
    require(trend.slope - trend.doubt < STEEPEST, f"the process grows by {said}, to {size:.0f} MB")
    return f"{said} in the last {SECONDS // 2} s at {rate:.0f} requests a second, {size:.0f} MB in the end"


def fit(samples: list[tuple[float, float]]) -> Trend:
    """A line through the samples, and twice the standard error of its slope."""
    minutes, sizes = zip(*samples, strict=True)
    line = statistics.linear_regression(minutes, sizes)
    middle = statistics.fmean(minutes)
    missed = sum((size - line.intercept - line.slope * minute) ** 2 for minute, size in samples)
    spread = sum((minute - middle) ** 2 for minute in minutes)
    return Trend(line.slope, 2 * (missed / (len(samples) - 2) / spread) ** 0.5)
