"""How soon a booking has its room: bookings in a row on a demo, whose pretend Zoom answers at once."""

import statistics
import time
from pathlib import Path

from lib.demo import Demo
from lib.records import Records
from lib.targets import Standing
from lib.web import Line
from lib.wrk import Load

BOOKINGS = 300
LONGEST = 60
ON = f"SQLite, 3 hosts, {BOOKINGS} bookings in a row; the sandbox in the same process"


def measure(below: Path, plain: dict[int, Load]) -> list[Standing]:
    """:param plain: what bare answers come to: the time of one to a single client is the baseline."""
    with Demo(below) as demo:
        starts = demo.app.free_starts("intro", days=50, first=2)[:BOOKINGS]
        with Line(demo.app.base) as line:
            for number, start in enumerate(starts):
                answer = demo.app.book(line, "intro", start, f"room{number}")
                if answer.status != 201:
                    raise RuntimeError(f"a booking is refused: {answer.status} {answer.text[:200]}")
        waits, seconds = read(demo)
    beside = 1000 / plain[1].rate if 1 in plain else None

    def standing(key: str, value: float, unit: str) -> Standing:
        ratio = round(value / beside, 3) if beside and unit == "ms" else None
        return Standing(key, value, unit, ratio, None, ON)

    return [
        standing("location_ready_p50_ms", statistics.median(waits), "ms"),
        standing("location_ready_p99_ms", sorted(waits)[int(len(waits) * 0.99)], "ms"),
        standing("rooms_provisioned", len(waits) / seconds, "1/s"),
    ]


def read(demo: Demo) -> tuple[list[int], float]:
    """Each booking's milliseconds until its room was ready, and the seconds of all of them together."""
    began = time.monotonic()
    while Records(demo.database).rooms_not_ready():
        if time.monotonic() - began > LONGEST:
            raise RuntimeError("rooms are left without an end")
        time.sleep(0.1)
    rows = demo.database.rows(
        "SELECT b.happened_at, r.happened_at FROM history b JOIN history r ON r.subject_id = b.subject_id "
        "WHERE b.event = 'booked' AND r.event = 'room_ready'"
    )
    times = [(int(booked), int(ready)) for booked, ready in rows]
    first, last = min(booked for booked, _ in times), max(ready for _, ready in times)
    return [ready - booked for booked, ready in times], (last - first) / 1000
