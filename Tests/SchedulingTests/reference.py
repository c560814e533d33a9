"""The slot rules in plain words: slow, obvious, and written apart from the engine that is compared with it.

Reads one case per line of standard input, writes one answer per line of standard output, both as JSON. A case that
the tests print as failed can be asked again with `reference.py < case.json`.

    case:   now, window [from, up to], duration, kind, zone, rules, hours (or none), hosts, meetings, asked
    answer: slots [[minute of the epoch, seats left or null]], asked [{refusal, calendar, hosts, takers}]

Moments are UTC milliseconds since 1970, lengths minutes, days YYYY-MM-DD; weeks begin on Monday.
Look busy is left out: what it hides depends on a hash that only the engine knows.
"""

import json
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

FOLDER = "/usr/share/zoneinfo"
MINUTE = 60_000
DAY = 1440 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

zoneinfo.reset_tzpath([FOLDER])


# Clocks


def moment(aware):
    return (aware - EPOCH) // timedelta(milliseconds=1)


def clock(zone, at):
    """What the clocks of a zone show."""
    return (EPOCH + timedelta(milliseconds=at)).astimezone(zone).replace(tzinfo=None)


def monday(day):
    return day - timedelta(days=day.weekday())


def readings(zone, day, minute):
    """The moments at which clocks show a minute of a day: the first and the last; the jump, when they skip it."""
    shown = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    tries = [moment(shown.replace(tzinfo=zone, fold=fold)) for fold in (0, 1)]
    found = [at for at in tries if clock(zone, at) == shown]
    if found:
        return min(found), max(found)
    at = min(tries)
    while clock(zone, at) < shown:
        at += MINUTE
    return at, at


# Opening hours


