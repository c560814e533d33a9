"""Three processes need new tokens for the same hosts at the same moment: each host's are refreshed once, and none is lost."""

import time

from lib.databases import PostgresDatabase
from lib.installation import Installation
from lib.mail_server import MailServer
from lib.postgres import PostgresServer
from lib.proof import require
from lib.records import Records
from lib.volley import Shot, fire
from lib.web import request

PROCESSES = 3
HOSTS = 3
ROUNDS = 12
BOOKINGS = 18


def prove() -> str:
    with PostgresServer() as server, MailServer(slowest=0) as mail:
        with Installation(mail, PostgresDatabase(server), PROCESSES, hosts=HOSTS) as house:
            starts = house.app.free_starts("intro", days=40, first=3)
            refreshes = [race(house, starts[number * 10 : number * 10 + 10], number) for number in range(ROUNDS)]
            active = house.database.rows("SELECT count(*) FROM connections WHERE state = 'active'")
            require(active == [[str(HOSTS)]], f"of {HOSTS} connections {active} are left")
    return f"{PROCESSES} processes, {HOSTS} hosts, {ROUNDS} rounds: {sum(refreshes)} refreshes, every connection stands"


def race(house: Installation, starts: list[str], number: int) -> int:
    """All tokens expire, and many rooms are wanted at once. Returns how many refreshes there were."""
    house.database.rows("UPDATE connections SET token_expires_at = 0")
    before = tokens(house)
    shots = [Shot(starts[place % len(starts)], f"token-{number}-{place}") for place in range(BOOKINGS)]
    _, answers = fire(house.apps, "intro", shots)
    require(all(answer.status in (201, 409) for answer in answers), "a booking failed")
    began, records = time.monotonic(), Records(house.database)
    while records.rooms_unsettled():
        require(time.monotonic() - began < 60, f"rooms are left: {records.work()[:3]}")
        time.sleep(0.1)
    made = tokens(house) - before
    require(1 <= made <= HOSTS, f"{made} refreshes for {HOSTS} hosts")
    return made


def tokens(house: Installation) -> int:
    counts = request(house.sandbox, "GET", "/sandbox/state").json["requests"]["counts"]
    return counts.get("POST /oauth/token", 0)
