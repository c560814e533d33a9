"""Two hundred guests ask for one start at once: as many get it as there are hosts, not one more."""

import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass

from lib.app import App, CalendarForm
from lib.demo import Demo
from lib.proof import require
from lib.records import Records
from lib.web import Answer, Line

GUESTS = 200
ROUNDS = 6
SOLO = CalendarForm(name="One host", slug="solo", hosts=["Ada Vance"])


@dataclass
class Race:
    """Which calendars one start is asked for on, in turn, and how many may get it in all."""

    name: str
    calendars: list[str]
    winners: int


RACES = [
    Race("three hosts", ["intro"], 3),
    Race("one host", ["solo"], 1),
    # The calendars share a host, who must not be booked on both.
    Race("both calendars", ["intro", "solo"], 3),
]


def prove() -> str:
    with Demo() as demo:
        demo.app.make_calendar(demo.app.sign_in("ada@harbor.example"), SOLO)
        starts = iter(demo.app.free_starts("intro", days=40, first=3)[::7])
        figures = []
        for race in RACES:
            times = [check(race, next(starts), number, demo) for number in range(ROUNDS)]
            median, worst = statistics.median(times), max(times)
            figures.append(
                f"{race.name} {race.winners} of {GUESTS} x {ROUNDS}, {median:.0f} ms (worst {worst:.0f})"
            )
    return "; ".join(figures)


def check(race: Race, start: str, number: int, demo: Demo) -> float:
    """One race. Returns the milliseconds from the first request to the last answer."""
    milliseconds, answers = run(demo.app, race, start, number)
    seen = Counter((answer.status, answer.json.get("code", "")) for answer in answers)
    wanted = {(201, ""): race.winners, (409, "slot_taken"): GUESTS - race.winners}
    require(seen == wanted, f"{race.name} at {start}: {dict(seen)}")
    bare = [answer for answer in answers if answer.status == 409 and not answer.json["nearest"]]
    require(not bare, f"{race.name} at {start}: {len(bare)} refusals name no other start")
    offered = {near["start"] for answer in answers if answer.status == 409 for near in answer.json["nearest"]}
    # What is offered was free on the asked calendar when the answer was made, and this start no more.
    require(
        len(race.calendars) > 1 or start not in offered, f"{race.name}: {start} is offered although taken"
    )
    records = Records(demo.database)
    hosts = [host for calendar in ("intro", "solo") for host in records.hosts_at(calendar, start)]
    require(
        len(hosts) == len(set(hosts)) == race.winners,
        f"{race.name} at {start}: stored with the hosts {hosts}",
    )
    return milliseconds


def run(app: App, race: Race, start: str, number: int) -> tuple[float, list[Answer]]:
    """All guests connect, wait for each other, and ask at once."""
    gate = threading.Barrier(GUESTS + 1)
    answers: list[Answer | None] = [None] * GUESTS

    def ask(index: int):
        calendar = race.calendars[index % len(race.calendars)]
        guest = f"{race.name.replace(' ', '')}-{number}-{index}"
        with Line(app.base) as line:
            line.open()
            gate.wait(60)
            answers[index] = app.book(line, calendar, start, guest)

    threads = [threading.Thread(target=ask, args=(index,), daemon=True) for index in range(GUESTS)]
    for thread in threads:
        thread.start()
    gate.wait(60)
    began = time.monotonic()
    for thread in threads:
        thread.join(60)
    milliseconds = (time.monotonic() - began) * 1000
    given = [answer for answer in answers if answer]
    require(len(given) == GUESTS, f"{race.name} at {start}: {GUESTS - len(given)} requests had no answer")
    return milliseconds, given
