import Scheduling
import Testing
import TimeZones

struct `Limits per day, week and month` {
    private let now: Instant

    init() throws {
        now = try moment("2026-11-20T12:00:00Z")
    }

    private func finder(
        _ hosts: HostTime..., limits: Limits = .none, zone: String = "UTC", meetings: String...
    ) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [60], interval: 60, window: .rolling(days: 90), limits: limits), hosts,
            now: now,
            zone: try systemZones.zone(zone), meetings: try meetings.map(moment))
    }

    private func host(
        _ id: String = "ann", zone: String = "UTC", limits: Limits = .none, _ busy: BusyTime...
    ) throws -> HostTime {
        HostTime(hostID: id, hours: try hours(zone, "00:00-24:00"), busy: busy, limits: limits)
    }

    /// How many slots each day of a week in December has, from Monday the seventh on, in UTC.
    private func perDay(_ finder: SlotFinder, days: Int = 7) throws -> [Int] {
        let monday = try moment("2026-12-07T00:00:00Z")
        return (0..<days).map { day in
            finder.starts(within: Interval(start: monday.adding(minutes: day * 1440), minutes: 1440)).count
        }
    }

    @Test func `of a day close the days that have as many meetings`() throws {
        let finder = try finder(
            host(), limits: Limits(perDay: 2),
            meetings: "2026-12-07T09:00:00Z", "2026-12-07T23:00:00Z", "2026-12-08T00:00:00Z",
            "2026-12-10T00:00:00Z", "2026-12-10T00:00:00Z", "2026-12-10T00:00:00Z")
        #expect(try perDay(finder) == [0, 24, 24, 0, 24, 24, 24])
        #expect(try finder.refusal("2026-12-07T12:00:00Z") == .dayLimit)
        #expect(try finder.refusal("2026-12-08T12:00:00Z") == nil)
    }

    @Test func `of a week run from Monday to Sunday`() throws {
        let full = try finder(
            host(), limits: Limits(perWeek: 2), meetings: "2026-12-07T00:00:00Z", "2026-12-13T23:00:00Z")
        #expect(try perDay(full, days: 9) == [0, 0, 0, 0, 0, 0, 0, 24, 24])
        #expect(try full.refusal("2026-12-06T23:00:00Z") == nil)
        #expect(try full.refusal("2026-12-13T22:00:00Z") == .weekLimit)
        let beside = try finder(
            host(), limits: Limits(perWeek: 2), meetings: "2026-12-06T23:00:00Z", "2026-12-14T00:00:00Z")
        #expect(try perDay(beside) == [24, 24, 24, 24, 24, 24, 24])
    }

    @Test func `of a month close it to its end`() throws {
        let full = try finder(
            host(), limits: Limits(perMonth: 1), meetings: "2026-12-31T23:00:00Z")
        #expect(try perDay(full, days: 27) == Array(repeating: 0, count: 25) + [24, 24])
        #expect(try full.refusal("2026-12-01T00:00:00Z") == .monthLimit)
        #expect(try full.refusal("2026-11-30T23:00:00Z") == nil)
    }

    @Test func `count by the days of the calendar's own zone`() throws {
        // Half past midnight on the eighth in Berlin, the afternoon of the seventh in Los Angeles.
        let meeting = "2026-12-07T23:30:00Z"
        let berlin = try finder(host(), limits: Limits(perDay: 1), zone: "Europe/Berlin", meetings: meeting)
        #expect(try perDay(berlin) == [23, 1, 24, 24, 24, 24, 24])
        let west = try finder(host(), limits: Limits(perDay: 1), zone: "America/Los_Angeles", meetings: meeting)
        #expect(try perDay(west) == [8, 16, 24, 24, 24, 24, 24])
    }

    @Test func `of nothing at all close everything`() throws {
        for limits in [Limits(perDay: 0), Limits(perWeek: 0), Limits(perMonth: 0)] {
            #expect(try perDay(finder(host(), limits: limits)).allSatisfy { $0 == 0 })
            #expect(try perDay(finder(host(limits: limits))).allSatisfy { $0 == 0 })
        }
    }

    @Test func `of a host count their booked and held times over all calendars, by their own days`() throws {
        let late = try busy("2026-12-07T23:00:00Z", minutes: 60)
        let held = try busy("2026-12-09T08:00:00Z", minutes: 60, .held)
        let blocks = [
            try busy("2026-12-10T08:00:00Z", minutes: 60, .blocked),
            try busy("2026-12-10T10:00:00Z", minutes: 60, .external),
        ]
        let ann = try host(zone: "Europe/Berlin", limits: Limits(perDay: 1)).with(busy: [late, held] + blocks)
        let finder = try finder(ann)
        #expect(try perDay(finder) == [23, 0, 1, 22, 24, 24, 24])
        #expect(try finder.refusal("2026-12-08T12:00:00Z") == .dayLimit)
        #expect(try finder.codes("2026-12-09T08:00:00Z") == [[], [.dayLimit, .held]])
        #expect(try finder.codes("2026-12-10T08:00:00Z") == [[], [.blocked]])
    }

    @Test func `of one host leave the others free`() throws {
        let limited = try host(limits: Limits(perWeek: 1), busy("2026-12-12T08:00:00Z", minutes: 60))
        let finder = try finder(limited, host("bob"))
        #expect(try finder.takerIDs(moment("2026-12-08T12:00:00Z")) == ["bob"])
        #expect(try finder.takerIDs(moment("2026-12-15T12:00:00Z")) == ["ann", "bob"])
        #expect(try perDay(finder).allSatisfy { $0 == 24 })
    }

    @Test func `are all told that are reached, day, week and month`() throws {
        let all = Limits(perDay: 1, perWeek: 1, perMonth: 1)
        let taken = try busy("2026-12-07T08:00:00Z", minutes: 60)
        let finder = try finder(host(limits: all, taken), limits: all, meetings: "2026-12-07T08:00:00Z")
        #expect(
            try finder.codes("2026-12-07T12:00:00Z") == [
                [.dayLimit, .weekLimit, .monthLimit], [.monthLimit, .weekLimit, .dayLimit],
            ])
        #expect(
            try finder.codes("2026-12-08T12:00:00Z") == [[.weekLimit, .monthLimit], [.monthLimit, .weekLimit]])
        #expect(try finder.codes("2026-12-14T12:00:00Z") == [[.monthLimit], [.monthLimit]])
        #expect(try finder.refusal("2026-12-07T12:00:00Z") == .dayLimit)
    }

    @Test func `hold on the day a zone leaves out and on days of other lengths`() throws {
        for (zone, first, days) in [("Pacific/Apia", "2011-12-27", 8), ("Europe/Berlin", "2026-10-23", 5)] {
            let open = try hours(zone, "00:00-24:00")
            for day in (0..<days).map({ (try? date(first))?.adding(days: $0) }).compactMap({ $0 }) {
                let meeting = open.zone.start(CivilDateTime(date: day, minuteOfDay: 600))
                let finder = SlotFinder(
                    BookingRules(
                        durations: [60], interval: 60, window: .rolling(days: 90), limits: Limits(perDay: 1)),
                    [HostTime(hostID: "ann", hours: open, busy: [])], now: meeting.adding(minutes: -14_400),
                    zone: open.zone, meetings: [meeting])
                let around = Interval(start: meeting.adding(minutes: -4320), end: meeting.adding(minutes: 4320))
                let closed = open.zone.civil(at: meeting).date
                let starts = finder.starts(within: around)
                #expect(starts.allSatisfy { open.zone.civil(at: $0).date != closed })
                let minutes = (0..<144).map { around.start.adding(minutes: $0 * 60) }
                #expect(starts == minutes.filter { open.zone.civil(at: $0).date != closed })
            }
        }
    }
}

