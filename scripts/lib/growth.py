"""Measures how slots and bookings behave as hosts and appointments become many."""

import sys
import time
from pathlib import Path

from lib import computed, month, wrk
from lib.curves import Curve, Point
from lib.databases import Database
from lib.history import History, add_hosts
from lib.office import Office
from lib.wrk import Load

HOSTS = [10, 100, 1000]
APPOINTMENTS = [10_000, 100_000, 1_000_000]
TEAM = HOSTS[0]
# In the month that is asked for, of each host.
MEETINGS = 200
# Short meetings far ahead of that month, so that bookings change nothing about its slots.
DURATION, WINDOW, AHEAD = 5, 730, 60


class OutOfTime(Exception):
    """What is left would take too long."""


def computed_by_hosts() -> list[Curve]:
    found = computed.run()
    curve = Curve(
        "slots_computed_by_hosts",
        "Slots of a month, computed: one calendar, 150 meetings a host; the median",
        "hosts",
    )
    for hosts in HOSTS:
        name = f"slots_31d_{hosts}_hosts"
        if f"{name}_p50_ms" in found:
            curve.points.append(Point(hosts, found[f"{name}_p50_ms"], {"p99 ms": found[f"{name}_p99_ms"]}))
    return [curve]


def slots_by_hosts(below: Path, curve: Curve):
    """Each number of hosts has a calendar of its own; the smaller ones are of the first hosts."""
    with Office(below, TEAM) as office:
        first = office.make_calendar("first", office.hosts)
        starts = office.app.free_starts("first", days=month.DAYS)
        office.halt()
        team = office.hosts
        hosts = team + add_hosts(office, HOSTS[-1] - TEAM)
        History(office, hosts, first).add_month(starts, MEETINGS)
        office.serve()
        for count in HOSTS:
            office.make_calendar(f"of-{count}", hosts[:count])
            note(curve, count, month.ask(office.app, f"of-{count}"))


class Past:
    """One calendar of ten hosts with a full month, whose past grows."""

    def __init__(self, below: Path, engine: str, database: Database | None, deadline: float):
        """:param database: an empty one; an SQLite file otherwise.
        :param deadline: by the monotonic clock: no step begins that would not be done by then."""
        name = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[engine]
        on = f"one calendar, {TEAM} hosts, {name}, {wrk.CONNECTIONS} clients"
        self.slots = Curve(
            f"slots_http_{engine}_by_appointments", f"Slots of a month by HTTP: {on}", "appointments"
        )
        self.bookings = Curve(
            f"bookings_http_{engine}_by_appointments", f"Bookings by HTTP: {on}", "appointments"
        )
        self._below = below
        self._database = database
        self._deadline = deadline

    def run(self):
        with Office(self._below, TEAM, self._database) as office:
            calendar = office.make_calendar("month", office.hosts)
            office.make_calendar("many", office.hosts, DURATION, WINDOW)
            starts = office.app.free_starts("month", days=month.DAYS)
            wishes = office.app.free_starts("many", days=WINDOW - AHEAD, first=AHEAD)
            office.halt()
            history = History(office, office.hosts, calendar)
            history.add_month(starts, MEETINGS)
            expected = 0.0
            for size in APPOINTMENTS:
                if time.monotonic() + expected > self._deadline:
                    raise OutOfTime(
                        f"{self.slots.key}: {size:,} appointments are left out: they take too long."
                    )
                began = time.monotonic()
                self._grow(office, history, size)
                filled = time.monotonic()
                office.serve()
                note(self.slots, size, month.ask(office.app, "month"))
                self._book(office, wishes, size)
                office.halt()
                # Ten times as many the next time, and the indexes are higher.
                expected = 12 * (filled - began) + time.monotonic() - filled

    def _grow(self, office: Office, history: History, size: int):
        # What is left of the work behind the bookings would be in the way of what is measured.
        office.database.fill(["DELETE FROM work"])
        there = int(office.database.rows("SELECT count(*) FROM appointments")[0][0])
        began = time.monotonic()
        if size > there:
            history.add_past(size - there)
        print(f"{max(there, size):,} appointments after {time.monotonic() - began:.0f} s", file=sys.stderr)

    def _book(self, office: Office, wishes: list[str], size: int):
        path = office.app.booking_path("many")
        listed = office.folder / f"wishes-{size}"
        listed.write_text("\n".join(f"{path} {start}" for start in wishes))
        load = wrk.run("book", office.app.base, listed, str(wrk.THREADS), f"of-{size}")
        note(self.bookings, size, load, load.creation_rate)


def note(curve: Curve, size: int, load: Load, rate: float | None = None):
    rate = load.rate if rate is None else rate
    if load.broken or not rate:
        raise RuntimeError(f"{curve.key}: {load.broken} requests of {load.requests} without an answer")
    others = {"per second": rate, "p50 ms": load.p50, "p99 ms": load.p99}
    curve.points.append(Point(size, 1000 / rate, others))
