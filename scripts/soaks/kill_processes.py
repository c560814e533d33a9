"""Three processes, one of them killed every few seconds while guests book: the others go on with its work."""

import random
import time

from lib.bookers import Bookers, Manners
from lib.databases import PostgresDatabase
from lib.installation import Installation
from lib.kills import FAULTS, LONGEST_RECOVERY
from lib.mail_server import MailServer
from lib.postgres import PostgresServer
from lib.promises import check_promises, wait_for_work
from lib.proof import require
from lib.records import Records
from lib.web import request

SECONDS = 120
PROCESSES = 3
HOSTS = 3
# One client more than there are hosts, so that at every start somebody must be refused.
MANNERS = Manners(clients=HOSTS + 1, pause=1.0, may_be_silent=True)


def prove() -> str:
    with PostgresServer(durable=True) as server, MailServer(slowest=0.3) as mail:
        with Installation(mail, PostgresDatabase(server), PROCESSES, HOSTS) as house:
            starts = house.app.free_starts("intro", days=56, first=3)
            with Bookers(house.apps, starts, MANNERS) as bookers:
                kills = kill_in_turn(house)
            bookers.check()
            seconds = wait_for_work(house, LONGEST_RECOVERY)
            check_promises(house, bookers.booked, mail.confirmations())
            overlaps = Records(house.database).overlaps()
            require(overlaps == 0, f"{overlaps} pairs of meetings have the same host at the same time")
            return (
                f"{kills} kills of {PROCESSES} processes in {SECONDS} s, {len(bookers.booked)} bookings "
                f"({bookers.refused} refused, {bookers.silences} requests unanswered, {bookers.unavailable} told "
                f"to try again), one Zoom meeting and one confirmation each, no host twice; settled "
                f"{seconds:.0f} s after; {mail.repetitions()} messages came twice under one Message-ID"
            )


def kill_in_turn(house: Installation) -> int:
    """Kills a process every few seconds and starts it again a moment later. Returns how often."""
    kills, began = 0, time.monotonic()
    while time.monotonic() - began < SECONDS:
        time.sleep(random.uniform(1, 4))
        fault = FAULTS[kills % len(FAULTS)]
        if fault:
            request(house.sandbox, "POST", "/sandbox/faults", fault)
        victim = random.choice(house.servers)
        victim.kill()
        time.sleep(random.uniform(0, 2))
        victim.start()
        kills += 1
    return kills
