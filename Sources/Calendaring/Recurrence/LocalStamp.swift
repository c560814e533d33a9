/// A wall-clock reading, without a zone: what the clock shows, not when that is.
package struct LocalStamp: Hashable, Sendable {
    package var year: Int
    /// 1…12
    package var month: Int
    /// 1…31
    package var day: Int
    /// 0…23
    package var hour: Int
    /// 0…59
    package var minute: Int
    /// 0…59
    package var second: Int

    /// Nothing is checked here, but when the reading is used.
    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Whether a clock can show it.
    var exists: Bool {
        CivilDay(year: year, month: month, day: day).exists && (0...23).contains(hour)
            && (0...59).contains(minute) && (0...59).contains(second)
    }

    /// Seconds since midnight.
    var secondOfDay: Int { hour * 3600 + minute * 60 + second }
}

extension LocalStamp: Comparable, CustomStringConvertible {
    package static func < (left: LocalStamp, right: LocalStamp) -> Bool {
        (left.year, left.month, left.day, left.secondOfDay)
            < (right.year, right.month, right.day, right.secondOfDay)
    }

    /// `2026-12-01T08:00:00`
    package var description: String {
        CivilDay(year: year, month: month, day: day).description + "T"
            + [hour, minute, second].map { CivilDay.padded($0, to: 2) }.joined(separator: ":")
    }
}
