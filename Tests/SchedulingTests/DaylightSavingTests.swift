import Scheduling
import Testing
import TimeZones

/// A day of 00:00–24:00 hours in a zone, and how many half-hour slots of half an hour it has.
struct LongDay: Sendable, CustomTestStringConvertible {
    let zone: String
    let date: String
    /// The UTC moments at which it begins and ends.
    let from: String
    let to: String
    let slots: Int

    var testDescription: String { "\(zone) on \(date)" }
}

struct `On the day the clocks change` {
    static let days = [
        LongDay(
            zone: "America/New_York", date: "2026-03-08", from: "2026-03-08T05:00:00Z", to: "2026-03-09T04:00:00Z",
            slots: 46),
        LongDay(
            zone: "America/New_York", date: "2026-11-01", from: "2026-11-01T04:00:00Z", to: "2026-11-02T05:00:00Z",
            slots: 50),
        LongDay(
            zone: "Australia/Lord_Howe", date: "2026-10-04", from: "2026-10-03T13:30:00Z",
            to: "2026-10-04T13:00:00Z", slots: 47),
        LongDay(
            zone: "Australia/Lord_Howe", date: "2026-04-05", from: "2026-04-04T13:00:00Z",
            to: "2026-04-05T13:30:00Z", slots: 49),
        LongDay(
            zone: "Pacific/Chatham", date: "2026-09-27", from: "2026-09-26T11:15:00Z", to: "2026-09-27T10:15:00Z",
            slots: 46),
        LongDay(
            zone: "Pacific/Chatham", date: "2026-04-05", from: "2026-04-04T10:15:00Z", to: "2026-04-05T11:15:00Z",
            slots: 50),
        LongDay(
            zone: "Asia/Kathmandu", date: "2026-03-08", from: "2026-03-07T18:15:00Z", to: "2026-03-08T18:15:00Z",
            slots: 48),
        LongDay(
            zone: "Asia/Kathmandu", date: "2026-11-01", from: "2026-10-31T18:15:00Z", to: "2026-11-01T18:15:00Z",
            slots: 48),
    ]

    private func finder(
        _ hosts: HostTime..., lasting duration: Int = 30, every interval: Int = 30
    ) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [duration], interval: interval, window: .rolling(days: 400)), hosts,
            now: try moment("2026-01-01T00:00:00Z"))
    }

    @Test(arguments: days)
    func `every half hour that passes is offered once`(day: LongDay) throws {
        let ann = HostTime(hostID: "ann", hours: try hours(day.zone, "00:00-24:00"), busy: [])
        let whole = try window(day.from, day.to)
        let starts = try finder(ann).starts(within: whole)
        #expect(starts == (0..<day.slots).map { whole.start.adding(minutes: 30 * $0) })
        let zone = try systemZones.zone(day.zone)
        #expect(starts.allSatisfy { zone.civil(at: $0).date.description == day.date })
        #expect(zone.civil(at: whole.start.adding(minutes: -1)).date.description < day.date)
        #expect(zone.civil(at: whole.end).date.description > day.date)
        for start in starts { #expect(try finder(ann).takerIDs(start) == ["ann"]) }
    }

    @Test(arguments: days)
    func `two hosts of one zone make no duplicates`(day: LongDay) throws {
        let open = try hours(day.zone, "00:00-24:00")
        let (ann, bob) = (
            HostTime(hostID: "ann", hours: open, busy: []), HostTime(hostID: "bob", hours: open, busy: [])
        )
        #expect(try finder(ann, bob).starts(within: window(day.from, day.to)).count == day.slots)
    }

    @Test func `the skipped hour of New York has no slot, and the next is an hour of clocks later`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "01:00-04:00"), busy: [])
        let day = try window("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")
        let clocks = try finder(ann).clocks("America/New_York", within: day)
        #expect(clocks == "01:00 01:30 03:00 03:30")
    }

    @Test func `the hour New York shows twice has slots in both readings`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "01:00-03:00"), busy: [])
        let day = try window("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")
        let clocks = try finder(ann).clocks("America/New_York", within: day)
        #expect(clocks == "01:00 01:30 01:00 01:30 02:00 02:30")
    }

    @Test func `the opening hour is nine on every clock, before and after`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "09:00-09:30"), busy: [])
        let days = try window("2026-03-07T00:00:00Z", "2026-03-10T00:00:00Z")
        let starts = try finder(ann).starts(within: days).map(\.rfc3339)
        #expect(starts == ["2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z", "2026-03-09T13:00:00Z"])
    }

    @Test func `a meeting over the jump is as long as any other`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "00:00-06:00"), busy: [])
        let day = try window("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")
        // Five hours pass between midnight and six.
        #expect(try finder(ann, lasting: 300, every: 60).starts(within: day).count == 1)
        #expect(try finder(ann, lasting: 301, every: 60).starts(within: day).isEmpty)
    }

    @Test func `a day that a zone never had has no slots`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("Pacific/Apia", "09:00-10:00"), busy: [])
        let finder = try finder(ann).with(now: moment("2011-12-20T00:00:00Z"))
        let days = try window("2011-12-28T10:00:00Z", "2012-01-01T10:00:00Z")
        let starts = finder.starts(within: days).map(\.rfc3339)
        #expect(
            starts == [
                "2011-12-28T19:00:00Z", "2011-12-28T19:30:00Z", "2011-12-29T19:00:00Z", "2011-12-29T19:30:00Z",
                "2011-12-30T19:00:00Z", "2011-12-30T19:30:00Z", "2011-12-31T19:00:00Z", "2011-12-31T19:30:00Z",
            ])
    }

    @Test func `a day that Kwajalein skipped is not missed: nine on the clock comes every 24 hours`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("Pacific/Kwajalein", "09:00-09:30"), busy: [])
        let finder = try finder(ann).with(now: moment("1993-08-01T00:00:00Z"))
        let days = try window("1993-08-19T00:00:00Z", "1993-08-24T00:00:00Z")
        let starts = finder.starts(within: days)
        #expect(starts == (0..<5).map { days.start.adding(minutes: 1260 + $0 * 1440) })
        let zone = try systemZones.zone("Pacific/Kwajalein")
        #expect(starts.map { zone.civil(at: $0).date.day } == [19, 20, 22, 23, 24])
        // An override of the day that never was changes nothing.
        let skipped = OpeningHours(
            zone: zone, weeks: ann.hours.weeks, anchor: ann.hours.anchor,
            overrides: [try date("1993-08-21"): try ranges("00:00-24:00")])
        let bob = HostTime(hostID: "bob", hours: skipped, busy: [])
        #expect(try self.finder(bob).with(now: moment("1993-08-01T00:00:00Z")).starts(within: days) == starts)
    }

    @Test func `hours on both sides of midnight stay whole`() throws {
        // Santiago's clocks go from midnight to one in spring, and back to eleven in the evening in autumn.
        let open = try hours("America/Santiago", "00:00-02:00", "22:00-24:00")
        let ann = HostTime(hostID: "ann", hours: open, busy: [])
        let spring = try window("2026-09-05T16:00:00Z", "2026-09-06T16:00:00Z")
        #expect(
            try finder(ann).clocks("America/Santiago", within: spring) == "22:00 22:30 23:00 23:30 01:00 01:30")
        let autumn = try window("2026-04-04T16:00:00Z", "2026-04-05T16:00:00Z")
        #expect(
            try finder(ann).clocks("America/Santiago", within: autumn)
                == "22:00 22:30 23:00 23:30 23:00 23:30 00:00 00:30 01:00 01:30")
        let long = try finder(ann, lasting: 180)
        #expect(try long.clocks("America/Santiago", within: spring) == "22:00")
        #expect(try long.clocks("America/Santiago", within: autumn) == "22:00 22:30 23:00 23:30 23:00")
    }
}