struct `What has to be known to apply limits` {
    private func reach(
        _ limits: Limits, _ start: String, _ end: String, in zone: String = "UTC"
    ) throws -> [String] {
        let reach = limits.reach(of: try window(start, end), in: try systemZones.zone(zone))
        return [reach.start.rfc3339, reach.end.rfc3339]
    }

    @Test func `is whole days, weeks or months of the zone`() throws {
        let (start, end) = ("2026-12-09T10:00:00Z", "2026-12-10T00:00:00Z")
        #expect(try reach(.none, start, end) == ["2026-12-09T00:00:00Z", "2026-12-10T00:00:00Z"])
        #expect(try reach(Limits(perDay: 3), start, end) == ["2026-12-09T00:00:00Z", "2026-12-10T00:00:00Z"])
        #expect(try reach(Limits(perWeek: 3), start, end) == ["2026-12-07T00:00:00Z", "2026-12-14T00:00:00Z"])
        #expect(try reach(Limits(perMonth: 3), start, end) == ["2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"])
        #expect(
            try reach(Limits(perWeek: 3, perMonth: 3), "2026-12-01T10:00:00Z", "2026-12-02T10:00:00Z") == [
                "2026-11-30T00:00:00Z", "2027-01-01T00:00:00Z",
            ])
        #expect(
            try reach(Limits(perDay: 3), start, end, in: "Asia/Kathmandu") == [
                "2026-12-08T18:15:00Z", "2026-12-10T18:15:00Z",
            ])
        #expect(
            try reach(Limits(perMonth: 1), "2026-10-10T00:00:00Z", "2026-10-10T00:00:00Z", in: "Europe/Berlin")
                == [
                    "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z",
                ])
    }

    @Test func `is enough: meetings beyond it change no slot`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<150 {
            let drawn = try RandomCalendar(using: &random)
            let finder = try drawn.finder()
            let reach = finder.calendar.rules.limits.reach(of: drawn.asWindow, in: finder.calendar.zone)
            let known = finder.with(meetings: finder.calendar.meetings.filter(reach.contains))
            let slots = finder.slots(within: drawn.asWindow, duration: drawn.duration)
            #expect(known.slots(within: drawn.asWindow, duration: drawn.duration) == slots)
        }
    }

    @Test func `is nothing where nothing is limited`() {
        #expect(Limits.none.isEmpty)
        #expect(Limits().isEmpty)
        #expect(!Limits(perDay: 1).isEmpty && !Limits(perWeek: 1).isEmpty && !Limits(perMonth: 1).isEmpty)
    }
}
