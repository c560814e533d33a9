"""Usher and Zoom die together at any moment around a booking: the meeting and the mail still come, once."""

from lib.demo import Demo
from lib.kills import Kills
from lib.records import Records


def prove() -> str:
    with Demo() as demo:
        return Kills(demo, lambda: Records(demo.database).confirmations()).run()
