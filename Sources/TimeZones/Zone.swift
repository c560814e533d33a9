/// One time zone of the tz database: a table of transitions, and lookups in both directions.
package final class Zone: Sendable {
    /// The name it was asked for by, such as `Europe/Berlin`.
    package let identifier: String
    private let starts: [Int64]
    private let types: [TZif.LocalTimeType]
    private let first: TZif.LocalTimeType

    /// The rule of the footer is written out up to this year, so that a lookup is one binary search.
    private static let lastYear = 2200

    init(identifier: String, bytes: [UInt8]) throws(TimeZonesError) {
        let file = try TZif(bytes: bytes)
        self.identifier = identifier
        var changes = file.transitions.map { (at: $0.at, to: file.types[$0.type]) }
        if !file.footer.isEmpty {
            let rule = try PosixRule(file.footer)
            let last = changes.last?.at ?? Int64.min
            let year = changes.isEmpty ? 1900 : CivilDateTime(localSeconds: last).date.year
            if changes.isEmpty { changes.append((at: Int64.min / 2, to: rule.standard)) }
            for year in max(1, year)...max(Self.lastYear, year) {
                changes += rule.changes(in: year).filter { $0.at > last }
            }
        }
        first = file.types[0]
        starts = changes.map(\.at)
        types = changes.map(\.to)
    }

    /// A zone whose clocks show UTC.
    static let utc = Zone(
        identifier: "UTC", only: TZif.LocalTimeType(offset: 0, isDaylight: false, abbreviation: "UTC"))

    private init(identifier: String, only type: TZif.LocalTimeType) {
        self.identifier = identifier
        first = type
        starts = []
        types = []
    }

    /// Seconds to add to UTC to get what clocks show at that moment.
    package func offset(at instant: Instant) -> Int {
        type(atSecond: instant.seconds).offset
    }

    /// `CET`, `+0545`: what the tz database calls the local time of that moment.
    package func abbreviation(at instant: Instant) -> String {
        type(atSecond: instant.seconds).abbreviation
    }

    /// What clocks show at that moment.
    package func civil(at instant: Instant) -> CivilDateTime {
        let second = instant.seconds
        return CivilDateTime(localSeconds: second + Int64(type(atSecond: second).offset))
    }

    /// What a wall-clock reading means: one moment, none (clocks skip it) or two (clocks show it twice).
    package func resolve(_ civil: CivilDateTime) -> LocalTime {
        let local = civil.localSeconds
        var found: [Int64] = []
        // No offset reaches a whole day, so only the types in force around this day can show this reading.
        let from = index(atSecond: local - 90_000)
        let to = index(atSecond: local + 90_000)
        if from == to { return .unique(Instant(seconds: local - Int64(type(at: from).offset))) }
        for index in from...to {
            let second = local - Int64(type(at: index).offset)
            if self.index(atSecond: second) == index { found.append(second) }
        }
        switch found.count {
        case 0:
            return .gap(Instant(seconds: transition(skipping: local, between: from, and: to)))
        case 1:
            return .unique(Instant(seconds: found[0]))
        default:
            return .overlap(earlier: Instant(seconds: found[0]), later: Instant(seconds: found[found.count - 1]))
        }
    }

    /// The moment a range beginning at this reading begins: in a gap the moment after it, in an overlap the earlier.
    package func start(_ civil: CivilDateTime) -> Instant {
        switch resolve(civil) {
        case .unique(let instant), .gap(let instant), .overlap(let instant, _): instant
        }
    }

    /// The moment a range ending at this reading ends: in a gap the moment after it, in an overlap the later.
    package func end(_ civil: CivilDateTime) -> Instant {
        switch resolve(civil) {
        case .unique(let instant), .gap(let instant), .overlap(_, let instant): instant
        }
    }

    /// The moment of one occurrence of something that recurs on this reading: a reading that clocks skip counts with the
    /// offset from before the gap, one they show twice is the earlier (RFC 5545, section 3.3.5).
    package func occurrence(_ civil: CivilDateTime) -> Instant {
        switch resolve(civil) {
        case .unique(let instant), .overlap(let instant, _): instant
        case .gap(let jump):
            Instant(seconds: civil.localSeconds - Int64(offset(at: jump.adding(seconds: -1))))
        }
    }

    /// What clocks go by at the first moment, and whatever they change to before the second, in order of time.
    package func observances(from start: Instant, to end: Instant) -> [Observance] {
        let first = index(atSecond: start.seconds)
        let last = max(first, index(atSecond: end.seconds - 1))
        return (first...last).map { index in
            let (type, former) = (type(at: index), type(at: index - 1))
            let isKnown = index >= 0 && starts[index] >= 0
            return Observance(
                start: isKnown ? Instant(seconds: starts[index]) : nil,
                offsetBefore: isKnown ? former.offset : type.offset, offset: type.offset,
                abbreviation: type.abbreviation, isDaylight: type.isDaylight)
        }
    }

    private func transition(skipping local: Int64, between from: Int, and to: Int) -> Int64 {
        for index in from..<to {
            let at = starts[index + 1]
            if at + Int64(type(at: index).offset) <= local, local < at + Int64(type(at: index + 1).offset) {
                return at
            }
        }
        return local - Int64(type(at: to).offset)
    }

    private func type(atSecond second: Int64) -> TZif.LocalTimeType {
        type(at: index(atSecond: second))
    }

    private func type(at index: Int) -> TZif.LocalTimeType {
        index < 0 ? first : types[index]
    }

    /// The last transition at or before that second; -1 before the first.
    private func index(atSecond second: Int64) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}

/// What a wall-clock reading means in a zone.
package enum LocalTime: Hashable, Sendable {
    case unique(Instant)
    /// Clocks jump over this reading; the moment is that of the jump.
    case gap(Instant)
    /// Clocks show this reading twice.
    case overlap(earlier: Instant, later: Instant)
}
