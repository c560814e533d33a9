import Scheduling
import Testing
import TimeZones

struct `A booking window of dates` {
    private func finder(
        _ first: String, _ last: String, zone: String = "America/New_York", now: String = "2026-11-01T12:00:00Z",
        notice: Int = 0
    ) throws -> SlotFinder {
        let rules = BookingRules(
            durations: [60], interval: 60, minimumNotice: notice,
            window: .dates(first: try date(first), last: try date(last)))
        return SlotFinder(
            rules, [HostTime(hostID: "ann", hours: try hours("UTC", "00:00-24:00"), busy: [])],
            now: try moment(now), zone: try systemZones.zone(zone))
    }

    private func ends(_ finder: SlotFinder) throws -> [String?] {
        let starts = finder.starts(within: try window("2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z"))
        return [starts.first?.rfc3339, starts.last?.rfc3339]
    }

    @Test func `holds both its days, on the calendar's clocks`() throws {
        #expect(try ends(finder("2026-12-07", "2026-12-08")) == ["2026-12-07T05:00:00Z", "2026-12-09T04:00:00Z"])
        #expect(
            try ends(finder("2026-12-07", "2026-12-07", zone: "Asia/Tokyo")) == [
                "2026-12-06T15:00:00Z", "2026-12-07T14:00:00Z",
            ])
        // A day of 25 hours.
        #expect(
            try ends(finder("2026-11-01", "2026-11-01", now: "2026-10-01T00:00:00Z")) == [
                "2026-11-01T04:00:00Z", "2026-11-02T04:00:00Z",
            ])
    }

    @Test func `refuses what is before it as too soon, and what is after it as too far`() throws {
        let finder = try finder("2026-12-07", "2026-12-08")
        #expect(try finder.refusal("2026-12-07T04:00:00Z") == .notice)
        #expect(try finder.refusal("2026-12-07T05:00:00Z") == nil)
        #expect(try finder.refusal("2026-12-09T04:00:00Z") == nil)
        #expect(try finder.refusal("2026-12-09T05:00:00Z") == .tooFar)
        let latest = finder.calendar.rules.latestStart(now: finder.now, in: finder.calendar.zone)
        #expect(latest == Instant(milliseconds: try moment("2026-12-09T05:00:00Z").milliseconds - 1))
    }

    @Test func `is cut by now and by the notice`() throws {
        let now = "2026-12-07T11:30:00Z"
        #expect(try ends(finder("2026-12-07", "2026-12-07", now: now)).first == "2026-12-07T12:00:00Z")
        let later = try finder("2026-12-07", "2026-12-07", now: now, notice: 120)
        #expect(try ends(later).first == "2026-12-07T14:00:00Z")
        #expect(try ends(finder("2026-12-01", "2026-12-02", now: now)) == [nil, nil])
        let over = try finder("2026-12-01", "2026-12-02", now: now)
        #expect(try over.codes("2026-12-07T11:00:00Z") == [[.past, .tooFar], []])
    }

    @Test func `has nothing when it ends before it begins`() throws {
        #expect(try ends(finder("2026-12-08", "2026-12-07")) == [nil, nil])
    }
}

struct `A rolling window` {
    private func finder(days: Int) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [30], interval: 30, window: .rolling(days: days)),
            [HostTime(hostID: "ann", hours: try hours("Europe/Berlin", "09:00-10:00"), busy: [])],
            now: try moment("2026-01-01T00:00:00Z"))
    }

    @Test func `of years lists every day once`() throws {
        let years = try window("2025-01-01T00:00:00Z", "2029-01-01T00:00:00Z")
        let starts = try finder(days: 730).starts(within: years)
        #expect(starts.count == 730 * 2)
        #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
        let berlin = try systemZones.zone("Europe/Berlin")
        #expect(Set(starts.map { berlin.civil(at: $0).clock }) == ["09:00", "09:30"])
    }

    @Test func `of no days, or of too many to count, is harmless`() throws {
        let week = try window("2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z")
        for (days, count) in [(0, 0), (-5, 0), (.min, 0), (.max, 14)] {
            #expect(try finder(days: days).starts(within: week).count == count)
        }
    }

    @Test func `answers about moments far from any calendar`() throws {
        let finder = try finder(days: 30)
        for milliseconds in [Int64.min, .min + 1, -1, 0, .max - 1, .max] {
            let start = Instant(milliseconds: milliseconds)
            #expect(finder.refusal(start) == (milliseconds <= 0 ? .past : .tooFar))
            #expect(finder.explain(start, duration: 30).hosts.count == 1)
        }
        let always = Interval(start: Instant(milliseconds: .min), end: Instant(milliseconds: .max))
        #expect(finder.starts(within: always).count == 60)
    }
}
