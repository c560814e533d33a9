import Testing

@testable import TimeZones

struct `Civil dates` {
    @Test func `follow one another through 800 years as a calendar on paper does`() throws {
        var paper = PaperDate(year: 1600, month: 1, day: 1)
        let first = try #require(CivilDate(year: 1600, month: 1, day: 1))
        var differences: [String] = []
        for days in 0..<292_194 {
            let date = first.adding(days: days)
            let agrees =
                (date.year, date.month, date.day) == (paper.year, paper.month, paper.day)
                && date.daysSinceEpoch == first.daysSinceEpoch + days
                // 1 January 1600 was a Saturday.
                && date.weekday.rawValue == (days + 5) % 7 + 1
            if !agrees { differences.append("\(date) is not \(paper)") }
            paper.advance()
        }
        #expect(differences.isEmpty, "\(differences.prefix(3))")
        #expect((paper.year, paper.month, paper.day) == (2400, 1, 1))
    }

    @Test func `know their weekdays`() {
        #expect(CivilDate("1970-01-01")?.weekday == .thursday)
        #expect(CivilDate("2000-02-29")?.weekday == .tuesday)
        #expect(CivilDate("2026-11-20")?.weekday == .friday)
        #expect(CivilDate("1969-12-28")?.weekday == .sunday)
    }

    @Test func `that do not exist cannot be made`() {
        for (year, month, day) in [
            (2026, 2, 29), (2026, 2, 30), (1900, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (2026, 1, 0),
            (0, 1, 1), (10_000, 1, 1), (2026, .max, 1), (2026, 1, .min),
        ] {
            #expect(CivilDate(year: year, month: month, day: day) == nil)
        }
        #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
    }

    @Test func `are read and written as a full-date`() {
        #expect(CivilDate("0099-01-05")?.description == "0099-01-05")
        for text in ["", "2026-1-05", "2026-01-5", "2026-02-30", "2026-01-05 ", "2026-01-05T", "20260105"] {
            #expect(CivilDate(text) == nil)
        }
    }

    @Test func `know their month's first day, and the next month's`() {
        #expect(CivilDate("2028-02-29")?.firstOfMonth.description == "2028-02-01")
        #expect(CivilDate("2028-02-29")?.firstOfNextMonth.description == "2028-03-01")
        #expect(CivilDate("2026-12-31")?.firstOfNextMonth.description == "2027-01-01")
    }

    @Test func `turn a minute past midnight's end into the next day's`() throws {
        let date = try #require(CivilDate("2026-12-31"))
        let midnight = CivilDateTime(date: date, minuteOfDay: 1440)
        #expect(midnight.date.description == "2027-01-01")
        #expect(midnight.clock == "00:00")
        #expect(CivilDateTime(date: date, minuteOfDay: -1).clock == "23:59")
        #expect(CivilDateTime(date: date, minuteOfDay: 570).clock == "09:30")
    }

    @Test func `before 1970 have a time of day too`() {
        let eve = CivilDateTime(utc: Instant(milliseconds: -1))
        #expect(eve.date.description == "1969-12-31")
        #expect((eve.hour, eve.minute, eve.second) == (23, 59, 59))
    }

    @Test func `minutes between moments are rounded down`() {
        let noon = Instant(seconds: 43_200)
        #expect(noon.minutes(until: noon.adding(seconds: 119)) == 1)
        #expect(noon.minutes(until: noon.adding(seconds: -1)) == -1)
        #expect(noon.adding(minutes: -721).milliseconds == -60_000)
    }
}

/// A calendar without arithmetic: the lengths of the months, one day after another.
private struct PaperDate: CustomStringConvertible {
    var year: Int
    var month: Int
    var day: Int

    var description: String { "\(year)-\(month)-\(day)" }

    mutating func advance() {
        let leap = year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100))
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        day += 1
        if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
        if month > 12 { (year, month) = (year + 1, 1) }
    }
}
