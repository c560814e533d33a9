/// What a clock on a wall shows: a day and a time of day, without a zone.
package struct CivilDateTime: Hashable, Sendable {
    package let date: CivilDate
    /// 0…86,399. Never 24:00: that is the next day's midnight.
    package let secondOfDay: Int

    /// - Parameter minuteOfDay: minutes after midnight; 1,440 and more reach into the following days.
    package init(date: CivilDate, minuteOfDay: Int) {
        self.init(localSeconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(minuteOfDay) * 60)
    }

    /// Seconds since 1970-01-01T00:00:00 on this clock.
    init(localSeconds: Int64) {
        date = CivilDate(daysSinceEpoch: Int(localSeconds.flooredDivision(by: 86_400)))
        secondOfDay = Int(localSeconds.flooredRemainder(by: 86_400))
    }

    /// What a clock set to UTC shows at that moment.
    package init(utc instant: Instant) {
        self.init(localSeconds: instant.seconds)
    }

    var localSeconds: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }

    package var hour: Int { secondOfDay / 3600 }
    package var minute: Int { secondOfDay / 60 % 60 }
    package var second: Int { secondOfDay % 60 }

    /// `09:30`
    package var clock: String { "\(Digits.padded(hour, to: 2)):\(Digits.padded(minute, to: 2))" }
}
