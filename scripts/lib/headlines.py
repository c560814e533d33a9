"""Puts what was measured beside the targets."""

from lib.figures import Figure
from lib.targets import Standing
from lib.wrk import Load

MONTH_HOSTS, MONTH_BOOKINGS = 10, 2000
# Milliseconds, by the number of hosts.
COMPUTED = {1: 1, 100: 5, 1000: 30}
BOOKED = "8 calendars with a host each"


def computed(found: dict[str, float], plain: dict[int, Load]) -> list[Standing]:
    """:param found: what `usher-slots` said.
    :param plain: what bare answers come to: the time of one to a single client is the baseline."""
    beside = 1000 / plain[1].rate if 1 in plain else None
    standings = []
    for hosts, target in COMPUTED.items():
        key = f"slots_31d_{hosts}_{'host' if hosts == 1 else 'hosts'}_p99_ms"
        if key in found:
            ratio = round(found[key] / beside, 3) if beside else None
            people = f"{hosts:,} {'host' if hosts == 1 else 'hosts'}"
            on = f"one calendar, {people} of 150 meetings each; computed, no server"
            standings.append(Standing(key, found[key], "ms", ratio, target, on))
    return standings


def by_http(figures: list[Figure]) -> list[Standing]:
    """What of the table has a name of its own."""
    rows = [
        (
            "slots-month-10-hosts",
            "slots_month_10_hosts_http",
            3000,
            f"SQLite, one calendar, {MONTH_HOSTS} hosts, {MONTH_BOOKINGS:,} bookings in the month",
        ),
        ("bookings-many", "bookings_http_sqlite", 5000, f"SQLite, {BOOKED}"),
        ("postgres-bookings-many", "bookings_http_postgres", 2000, f"PostgreSQL, {BOOKED}"),
        ("baseline-plain", "plaintext_http", None, "a bare answer of 1 KB, no calendar, no database"),
    ]
    known = {figure.key: figure for figure in figures}
    return [
        Standing(name, known[key].rate, "1/s", known[key].ratio, target, on)
        for key, name, target, on in rows
        if key in known
    ]
