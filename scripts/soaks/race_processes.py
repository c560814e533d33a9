"""A thousand guests ask three processes for one start of one host at once: one gets it, and all others hear so."""

import statistics
from collections import Counter

from lib.databases import PostgresDatabase
from lib.installation import Installation
from lib.mail_server import MailServer
from lib.postgres import PostgresServer
from lib.proof import require
from lib.records import Records
from lib.volley import Shot, fire

PROCESSES = 3
GUESTS = 1000
ROUNDS = 5
REPETITIONS = 30


def prove() -> str:
    with PostgresServer(durable=True) as server, MailServer(slowest=0) as mail:
        with Installation(mail, PostgresDatabase(server), PROCESSES) as house:
            starts = iter(house.app.free_starts("intro", days=20, first=3)[::5])
            times = [race(house, next(starts), number) for number in range(ROUNDS)]
            for number in range(ROUNDS):
                repeat(house, next(starts), f"same-{number}")
    return (
        f"one host, {PROCESSES} processes: 1 of {GUESTS} x {ROUNDS}, {statistics.median(times):.0f} ms "
        f"(worst {max(times):.0f}); one key sent {REPETITIONS} times at once x {ROUNDS}: one appointment"
    )


def race(house: Installation, start: str, number: int) -> float:
    """One race. Returns the milliseconds from the first request to the last answer."""
    shots = [Shot(start, f"race-{number}-{place}") for place in range(GUESTS)]
    milliseconds, answers = fire(house.apps, "intro", shots)
    seen = Counter((answer.status, answer.json.get("code", "")) for answer in answers)
    require(seen == {(201, ""): 1, (409, "slot_taken"): GUESTS - 1}, f"the race for {start}: {dict(seen)}")
    nearest = [answer.json["nearest"] for answer in answers if answer.status == 409]
    require(all(nearest), f"{nearest.count([])} refusals of {start} name no other start")
    offered = {near["start"] for slots in nearest for near in slots}
    require(start not in offered, f"{start} is offered although taken")
    check_taken_once(house, start)
    return milliseconds


def repeat(house: Installation, start: str, guest: str):
    """One booking is sent by many connections at once under one key: it is made once, and all are told of it."""
    _, answers = fire(house.apps, "intro", [Shot(start, guest, f"key-{guest}")] * REPETITIONS)
    seen = Counter((answer.status, answer.json.get("id", answer.text)) for answer in answers)
    statuses = {status for status, _ in seen}
    require(len(seen) == 1 and statuses == {201}, f"one key sent {REPETITIONS} times gives {dict(seen)}")
    check_taken_once(house, start)


def check_taken_once(house: Installation, start: str):
    records = Records(house.database)
    times, hosts = records.host_times_at(start), records.hosts_at("intro", start)
    require(times == len(hosts) == 1, f"{start}: {times} times of hosts are taken, by {len(hosts)} appointments")
