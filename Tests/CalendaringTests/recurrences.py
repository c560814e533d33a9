"""Expands recurrence rules by dateutil.

Reads a JSON list of {rule, start, limit} from standard input and writes a JSON list of lists of readings. COUNT is
left to the caller. Where dateutil departs from RFC 5545 or refuses what it allows, it is asked in other words:

- UNTIL as a day is that whole day (dateutil: its midnight); UNTIL in UTC is a day's slack on the local clock.
- `BYDAY=MO,2TU` names every Monday and the second Tuesday; dateutil takes only days that are both, which is none.
- BYSETPOS counts from the beginning of the week; dateutil counts from the start when that lies within the week.
"""

import datetime
import json
import re
import sys
import types

from dateutil import rrule

# dateutil looks for days up to datetime.MAXYEAR, which takes long when there are none.
LAST_YEAR = 2100
rrule.datetime = types.SimpleNamespace(**{**vars(datetime), "MAXYEAR": LAST_YEAR})
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def until(text):
    if text.endswith("Z"):
        moment = datetime.datetime.strptime(text, "%Y%m%dT%H%M%SZ") + datetime.timedelta(days=1)
        return moment.strftime("%Y%m%dT%H%M%S")
    return text if "T" in text else text + "T235959"


def by_day(text):
    days = text.split(",")
    if not re.search("[0-9]", text):
        return text
    return ",".join(d if len(d) > 2 else ",".join(f"{n}{d}" for n in range(1, 6)) for d in days)


def expand(rule, start, limit):
    begin = start = datetime.datetime.fromisoformat(start)
    parts = dict(part.split("=") for part in rule.split(";"))
    parts.pop("COUNT", None)
    if "UNTIL" in parts:
        parts["UNTIL"] = until(parts["UNTIL"])
    if "BYDAY" in parts:
        parts["BYDAY"] = by_day(parts["BYDAY"])
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:
        parts.setdefault("BYDAY", DAYS[start.weekday()])
        begin -= datetime.timedelta(days=(start.weekday() - DAYS.index(parts.get("WKST", "MO"))) % 7)
    found = []
    for moment in rrule.rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=begin):
        if len(found) == limit or moment.year > LAST_YEAR:
            break
        if moment >= start:
            found.append(moment.isoformat())
    return found


json.dump([expand(**case) for case in json.load(sys.stdin)], sys.stdout)
