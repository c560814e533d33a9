/// The clocks by which events are written, as a `VTIMEZONE` describes them (RFC 5545, section 3.6.5): a name, and what
/// clocks have gone by over the years that matter. The facts are the caller's; nothing is looked up here.
package struct EventZone: Hashable, Sendable {
    /// A time that clocks go by, from one change of them to the next.
    package struct Observance: Hashable, Sendable {
        /// The change, milliseconds since 1970 UTC; nil where it lies before 1970 or there was none.
        package let start: Int64?
        /// Seconds to add to UTC until the change.
        package let offsetBefore: Int
        /// Seconds to add to UTC from then on.
        package let offset: Int
        /// As people call it: `CET`.
        package let name: String
        /// Whether it is daylight saving time.
        package let isDaylight: Bool

        /// Nothing is checked here, but when a text is written.
        package init(start: Int64?, offsetBefore: Int, offset: Int, name: String, isDaylight: Bool) {
            self.start = start
            self.offsetBefore = offsetBefore
            self.offset = offset
            self.name = name
            self.isDaylight = isDaylight
        }
    }

    /// The `TZID`: a name of the tz database, which programs know even where they read no `VTIMEZONE`.
    package let identifier: String
    /// In order of time. The first begins before the first event, and no change up to the last one is missing.
    package let observances: [Observance]

    /// Nothing is checked here, but when a text is written.
    package init(identifier: String, observances: [Observance]) {
        self.identifier = identifier
        self.observances = observances
    }
}

extension EventZone {
    /// What clocks show at a moment, as seconds since 1970-01-01T00:00:00 on them; nil for a reading that they show twice.
    /// It would mean the first time (RFC 5545, section 3.3.5), but not all programs take it so.
    func reading(of milliseconds: Int64) -> Int64? {
        guard let observance = observances.last(where: { ($0.start ?? 0) <= milliseconds }) else { return nil }
        let isRepeated = observances.contains { change in
            let repeated = Int64(change.offsetBefore - change.offset) * 1000
            return change.start.map { milliseconds >= $0 - repeated && milliseconds < $0 + repeated } ?? false
        }
        return isRepeated ? nil : milliseconds / 1000 + Int64(observance.offset)
    }

    /// Each zone once, with all that is said of it.
    static func merged(_ zones: some Sequence<EventZone>) -> [EventZone] {
        Dictionary(grouping: Set(zones), by: \.identifier).map { identifier, zones in
            let observances = Set(zones.flatMap(\.observances)).sorted { ($0.start ?? 0) < ($1.start ?? 0) }
            return EventZone(identifier: identifier, observances: observances)
        }.sorted { $0.identifier < $1.identifier }
    }

    /// Refuses what libical would write but no calendar program could read.
    func check() throws(CalendaringError) {
        let isPlain = identifier.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\";:,".utf8.contains($0) }
        if identifier.isEmpty || !isPlain {
            throw .invalid(field: "zone", reason: "must have a name of the tz database, not “\(identifier)”")
        }
        if observances.isEmpty { throw .invalid(field: "zone", reason: "must say what its clocks go by") }
        let day = -86_399...86_399
        if !observances.allSatisfy({ day.contains($0.offset) && day.contains($0.offsetBefore) }) {
            throw .invalid(field: "zone", reason: "must differ from UTC by less than a day")
        }
    }
}
