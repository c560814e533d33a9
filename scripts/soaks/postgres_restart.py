"""PostgreSQL is restarted and crashed under load: Usher says so, goes on by itself, and loses nothing."""

import time
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import pairwise

from lib.bookers import Bookers, Manners
from lib.databases import PostgresDatabase
from lib.installation import Installation
from lib.kills import LONGEST_RECOVERY
from lib.mail_server import MailServer
from lib.postgres import PostgresServer
from lib.promises import check_promises, wait_for_work
from lib.proof import require
from lib.readers import Reader
from lib.records import Records
from lib.web import Answer

ROUNDS = 6
# Seconds between two restarts, and how long the database is away.
BETWEEN = 8
AWAY = 2
# How soon everybody has good answers again once the database is back.
LONGEST_WAIT = 5
PROCESSES = 2
HOSTS = 3
MANNERS = Manners(clients=4, pause=0.6, may_be_silent=False)


def prove() -> str:
    with PostgresServer(durable=True) as server, MailServer(slowest=0.1) as mail:
        with Installation(mail, PostgresDatabase(server), PROCESSES, HOSTS) as house:
            starts = house.app.free_starts("intro", days=56, first=3)
            settled: list[float] = []
            watchers = readers(house)
            with ExitStack() as stack:
                noted = lambda _: settled.append(time.monotonic())
                bookers = stack.enter_context(Bookers(house.apps, starts, MANNERS, noted))
                for watcher in watchers:
                    stack.enter_context(watcher)
                returns = restart_in_turn(server)
            bookers.check()
            for watcher in watchers:
                watcher.check()
            streams = [watcher.good for watcher in watchers] + [settled]
            waits = [wait_after(moment, stream) for moment in returns for stream in streams]
            require(max(waits) < LONGEST_WAIT, f"{max(waits):.1f} s passed until a good answer after a restart")
            seconds = wait_for_work(house, LONGEST_RECOVERY)
            check_promises(house, bookers.booked, mail.confirmations())
            overlaps = Records(house.database).overlaps()
            require(overlaps == 0, f"{overlaps} pairs of meetings have the same host at the same time")
            return figure(watchers, bookers, streams, waits) + f"; settled {seconds:.0f} s after"


def readers(house: Installation) -> list[Reader]:
    """For each process one who reads free slots and one who opens the booking page."""
    first = date.today() + timedelta(days=1)
    slots = house.app.slots_path("intro", first, first + timedelta(days=30))
    return [
        reader
        for app in house.apps
        for reader in (
            Reader(app.base, lambda: slots, lists_slots, pause=0.02),
            Reader(app.base, lambda: "/book/harbor/intro", shows_calendar, pause=0.05),
        )
    ]


def lists_slots(answer: Answer) -> bool:
    return answer.status == 200 and bool(answer.json["slots"])


def shows_calendar(answer: Answer) -> bool:
    return answer.status == 200 and "Introductory call" in answer.text


def restart_in_turn(server: PostgresServer) -> list[float]:
    """Ends the database in good order and by a crash in turn. Returns when it was back each time."""
    returns = []
    for number in range(ROUNDS):
        time.sleep(BETWEEN)
        server.stop("immediate" if number % 2 else "fast")
        time.sleep(AWAY)
        server.start()
        returns.append(time.monotonic())
    time.sleep(BETWEEN)
    return returns


def wait_after(moment: float, good: list[float]) -> float:
    """The seconds from a moment to the next good answer."""
    return min((time - moment for time in good if time >= moment), default=float("inf"))


def figure(watchers: list[Reader], bookers: Bookers, streams: list[list[float]], waits: list[float]) -> str:
    gap = max(later - earlier for stream in streams for earlier, later in pairwise(stream))
    answers = sum(len(watcher.good) for watcher in watchers) + len(bookers.booked) + bookers.refused
    unavailable = sum(watcher.unavailable for watcher in watchers) + bookers.unavailable
    slowest = max(bookers.slowest, *(watcher.slowest for watcher in watchers))
    return (
        f"{ROUNDS} restarts of {AWAY} s, half of them crashes: {answers} good answers, {unavailable} told to try "
        f"again, none broken; {len(bookers.booked)} bookings kept; longest gap {gap:.1f} s, at most "
        f"{max(waits):.1f} s of it after the database was back; slowest answer {slowest:.1f} s"
    )
