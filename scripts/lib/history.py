"""Fills a database by SQL with appointments and all that belongs to them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.databases import Database, PostgresDatabase
from lib.office import Office

MEETING = 30 * 60 * 1000
# Coprime to the number of a month's starts, so that no host has two meetings at one.
STRIDES = [37, 41, 43, 47]

# What is written of each appointment, from a table of the ones to come. Every one has a contact of its own, a
# room, two lines of history and two messages.
STATEMENTS = [
    """
    INSERT INTO contacts (id, account_id, name, email, zone, created_at)
    SELECT 'con_' || tag, account_id, 'Guest', tag || '@history.example', 'Europe/Berlin', created_at FROM coming
    """,
    """
    INSERT INTO meetings (id, account_id, calendar_id, host_id, host_reason, title, starts_at, ends_at,
        created_at, released_at, seats_taken)
    SELECT 'mtg_' || tag, account_id, calendar_id, host_id, 'Was booked longest ago.', 'Month: Guest', starts_at,
        ends_at, created_at, CASE WHEN status = 'cancelled' THEN created_at END,
        CASE WHEN status = 'cancelled' THEN 0 ELSE 1 END
    FROM coming
    """,
    """
    INSERT INTO host_times (meeting_id, owner_id, starts_at, ends_at, buffer_before, buffer_after)
    SELECT 'mtg_' || tag, host_id, starts_at, ends_at, 0, 0 FROM coming WHERE status <> 'cancelled'
    """,
    """
    INSERT INTO rooms (meeting_id, is_wanted, state, host_id, zoom_id, join_url, updated_at)
    SELECT 'mtg_' || tag, CASE WHEN status = 'cancelled' THEN 0 ELSE 1 END,
        CASE WHEN status = 'cancelled' THEN 'closed' ELSE 'ready' END, host_id, tag,
        'https://zoom.example/j/' || tag, created_at
    FROM coming
    """,
    """
    INSERT INTO appointments (id, account_id, calendar_id, meeting_id, contact_id, host_id, status, starts_at,
        ends_at, guest_id, guest_name, guest_email, guest_zone, notes, sequence, created_at, cancelled_at,
        cancel_reason)
    SELECT 'apt_' || tag, account_id, calendar_id, 'mtg_' || tag, 'con_' || tag, host_id, status, starts_at,
        ends_at, 'gst_' || tag, 'Guest', tag || '@history.example', 'Europe/Berlin', '', 0, created_at,
        CASE WHEN status = 'cancelled' THEN created_at END, CASE WHEN status = 'cancelled' THEN '' END
    FROM coming
    """,
    """
    INSERT INTO history (id, account_id, subject_id, event, actor, detail, happened_at)
    SELECT 'his_a' || tag, account_id, 'apt_' || tag, 'booked', 'guest', 'Was booked longest ago.', created_at
    FROM coming
    """,
    """
    INSERT INTO history (id, account_id, subject_id, event, actor, detail, happened_at)
    SELECT 'his_b' || tag, account_id, 'apt_' || tag,
        CASE WHEN status = 'cancelled' THEN status ELSE 'room_ready' END, 'usher', '', created_at + 2000
    FROM coming
    """,
    """
    INSERT INTO messages (id, account_id, appointment_id, kind, recipient_name, recipient_email, context, state,
        subject, created_at, settled_at)
    SELECT 'msg_a' || tag, account_id, 'apt_' || tag, 'confirmation', 'Guest', tag || '@history.example', '',
        'sent', 'Confirmed: Month', created_at, created_at + 1000
    FROM coming
    """,
    """
    INSERT INTO messages (id, account_id, appointment_id, kind, recipient_name, recipient_email, context, state,
        subject, created_at, settled_at)
    SELECT 'msg_b' || tag, account_id, 'apt_' || tag, 'host_booked', 'Host', 'host@harbor.example', '', 'sent',
        'Booked: Month', created_at, created_at + 1000
    FROM coming
    """,
    "DROP TABLE coming",
    "DROP TABLE hosts_to_fill",
]

# People like those who are there already, schedule and all: the first ones, over and over.
MORE_HOSTS = [
    """
    INSERT INTO users (id, name, email, password_hash, zone, created_at)
    SELECT 'usr_more' || i, 'Host', 'more-' || i || '@harbor.example', '', u.zone, 0
    FROM numbers JOIN hosts_to_fill h ON h.place = i % h.people JOIN users u ON u.id = h.user_id
    """,
    """
    INSERT INTO memberships (account_id, user_id, role, created_at)
    SELECT h.account_id, 'usr_more' || i, 'user', 0 FROM numbers JOIN hosts_to_fill h ON h.place = i % h.people
    """,
    """
    INSERT INTO schedules (id, user_id, name, zone, rules, is_default, updated_at)
    SELECT 'sch_more' || i, 'usr_more' || i, s.name, s.zone, s.rules, 1, 0
    FROM numbers JOIN hosts_to_fill h ON h.place = i % h.people
        JOIN schedules s ON s.user_id = h.user_id AND s.is_default = 1
    """,
    "DROP TABLE numbers",
    "DROP TABLE hosts_to_fill",
]


@dataclass
class History:
    """Appointments that are there before anything is measured. The server must be halted meanwhile."""

    office: Office
    # The ids of those whose past, or month, is filled.
    hosts: list[str]
    calendar: str
    # How many there are from here.
    made: int = 0

    def add_past(self, count: int):
        """Meetings of half an hour around the clock, back from yesterday, the hosts in turn."""
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        yesterday = int((today - timedelta(days=1)).timestamp() * 1000)
        start = f"{yesterday} - (i / {len(self.hosts)} + 1) * {MEETING}"
        self._add(count, start, "CASE i % 7 WHEN 0 THEN 'cancelled' ELSE 'showed' END", [])

    def add_month(self, starts: list[str], meetings: int):
        """So many meetings of each host at some of these starts (RFC 3339), none of them cancelled."""
        moments = [int(datetime.fromisoformat(start).timestamp() * 1000) for start in starts]
        stride = next(stride for stride in STRIDES if len(moments) % stride)
        if meetings > len(moments):
            raise RuntimeError(f"{meetings} meetings do not fit into {len(moments)} starts")
        values = ", ".join(f"({place}, {moment})" for place, moment in enumerate(moments))
        listed = [
            "CREATE TEMPORARY TABLE starts (place INTEGER PRIMARY KEY, start BIGINT)",
            f"INSERT INTO starts VALUES {values}",
        ]
        hosts = len(self.hosts)
        place = f"(i / {hosts} * {stride} + i % {hosts} * 11) % {len(moments)}"
        start = f"(SELECT start FROM starts WHERE place = {place})"
        self._add(meetings * hosts, start, "'confirmed'", listed)

    def _add(self, count: int, start: str, status: str, listed: list[str]):
        """:param start: SQL for the start of number `i`, in milliseconds."""
        engine, first = self.office.database, self.made
        coming = f"""
            CREATE TEMPORARY TABLE coming AS
            SELECT tag, account_id, '{self.calendar}' AS calendar_id, user_id AS host_id, status,
                start AS starts_at, start + {MEETING} AS ends_at, start - 7 * 86400000 AS created_at
            FROM (
                SELECT {tag(engine)} AS tag, h.account_id, h.user_id, {status} AS status, {start} AS start
                FROM ({numbers(engine, first, first + count)}) n
                    JOIN hosts_to_fill h ON h.place = i % {len(self.hosts)}
            ) q
            """
        ends = ["DROP TABLE starts"] if listed else []
        engine.fill([*hosts_to_fill(self.office, self.hosts), *listed, coming, *STATEMENTS, *ends])
        self.made += count


def add_hosts(office: Office, count: int) -> list[str]:
    """Adds so many users while the server is halted, like those there are. Returns their ids."""
    engine = office.database
    listed = f"CREATE TEMPORARY TABLE numbers AS SELECT i FROM ({numbers(engine, 0, count)}) n"
    engine.fill([*hosts_to_fill(office, office.hosts), listed, *MORE_HOSTS])
    return [f"usr_more{number}" for number in range(count)]


def hosts_to_fill(office: Office, hosts: list[str]) -> list[str]:
    account = office.account
    values = ", ".join(f"({place}, {len(hosts)}, '{host}', '{account}')" for place, host in enumerate(hosts))
    return [
        "CREATE TEMPORARY TABLE hosts_to_fill "
        "(place INTEGER PRIMARY KEY, people INTEGER, user_id TEXT, account_id TEXT)",
        f"INSERT INTO hosts_to_fill VALUES {values}",
    ]


def numbers(database: Database, first: int, end: int) -> str:
    """SQL for the whole numbers from the first to the one before the end, as `i`."""
    if isinstance(database, PostgresDatabase):
        return f"SELECT i::bigint AS i FROM generate_series({first}, {end - 1}) AS i"
    return (
        f"WITH RECURSIVE count(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM count WHERE i < {end - 1}) "
        "SELECT i FROM count"
    )


def tag(database: Database) -> str:
    """SQL for what an id is made of: as long as a real one, and before all of them."""
    if isinstance(database, PostgresDatabase):
        return "lpad(to_hex(i), 32, '0')"
    return "printf('%032x', i)"
