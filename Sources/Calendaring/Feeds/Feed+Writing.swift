internal import CIcal

extension Feed {
    /// The feed as iCalendar text: CRLF line ends, lines folded at 75 octets. The same feed is always the same text.
    ///
    /// Control characters are dropped from the texts (RFC 5545 has no way to write them).
    /// - Throws: ``CalendaringError/invalid(field:reason:)`` when a value cannot stand in it, or two events have one uid.
    package func iCalendar() throws(CalendaringError) -> String {
        try check()
        return try ICalendar.text { calendar throws(CalendaringError) in
            try addHead(to: calendar)
            if let zone, !events.isEmpty { try zone.write(to: calendar) }
            for event in events { _ = try event.write(to: calendar, in: zone) }
        }
    }

    private func check() throws(CalendaringError) {
        if !(1...525_600).contains(refreshMinutes) {
            throw .invalid(field: "refresh interval", reason: "must be from a minute to a year")
        }
        try zone?.check()
        var uids: Set<String> = []
        for event in events {
            try event.check()
            if !uids.insert(event.uid).inserted {
                throw .invalid(field: "uid", reason: "must be its own, but another event in it has the same")
            }
        }
    }

    private func addHead(to calendar: OpaquePointer) throws(CalendaringError) {
        let name = PlainText.oneLine(name)
        try ICalendar.add(icalproperty_new_name(name), to: calendar)
        try ICalendar.add(Self.extra("X-WR-CALNAME", name), to: calendar)
        let interval = icaldurationtype_from_int(Int32(refreshMinutes * 60))
        try ICalendar.add(
            icalproperty_new_refreshinterval(interval), to: calendar,
            with: icalparameter_new_value(ICAL_VALUE_DURATION))
        guard let words = icaldurationtype_as_ical_string_r(interval) else {
            throw .library(function: "icaldurationtype_as_ical_string_r")
        }
        defer { icalmemory_free_buffer(words) }
        try ICalendar.add(Self.extra("X-PUBLISHED-TTL", String(cString: words)), to: calendar)
    }

    /// A property that no standard names.
    private static func extra(_ name: String, _ value: String) -> OpaquePointer? {
        guard let property = icalproperty_new_x(value) else { return nil }
        icalproperty_set_x_name(property, name)
        return property
    }
}
