"""Books, kills Usher in the middle of it, and looks whether every booking came to what was promised."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException

from lib.promises import check_promises
from lib.proof import require
from lib.web import Line, request

ROUNDS = 12
GUESTS_A_ROUND = 3
LATEST_KILL = 0.4
# Work under way at a kill is under a lease of 120 s.
LONGEST_RECOVERY = 150

CREATE = "POST /v2/users/me/meetings"
FAULTS = [
    None,
    {"on": CREATE, "kind": "lose_answer", "count": 1},
    {"on": CREATE, "kind": "delay", "delay_ms": 300, "count": 2},
]


@dataclass
class Booking:
    """One guest's wish. The key makes asking again the same booking."""

    start: str
    guest: str
    key: str
    id: str = ""


class Kills:
    def __init__(self, house, confirmations: Callable[[], Counter]):
        """:param house: a Demo or an Installation.
        :param confirmations: counts the different confirmations by appointment and recipient."""
        self.house = house
        self.confirmations = confirmations
        self.unanswered = 0
        self.bookings: list[Booking] = []

    def run(self) -> str:
        starts = iter(self.house.app.free_starts("intro", days=40, first=3))
        for number in range(ROUNDS):
            wishes = [
                Booking(next(starts), f"guest-{number}-{place}", f"key-{number}-{place}")
                for place in range(GUESTS_A_ROUND)
            ]
            self._set_fault(FAULTS[number % len(FAULTS)])
            self._book_and_kill(wishes)
            self.house.start()
            restarted = time.monotonic()
            self._book_again(wishes)
            self.bookings += wishes
        seconds = self._wait_until_settled(restarted)
        check_promises(self.house, {booking.id for booking in self.bookings}, self.confirmations())
        return (
            f"{ROUNDS} kills, {len(self.bookings)} bookings ({self.unanswered} unanswered at first), one "
            f"Zoom meeting and one confirmation each; settled {seconds:.0f} s after the last start"
        )

    def _set_fault(self, fault: dict | None):
        if fault:
            answer = request(self.house.sandbox, "POST", "/sandbox/faults", fault)
            require(answer.status == 201, f"the sandbox refuses the fault {fault}: {answer.text}")

    def _book_and_kill(self, wishes: list[Booking]):
        """All guests of a round ask; some get their answer before the kill, some never."""
        threads = [threading.Thread(target=self._ask, args=(wish,), daemon=True) for wish in wishes]
        for thread in threads:
            thread.start()
        # More often early, when most is under way.
        time.sleep(LATEST_KILL * random.random() ** 2)
        self.house.kill()
        for thread in threads:
            thread.join(30)

    def _ask(self, wish: Booking):
        # A line that is cut leaves the guest without an answer.
        with suppress(OSError, HTTPException), Line(self.house.app.base) as line:
            answer = self.house.app.book(line, "intro", wish.start, wish.guest, wish.key)
            wish.id = answer.json["id"] if answer.status == 201 else ""

    def _book_again(self, wishes: list[Booking]):
        """Every guest asks once more: who had an answer gets the same appointment."""
        for wish in wishes:
            self.unanswered += not wish.id
            with Line(self.house.app.base) as line:
                answer = self.house.app.book(line, "intro", wish.start, wish.guest, wish.key)
            require(answer.status == 201, f"{wish.guest} asks again and gets {answer.status} {answer.text}")
            identifier = answer.json["id"]
            require(
                wish.id in ("", identifier),
                f"{wish.guest} was promised {wish.id} and is told {identifier} now",
            )
            wish.id = identifier

    def _wait_until_settled(self, since: float) -> float:
        """Waits until every room is ready and no work is left. Returns the seconds since then."""
        waiting = self.bookings
        while time.monotonic() - since < LONGEST_RECOVERY:
            waiting = [booking for booking in waiting if self._state(booking) != "ready"]
            if not waiting and self.house.app.work_waiting() == 0:
                return time.monotonic() - since
            time.sleep(0.5)
        rooms = [f"{booking.guest} {self._state(booking)}" for booking in waiting]
        require(
            False,
            f"after {LONGEST_RECOVERY} s {self.house.app.work_waiting()} pieces of work wait, "
            f"rooms not ready: {rooms}",
        )

    def _state(self, booking: Booking) -> str:
        answer = self.house.app.appointment(booking.id)
        require(answer.status == 200, f"{booking.guest}: {booking.id} is lost ({answer.status})")
        return answer.json["location"]["state"]
