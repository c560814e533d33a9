"""What calendar programs make of iCalendar text: three libraries that share no code with ours."""

import io

import icalendar
import recurring_ical_events
import vobject
from dateutil import tz


def moments(ics):
    """The start and the end of each event, by its UID, as each library reads them."""
    return {
        "icalendar": {str(event["UID"]): (event["DTSTART"].dt, event["DTEND"].dt)
                      for event in icalendar.Calendar.from_ical(ics).walk("VEVENT")},
        "vobject": {event.uid.value: (event.dtstart.value, event.dtend.value)
                    for event in vobject.readOne(ics).contents.get("vevent", [])},
    }


def on(ics, first, last):
    """The UIDs of what a program shows between two days."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(ics)).between(first, last)
    return {str(event["UID"]) for event in found}


def faults(ics):
    """What a strict reader finds wrong with the text, in whichever part."""
    calendar = icalendar.Calendar.from_ical(ics)
    return [fault for part in calendar.walk() for fault in part.errors]


def described_offset(ics, moment):
    """How far the text itself says that clocks of its zone are from UTC at a moment."""
    zones = tz.tzical(io.StringIO(ics))
    [name] = zones.keys()
    return moment.astimezone(zones.get(name)).utcoffset()
