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
            zone: "Asia/Kathmandu", date: "2026-03-08", from: "2026-03-07T18:15:00Z", to: "2026-03-08T18:15:00Z",
            slots: 48),
        LongDay(
            zone: "Asia/Kathmandu", date: "2026-11-01", from: "2026-10-31T18:15:00Z", to: "2026-11-01T18:15:00Z",
            slots: 48),
    ]

    private func finder(_ duration: Int = 30, every interval: Int = 30) throws -> SlotFinder {
        SlotFinder(
            rules: BookingRules(duration: duration, interval: interval, windowDays: 400),
            now: try moment("2026-01-01T00:00:00Z"))
    }

    @Test(arguments: days)
    func `every half hour that passes is offered once`(day: LongDay) throws {
        let ann = HostTime(hostID: "ann", hours: try hours(day.zone, "00:00-24:00"), busy: [])
        let whole = try window(day.from, day.to)
        let starts = try finder().starts(of: [ann], within: whole)
        #expect(starts == (0..<day.slots).map { whole.start.adding(minutes: 30 * $0) })
        let zone = try systemZones.zone(day.zone)
        #expect(starts.allSatisfy { zone.civil(at: $0).date.description == day.date })
        #expect(zone.civil(at: whole.start.adding(minutes: -1)).date.description < day.date)
        #expect(zone.civil(at: whole.end).date.description > day.date)
        for start in starts { #expect(try finder().hosts(free: start, among: [ann]) == ["ann"]) }
    }

    @Test(arguments: days)
    func `two hosts of one zone make no duplicates`(day: LongDay) throws {
        let open = try hours(day.zone, "00:00-24:00")
        let team = ["ann", "bob"].map { HostTime(hostID: $0, hours: open, busy: []) }
        #expect(try finder().starts(of: team, within: window(day.from, day.to)).count == day.slots)
    }

    @Test func `the skipped hour of New York has no slot, and the next is an hour of clocks later`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "01:00-04:00"), busy: [])
        let day = try window("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")
        let clocks = try finder().clocks("America/New_York", of: [ann], within: day)
        #expect(clocks == "01:00 01:30 03:00 03:30")
    }

    @Test func `the hour New York shows twice has slots in both readings`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "01:00-03:00"), busy: [])
        let day = try window("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")
        let clocks = try finder().clocks("America/New_York", of: [ann], within: day)
        #expect(clocks == "01:00 01:30 01:00 01:30 02:00 02:30")
    }

    @Test func `the opening hour is nine on every clock, before and after`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "09:00-09:30"), busy: [])
        let days = try window("2026-03-07T00:00:00Z", "2026-03-10T00:00:00Z")
        let starts = try finder().starts(of: [ann], within: days).map(\.rfc3339)
        #expect(starts == ["2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z", "2026-03-09T13:00:00Z"])
    }

    @Test func `a meeting over the jump is as long as any other`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("America/New_York", "00:00-06:00"), busy: [])
        let day = try window("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")
        // Five hours pass between midnight and six.
        #expect(try finder(300, every: 60).starts(of: [ann], within: day).count == 1)
        #expect(try finder(301, every: 60).starts(of: [ann], within: day).isEmpty)
    }

    @Test func `a day that a zone never had has no slots`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("Pacific/Apia", "09:00-10:00"), busy: [])
        let finder = SlotFinder(
            rules: BookingRules(duration: 30, interval: 30, windowDays: 30),
            now: try moment("2011-12-20T00:00:00Z"))
        let days = try window("2011-12-28T10:00:00Z", "2012-01-01T10:00:00Z")
        let starts = finder.starts(of: [ann], within: days).map(\.rfc3339)
        #expect(
            starts == [
                "2011-12-28T19:00:00Z", "2011-12-28T19:30:00Z", "2011-12-29T19:00:00Z", "2011-12-29T19:30:00Z",
                "2011-12-30T19:00:00Z", "2011-12-30T19:30:00Z", "2011-12-31T19:00:00Z", "2011-12-31T19:30:00Z",
            ])
    }
}
