internal import CIcal

extension EventZone {
    /// Adds the `VTIMEZONE`: each observance by itself with the reading at which it begins, and no rule of recurrence,
    /// so that it says what is so and promises nothing about other years.
    func write(to calendar: OpaquePointer) throws(CalendaringError) {
        let zone = try ICalendar.add(ICAL_VTIMEZONE_COMPONENT, to: calendar)
        try ICalendar.add(icalproperty_new_tzid(identifier), to: zone)
        for observance in observances {
            let kind = observance.isDaylight ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT
            let part = try ICalendar.add(kind, to: zone)
            // Its beginning is a reading of the clocks as they were before it.
            let begin = observance.start.map { $0 / 1000 + Int64(observance.offsetBefore) } ?? 0
            let before = observance.start == nil ? observance.offset : observance.offsetBefore
            try ICalendar.add(icalproperty_new_dtstart(ICalendar.localTime(begin)), to: part)
            try ICalendar.add(icalproperty_new_tzoffsetfrom(Int32(before)), to: part)
            try ICalendar.add(icalproperty_new_tzoffsetto(Int32(observance.offset)), to: part)
            let name = PlainText.oneLine(observance.name)
            if !name.isEmpty { try ICalendar.add(icalproperty_new_tzname(name), to: part) }
        }
    }
}
