"""Fills a demo with appointments, and prepares what the benchmarks ask for."""

import time
from concurrent.futures import ThreadPoolExecutor

from lib.app import App
from lib.web import Line

WORKERS = 16
HOSTS = 3
# Of so many starts one stays free, so that there is something to answer.
KEPT_FREE = 20


def fill(app: App, calendar: str) -> list[str]:
    """Books nearly every start of the calendar with all three hosts. Returns the join links' paths."""
    starts = [
        start for place, start in enumerate(app.free_starts(calendar, days=62, first=0)) if place % KEPT_FREE
    ]
    wishes = [(start, f"fill-{place}-{host}") for place, start in enumerate(starts) for host in range(HOSTS)]

    def book(share: list[tuple[str, str]]) -> list[str]:
        with Line(app.base) as line:
            answers = [app.book(line, calendar, start, guest) for start, guest in share]
        # The notice may have run out meanwhile for the first start of all.
        return [answer.json["join_url"] for answer in answers if answer.status == 201]

    return [url.removeprefix(app.base) for share in shared_out(wishes, book) for url in share]


def clickable(app: App, paths: list[str]) -> list[str]:
    """Those of the join links that lead into a room."""

    def look(share: list[str]) -> list[str]:
        with Line(app.base) as line:
            return [path for path in share if line.send("GET", path).status == 302]

    return [path for share in shared_out(paths, look) for path in share]


def shared_out(items: list, work) -> list:
    """Gives each worker its share of the items."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, [items[place::WORKERS] for place in range(WORKERS)]))


def drain(app: App, seconds: float = 600) -> float:
    """Waits until no work is left. Returns how long it took."""
    began = time.monotonic()
    while app.work_waiting():
        if time.monotonic() - began > seconds:
            raise RuntimeError(f"{app.work_waiting()} pieces of work are left after {seconds:.0f} s")
        time.sleep(0.2)
    return time.monotonic() - began
