"""What a booking promises: it is kept, and there is one Zoom meeting and one confirmation for it."""

import time
from collections import Counter

from lib.proof import require
from lib.records import Records, zoom_meetings


def wait_for_work(house, seconds: float) -> float:
    """Waits until no durable work is left and every room is ready. Returns how long it took."""
    records = Records(house.database)
    began = time.monotonic()
    while records.work() or records.rooms_not_ready():
        left = records.work()
        require(
            time.monotonic() - began < seconds,
            f"after {seconds:.0f} s {records.rooms_not_ready()} rooms are not ready, and {len(left)} pieces "
            f"of work are left: {left[:5]}",
        )
        time.sleep(0.5)
    return time.monotonic() - began


def check_promises(house, promised: set[str], mails: Counter):
    """Compares what is stored, what Zoom holds and what was sent with the bookings that were answered.

    :param house: a Demo or an Installation.
    :param promised: the appointments' ids.
    :param mails: how many different confirmations there are, by appointment and recipient."""
    stored = {appointment.id: appointment for appointment in Records(house.database).appointments()}
    require(
        set(stored) == promised,
        f"{len(promised)} bookings, but {len(stored)} appointments are stored; "
        f"lost: {sorted(promised - set(stored))[:5]}, unasked: {sorted(set(stored) - promised)[:5]}",
    )
    held = zoom_meetings(house.sandbox)
    wanted = {item.meeting: [int(item.zoom_id or 0)] for item in stored.values()}
    wrong = {key for key in wanted | held if wanted.get(key) != held.get(key)}
    require(
        not wrong,
        "Zoom holds other meetings than it should: "
        + ", ".join(f"{key} stored {wanted.get(key)} live {held.get(key)}" for key in sorted(wrong)),
    )
    once = Counter((item.id, item.guest_email) for item in stored.values())
    require(mails == once, f"confirmations too many: {dict(mails - once)}, missing: {dict(once - mails)}")