struct `In every zone, on every day of 2026 and 2027 on which the clocks change` {
    /// The first moments of such days and of the days after them, found by what clocks show.
    private func days(of zone: Zone) throws -> [Interval] {
        let new = try date("2026-01-01")
        return (0..<730).compactMap { day in
            let today = new.adding(days: day)
            let from = zone.start(CivilDateTime(date: today, minuteOfDay: 0))
            let to = zone.start(CivilDateTime(date: today.adding(days: 1), minuteOfDay: 0))
            return zone.offset(at: from) == zone.offset(at: to) ? nil : Interval(start: from, end: to)
        }
    }

    private func finder(_ hours: OpeningHours) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [30], interval: 30, window: .rolling(days: 800)),
            [HostTime(hostID: "ann", hours: hours, busy: [])], now: try moment("2025-12-01T00:00:00Z"),
            zone: hours.zone)
    }

    @Test func `every half hour is offered once, and can be booked`() async throws {
        var count = 0
        for name in try systemZones.names() {
            let finder = try finder(hours(name, "00:00-24:00"))
            for day in try days(of: finder.calendar.zone) {
                let starts = finder.starts(within: day)
                #expect(starts == (0..<starts.count).map { day.start.adding(minutes: 30 * $0) }, "\(name)")
                #expect(day.end == day.start.adding(minutes: 30 * starts.count), "\(name)")
                #expect(starts.enumerated().allSatisfy { $0 % 4 > 0 || finder.refusal($1) == nil }, "\(name)")
                count += 1
            }
            await Task.yield()
        }
        #expect(count > 200)
    }

    @Test func `the office opens at nine and closes at five by its own clock, the days around too`() async throws {
        let oneDay = (18..<34).map { "\($0 < 20 ? "0" : "")\($0 / 2):\($0 % 2 == 0 ? "00" : "30")" }
        for name in try systemZones.names() {
            let finder = try finder(hours(name, "09:00-17:00"))
            let zone = finder.calendar.zone
            for day in try days(of: zone) {
                let around = Interval(start: day.start.adding(minutes: -1440), end: day.end.adding(minutes: 1440))
                let clocks = finder.starts(within: around).map { zone.civil(at: $0).clock }
                #expect(clocks == oneDay + oneDay + oneDay, "\(name) \(day.start.rfc3339)")
            }
            await Task.yield()
        }
    }
}
