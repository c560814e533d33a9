import Testing

@testable import Calendaring

struct `A series` {
    @Test func `keeps its time of day and ends by its count`() throws {
        let start = LocalStamp(year: 2026, month: 2, day: 27, hour: 9, minute: 30, second: 15)
        let found = try RecurrenceRule("FREQ=DAILY;COUNT=3").occurrences(from: start, limit: 100)
        #expect(
            found.map(\.description) == ["2026-02-27T09:30:15", "2026-02-28T09:30:15", "2026-03-01T09:30:15"])
    }

    @Test func `every other week counts weeks from the week's first day`() throws {
        // RFC 5545 section 3.3.10 gives these two, to show that WKST matters.
        let start = nine(1997, 8, 5)
        #expect(
            try days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", from: start)
                == ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"])
        #expect(
            try days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", from: start)
                == ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"])
        // libical leaves out the start and takes the weeks between.
        #expect(
            try days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=SU,FR;WKST=SA", from: nine(2027, 4, 16))
                == ["2027-04-16", "2027-04-25", "2027-04-30", "2027-05-09"])
    }

    @Test func `on the second Tuesday and the last Friday of the month`() throws {
        #expect(
            try days("FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=4", from: nine(2026, 1, 13))
                == ["2026-01-13", "2026-01-30", "2026-02-10", "2026-02-27"])
    }

    @Test func `on every Monday and the first Thursday of the month takes both`() throws {
        #expect(
            try days("FREQ=MONTHLY;BYDAY=MO,1TH;COUNT=6", from: nine(2026, 11, 2))
                == ["2026-11-02", "2026-11-05", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"])
    }

    @Test func `on the last working day of the month`() throws {
        #expect(
            try days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4", from: nine(2026, 1, 30))
                == ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30"])
    }

    @Test func `on Friday the thirteenth`() throws {
        #expect(
            try days("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;COUNT=3", from: nine(2026, 2, 13))
                == ["2026-02-13", "2026-03-13", "2026-11-13"])
    }

    @Test func `on the 31st leaves out months that have none, and on the last day does not`() throws {
        #expect(
            try days("FREQ=MONTHLY;COUNT=4", from: nine(2026, 1, 31))
                == ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"])
        #expect(
            try days("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", from: nine(2028, 1, 31))
                == ["2028-01-31", "2028-02-29", "2028-03-31"])
        // libical knows no negative days in daily rules.
        #expect(
            try days("FREQ=DAILY;BYMONTHDAY=1,-1;COUNT=4", from: nine(2026, 1, 31))
                == ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"])
    }

    @Test func `across a common century keeps its leap days apart`() throws {
        #expect(
            try days("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29;COUNT=9", from: nine(2088, 2, 29))
                == ["2088-02-29", "2092-02-29", "2096-02-29"])
    }

    @Test func `counts BYSETPOS from the week's beginning, also in the first week`() throws {
        // Monday is over when the series begins on Wednesday; dateutil takes Wednesday for the week's first.
        #expect(
            try days("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1,1;COUNT=4", from: nine(2026, 1, 9))
                == ["2026-01-09", "2026-01-12", "2026-01-16", "2026-01-19"])
        #expect(
            try days("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1;COUNT=3", from: nine(2026, 1, 12))
                == ["2026-01-12", "2026-01-19", "2026-01-26"])
    }
}

struct `The start of a series` {
    @Test func `is the first occurrence and counts, also when the rule does not name its day`() throws {
        // RFC 5545 section 3.8.5.3: DTSTART is the first instance. dateutil would leave Monday out.
        #expect(
            try days("FREQ=WEEKLY;BYDAY=TU;COUNT=3") == ["2026-01-05", "2026-01-06", "2026-01-13"])
        #expect(
            try days("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2") == ["2026-01-05", "2026-02-01"])
    }

    @Test func `stands alone when the end lies before it`() throws {
        #expect(try days("FREQ=DAILY;UNTIL=20250101") == ["2026-01-05"])
    }

    @Test(arguments: [
        nine(2026, 2, 30), nine(2026, 13, 1), nine(2026, 0, 1), nine(1969, 12, 31), nine(2101, 1, 1),
        nine(Int.max, 1, 1), nine(Int.min, Int.min, Int.min),
        LocalStamp(year: 2026, month: 1, day: 5, hour: 24), LocalStamp(year: 2026, month: 1, day: 5, minute: 60),
        LocalStamp(year: 2026, month: 1, day: 5, second: 60), LocalStamp(year: 2026, month: 1, day: 5, hour: -1),
    ])
    func `is refused when no clock can show it or it lies too far away`(start: LocalStamp) throws {
        let rule = try RecurrenceRule("FREQ=DAILY;COUNT=3")
        let error = #expect(throws: CalendaringError.self) { _ = try rule.occurrences(from: start, limit: 3) }
        #expect(error?.code == "out_of_range")
    }
}

