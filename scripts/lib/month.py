"""A month of a calendar: booked in good part, and asked for again and again."""

import random
from datetime import date, timedelta

from lib import wrk
from lib.app import App
from lib.filling import WORKERS, shared_out
from lib.web import Line
from lib.wrk import Load

DAYS = 31


def slots_url(app: App, calendar: str) -> str:
    """Where the free slots of the month are that begins tomorrow."""
    first = date.today() + timedelta(days=1)
    return app.base + app.slots_path(calendar, first, first + timedelta(days=DAYS - 1))


def ask(app: App, calendar: str, connections: int = wrk.CONNECTIONS) -> Load:
    return wrk.run("get", slots_url(app, calendar), connections=connections)


def book(app: App, calendar: str, hosts: int, count: int):
    """Books so many of the month's places at random, the same ones whenever it is asked for on the same day.

    :param hosts: of the calendar: so many guests fit in at a start at most."""
    places = app.free_starts(calendar, days=DAYS) * hosts
    random.Random(1).shuffle(places)
    wishes = [(start, f"month-{number}") for number, start in enumerate(places)]

    def take(share: list[tuple[str, str]]) -> int:
        made, wanted = 0, count // WORKERS
        with Line(app.base) as line:
            for start, guest in share:
                if made == wanted:
                    break
                # Not every host is open at every start.
                made += app.book(line, calendar, start, guest).status == 201
        return made

    made = sum(shared_out(wishes, take))
    if made != count:
        raise RuntimeError(f"{made} bookings were made, not {count}")
