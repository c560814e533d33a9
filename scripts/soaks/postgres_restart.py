"""PostgreSQL is restarted and crashed under load: Usher says so, goes on by itself, and loses nothing."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta

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

# How the database ends, and for how many seconds it is away: short enough to be waited for, or too long for that.
ROUNDS = [("fast", 0), ("immediate", 0), ("fast", 6), ("immediate", 6)] * 2
# Seconds between two of them.
BETWEEN = 8
# How soon everybody has good answers again once the database is back, and any answer at all.
LONGEST_WAIT = 5
SLOWEST = 15
PROCESSES = 2
HOSTS = 3
MANNERS = Manners(clients=4, pause=0.6, may_be_silent=False)


@dataclass
class Outage:
    """When the database went and when it was back."""

    away: int
    began: float
    ended: float

    def gap(self, good: list[float]) -> float:
        """The seconds between the last good answer before it and the first one after."""
        before = max(moment for moment in good if moment < self.began)
        return self.ended - before + self.wait(good)

    def wait(self, good: list[float]) -> float:
        """The seconds from the return of the database to the next good answer."""
        return min((moment for moment in good if moment >= self.ended), default=float("inf")) - self.ended


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
                outages = restart_in_turn(server)
            for client in [bookers, *watchers]:
                client.check()
            streams = [watcher.good for watcher in watchers] + [settled]
            said = judge(outages, streams, [bookers, *watchers])
            seconds = wait_for_work(house, LONGEST_RECOVERY)
            check_promises(house, bookers.booked, mail.confirmations())
            overlaps = Records(house.database).overlaps()
            require(overlaps == 0, f"{overlaps} pairs of meetings have the same host at the same time")
            return f"{said}; {len(bookers.booked)} bookings kept; settled {seconds:.0f} s after"


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


def restart_in_turn(server: PostgresServer) -> list[Outage]:
    outages = []
    for mode, away in ROUNDS:
        time.sleep(BETWEEN)
        began = time.monotonic()
        server.stop(mode)
        time.sleep(away)
        server.start()
        outages.append(Outage(away, began, time.monotonic()))
    time.sleep(BETWEEN)
    return outages


def judge(outages: list[Outage], streams: list[list[float]], clients: list[Bookers | Reader]) -> str:
    wait = max(outage.wait(good) for outage in outages for good in streams)
    require(wait < LONGEST_WAIT, f"{wait:.1f} s passed until a good answer once the database was back")
    slowest = max(client.slowest for client in clients)
    require(slowest < SLOWEST, f"an answer took {slowest:.1f} s")
    gaps = {outage.away: 0.0 for outage in outages}
    for outage in outages:
        gaps[outage.away] = max(gaps[outage.away], *(outage.gap(good) for good in streams))
    longest = ", ".join(f"{gap:.1f} s when it was away for {away} s" for away, gap in gaps.items())
    return (
        f"{len(outages)} restarts, half of them crashes: {sum(len(good) for good in streams)} good answers, "
        f"{sum(client.unavailable for client in clients)} told to try again, none broken; longest gap {longest}, "
        f"at most {wait:.1f} s of it after the database was back; slowest answer {slowest:.1f} s"
    )