class Hours:
    """A pattern of weeks with overrides, on the clocks of one zone."""

    def __init__(self, given):
        self.zone = zoneinfo.ZoneInfo(given["zone"])
        self.weeks = given["weeks"]
        self.anchor = monday(date.fromisoformat(given["anchor"]))
        self.overrides = {date.fromisoformat(each["day"]): each["ranges"] for each in given["overrides"]}
        self.known = {}

    def ranges(self, day):
        """The ranges of a day; those that touch or overlap are one."""
        if day in self.overrides:
            given = self.overrides[day]
        else:
            week = (monday(day) - self.anchor).days // 7 % len(self.weeks)
            given = self.weeks[week][day.weekday()]
        begins = {begin for begin, _ in given if not any(other < begin <= end for other, end in given)}
        ends = {end for _, end in given if not any(begin <= end < other for begin, other in given)}
        return zip(sorted(begins), sorted(ends))

    def stretches(self, at):
        """(begin, end, reach) of every range of the days around a moment."""
        today = clock(timezone.utc, at).date()
        opened = []
        for ahead in range(-3, 5):
            day = today + timedelta(days=ahead)
            for begin, end in self.ranges(day):
                begin, end = readings(self.zone, day, begin)[0], readings(self.zone, day, end)[1]
                # In an hour shown twice two ranges can cover the same moments; each belongs to the first.
                begin = max([begin] + [earlier for _, earlier in opened])
                if begin < end:
                    opened.append((begin, end))
        found = []
        for index, (begin, end) in enumerate(opened):
            reach = end
            for following, until in opened[index + 1:]:
                if following == reach:
                    reach = until
            found.append((begin, end, reach))
        return found

    def stretch(self, at):
        """The stretch that a moment belongs to."""
        if at // DAY not in self.known:
            self.known[at // DAY] = self.stretches(at)
        for begin, end, reach in self.known[at // DAY]:
            if begin <= at < end:
                return begin, end, reach
        return None


# What speaks against a start


def over_limits(limits, starts, zone, at):
    """The limits that are reached in the day, the week and the month of a start."""
    same = {
        "day": lambda day: day,
        "week": monday,
        "month": lambda day: (day.year, day.month),
    }
    for name, bucket in same.items():
        most = limits.get(name)
        if most is None:
            continue
        mine = bucket(clock(zone, at).date())
        if sum(bucket(clock(zone, start).date()) == mine for start in starts) >= most:
            yield name + "_limit"


def against_calendar(case, start, duration):
    """Why the calendar would not have a start, its limits aside."""
    now, rules = case["now"], case["rules"]
    today = clock(case["zone"], start).date().isoformat() if "first" in rules else None
    if start <= now:
        yield "past"
    elif start < now + rules["notice"] * MINUTE or (today and today < rules["first"]):
        yield "notice"
    if today > rules["last"] if today else start > now + rules["rolling"] * DAY:
        yield "too_far"
    if duration not in rules["durations"]:
        yield "duration"


def calendar_limits(case, start):
    return over_limits(case["rules"]["limits"], case["meetings"], case["zone"], start)


def meeting_at(host, start, duration):
    """The host's meeting of this calendar at exactly that time."""
    for meeting in host["open"]:
        if meeting["start"] == start and meeting["end"] == start + duration * MINUTE:
            return meeting
    return None


def own_time(host, meeting):
    """The busy time that the meeting itself is: booked, or held while nobody has booked it yet."""
    for kind in ("booked", "held"):
        for busy in host["busy"]:
            if (busy["kind"], busy["start"], busy["end"]) == (kind, meeting["start"], meeting["end"]):
                return busy
    return None


def against_hours(case, host, start, duration):
    theirs = host["hours"].stretch(start)
    whole = case["hours"].stretch(start) if case["hours"] else theirs
    if theirs is None or whole is None:
        yield "outside_hours"
        return
    if (start - whole[0]) % (case["rules"]["interval"] * MINUTE) != 0:
        yield "off_grid"
    if start + duration * MINUTE > min(theirs[2], whole[2]):
        yield "duration"


def against_new_meeting(case, host, start, duration, seats):
    yield from against_hours(case, host, start, duration)
    counted = [busy["start"] for busy in host["busy"] if busy["kind"] in ("booked", "held")]
    yield from over_limits(host["limits"], counted, host["hours"].zone, start)
    if seats > case["rules"]["seats"]:
        yield "no_seats" if case["kind"] == "class" else "slot_max"


def against_joining(case, meeting, seats):
    if meeting["taken"] + seats > case["rules"]["seats"]:
        if case["kind"] == "class":
            yield "no_seats"
        else:
            yield "slot_max" if case["rules"]["seats"] > 1 else "booked"


def against_busy(case, busy, start, duration):
    """What one busy time says: taken, or too near. Of two neighbours' buffers the wider one holds."""
    end = start + duration * MINUTE
    after = max(case["rules"]["bufferAfter"], busy["before"]) * MINUTE
    before = max(case["rules"]["bufferBefore"], busy["after"]) * MINUTE
    if start < busy["end"] and busy["start"] < end:
        yield busy["kind"]
    elif start < busy["end"] + before and busy["start"] < end + after:
        yield "buffer"


def against_host(case, host, start, duration, seats):
    """Every reason why a host cannot take a start, by a meeting of its own or by joining one."""
    meeting = meeting_at(host, start, duration)
    if meeting:
        yield from against_joining(case, meeting, seats)
    else:
        yield from against_new_meeting(case, host, start, duration, seats)
    if not host["canHost"]:
        yield "connection"
    own = own_time(host, meeting) if meeting else None
    for busy in host["busy"]:
        if busy is not own:
            yield from against_busy(case, busy, start, duration)


# The answers


def decides(case, host):
    """Whether a start depends on the host: the optional ones of a collective calendar never matter."""
    return case["kind"] != "collective" or host["required"]


def free(case, start, duration, seats):
    """The hosts whom nothing keeps from a start, each with the meeting that would be joined (or None)."""
    return [
        (host, meeting_at(host, start, duration))
        for host in case["hosts"]
        if not any(against_host(case, host, start, duration, seats))
    ]


def deciding(case, able):
    return [(host, meeting) for host, meeting in able if decides(case, host)]


def together(case, able):
    """Those of a collective calendar who can take a start at once: everybody who must, in one and the same meeting."""
    must = deciding(case, able)
    meetings = {meeting["id"] if meeting else None for _, meeting in must}
    if len(must) < sum(decides(case, host) for host in case["hosts"]) or len(meetings) != 1:
        return []
    return [(host, meeting) for host, meeting in able if meeting is None or meeting["id"] in meetings]


def takers(case, start, duration, seats):
    """The hosts who can take a start, each with the meeting that is joined (or None)."""
    if any(against_calendar(case, start, duration)):
        return []
    able = free(case, start, duration, seats)
    if case["kind"] == "collective":
        able = together(case, able)
    joining = [(host, meeting) for host, meeting in able if meeting]
    if able and any(calendar_limits(case, start)):
        # Joining begins no meeting, so that it does not count against the limits.
        return able if deciding(case, joining) and case["kind"] == "collective" else joining
    return able


def seats_left(case, able):
    if case["rules"]["seats"] == 1:
        return None
    taken = [meeting["taken"] if meeting else 0 for _, meeting in deciding(case, able)]
    return case["rules"]["seats"] - min(taken)


def slots(case):
    first, last = case["window"]
    found = []
    for minute in range(-(-first // MINUTE), -(-last // MINUTE)):
        able = takers(case, minute * MINUTE, case["duration"], 1)
        if able:
            found.append([minute, seats_left(case, able)])
    return found


# From the answer nearest to a booking to the one furthest from it.
NEAREST = [
    "slot_taken", "no_seats", "day_limit", "week_limit", "month_limit", "connection", "off_grid", "duration",
    "outside_hours",
]
CALENDARS = ["past", "notice", "too_far", "duration", "day_limit", "week_limit", "month_limit"]


def told(code):
    """What a visitor is told of a host's code."""
    return code if code in NEAREST else "slot_taken"


def refusal(case, able, codes, hosts):
    """What a booking is refused with: the calendar's own code first, else that of the host who came nearest."""
    if able:
        return None
    own = [code for code in CALENDARS if code in codes]
    if own:
        return own[0]
    if "collective" in codes:
        return "slot_taken"
    # A host stands where the worst of their reasons puts them.
    stands = [max(NEAREST.index(told(code)) for code in reasons) for reasons in hosts if reasons]
    return NEAREST[min(stands, default=NEAREST.index("outside_hours"))]


def explain(case, start, duration, seats):
    able = takers(case, start, duration, seats)
    hosts = [list(against_host(case, host, start, duration, seats)) for host in case["hosts"]]
    must = [reasons for host, reasons in zip(case["hosts"], hosts) if decides(case, host)]
    some = free(case, start, duration, seats)
    codes = list(against_calendar(case, start, duration))
    if not any(meeting for _, meeting in deciding(case, some)):
        codes += calendar_limits(case, start)
    if case["kind"] == "collective" and deciding(case, some) and not together(case, some):
        codes.append("collective")
    return {
        "refusal": refusal(case, able, codes, must),
        "calendar": sorted(set(codes)),
        "hosts": [sorted(set(reasons)) for reasons in hosts],
        "takers": [[host["id"], meeting["id"] if meeting else None] for host, meeting in able],
    }


def answer(case):
    case["zone"] = zoneinfo.ZoneInfo(case["zone"])
    case["hours"] = Hours(case["hours"]) if "hours" in case else None
    for host in case["hosts"]:
        host["hours"] = Hours(host["hours"])
    asked = [explain(case, each["start"], each["duration"], each["seats"]) for each in case["asked"]]
    return {"slots": slots(case), "asked": asked}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))))