struct `The end of a series` {
    @Test func `on a day includes that whole day`() throws {
        #expect(try days("FREQ=DAILY;UNTIL=20260107") == ["2026-01-05", "2026-01-06", "2026-01-07"])
    }

    @Test func `at a reading includes that reading and nothing after it`() throws {
        #expect(try days("FREQ=DAILY;UNTIL=20260106T090000").last == "2026-01-06")
        #expect(try days("FREQ=DAILY;UNTIL=20260106T085959").last == "2026-01-05")
    }

    @Test func `in UTC leaves a day for the caller, who knows the zone, to cut`() throws {
        #expect(try days("FREQ=DAILY;UNTIL=20260106T090000Z").last == "2026-01-07")
        #expect(try days("FREQ=DAILY;UNTIL=20260106T085959Z").last == "2026-01-06")
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (Int.max, 3)])
    func `is also the caller's limit`(limit: Int, count: Int) throws {
        #expect(try days("FREQ=DAILY;COUNT=3", limit: limit).count == count)
    }

    @Test func `is the year 2100 at the latest`() throws {
        let found = try days("FREQ=DAILY;UNTIL=99991231", from: nine(1970, 1, 1), limit: Int.max)
        #expect(found.count == 47_847)
        #expect(found.last == "2100-12-31")
    }
}

struct `The work of a series` {
    private func steps(
        _ rule: String, from start: LocalStamp = nine(2026, 1, 5)
    ) throws -> (steps: Int, found: Int) {
        var walk = RecurrenceWalk(try RecurrenceRule(rule).parts, from: start)
        let found = walk.occurrences(limit: .max)
        return (walk.steps, found.count)
    }

    @Test(arguments: [
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=10", "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;COUNT=10",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=10", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6;COUNT=10",
        "FREQ=MONTHLY;BYMONTHDAY=26;BYDAY=2TH;COUNT=10", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=-2;COUNT=10",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2;COUNT=10", "FREQ=DAILY;BYDAY=MO;BYSETPOS=2;COUNT=1000",
    ])
    func `is bounded when the rule names days that never come, which leaves the start`(rule: String) throws {
        let work = try steps(rule)
        #expect(work.found == 1)
        #expect(work.steps < 60_000, "\(work.steps)")
    }

    @Test func `is small when whole months can be passed over`() throws {
        // 900 months, and the days of 75 Februaries.
        #expect(try steps("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=10").steps < 900 + 75 * 29)
    }

    @Test(arguments: RecurrenceRule.Frequency.allCases)
    func `never exceeds its budget, even from the first year to the last`(
        frequency: RecurrenceRule.Frequency
    ) throws {
        let work = try steps("FREQ=\(frequency.rawValue);UNTIL=99991231", from: nine(1970, 1, 1))
        #expect(work.steps <= RecurrenceWalk.budget)
        #expect(work.found == [.daily: 47_847, .weekly: 6836, .monthly: 1572][frequency])
    }

    @Test func `ends soon after a smaller budget is spent`() throws {
        let parts = try RecurrenceRule("FREQ=WEEKLY;BYDAY=TU;UNTIL=99991231").parts
        var walk = RecurrenceWalk(parts, from: nine(2026, 1, 5), budget: 20)
        #expect(walk.occurrences(limit: .max).map(\.day) == [5, 6, 13, 20])
        #expect(walk.steps == 24)
    }

    @Test func `ends with the last occurrence wanted`() throws {
        #expect(try steps("FREQ=DAILY;COUNT=3").steps == 6)
    }
}
