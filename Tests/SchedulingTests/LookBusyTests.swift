import Scheduling
import Testing
import TimeZones

struct `Looking busy` {
    private let monday: Interval
    private let now: Instant

    init() throws {
        monday = try window("2026-12-07T00:00:00Z", "2026-12-08T00:00:00Z")
        now = try moment("2026-12-01T12:00:00Z")
    }

    private func finder(
        _ percent: Int, kind: CalendarKind = .roundRobin, id: String = "cal_one", seats: Int = 1,
        limits: Limits = .none, hosts: [HostTime]? = nil
    ) throws -> SlotFinder {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-17:00"), busy: [])
        return SlotFinder(
            BookingRules(
                durations: [30, 60], interval: 30, window: .rolling(days: 60), limits: limits, seats: seats,
                lookBusy: percent), hosts ?? [ann], now: now, kind: kind, id: id)
    }

    @Test(arguments: [(0, 16), (1, 16), (7, 15), (25, 12), (50, 8), (90, 2), (100, 2), (-10, 16)])
    func `hides that many percent of a day's starts, rounded down`(percent: Int, shown: Int) throws {
        #expect(try finder(percent).starts(within: monday).count == shown)
    }

    @Test func `hides the same starts at every look, other ones on other days and calendars`() throws {
        let shown = try finder(50).starts(within: monday)
        #expect(try finder(50).starts(within: monday) == shown)
        #expect(try finder(50, id: "cal_two").starts(within: monday) != shown)
        let tuesday = Interval(start: monday.end, minutes: 1440)
        #expect(try finder(50).starts(within: tuesday).map { $0.adding(minutes: -1440) } != shown)
    }

    @Test func `hides by the day of the calendar, however much of it is asked for`() throws {
        let whole = try finder(50).starts(within: monday)
        let parts = try (0..<48).flatMap { half in
            try finder(50).starts(within: Interval(start: monday.start.adding(minutes: half * 30), minutes: 30))
        }
        #expect(parts == whole)
    }

    @Test func `hides the same starts whatever the hour and the notice`() throws {
        let shown = try finder(50).starts(within: monday)
        let looks = [("2026-12-07T10:10:00Z", 0), ("2026-12-06T10:10:00Z", 1800), ("2026-10-08T14:00:00Z", 0)]
        for (clock, notice) in looks {
            var rules = try finder(50).calendar.rules
            rules.minimumNotice = notice
            let finder = try finder(50).with(rules: rules, now: moment(clock))
            let (first, last) = (
                max(rules.earliestStart(now: finder.now), finder.now.adding(seconds: 1)),
                rules.latestStart(now: finder.now, in: finder.calendar.zone)
            )
            #expect(finder.starts(within: monday) == shown.filter { first <= $0 && $0 <= last })
            #expect(finder.starts(within: monday) != shown)
        }
    }

    @Test func `refuses what is hidden like what is taken, and tells staff why`() throws {
        let all = try finder(0).starts(within: monday)
        let busy = try finder(50)
        let shown = Set(busy.starts(within: monday))
        for start in all {
            #expect(busy.refusal(start) == (shown.contains(start) ? nil : .slotTaken))
            let explanation = busy.explain(start, duration: 30)
            #expect(explanation.calendarCodes == (shown.contains(start) ? [] : [.lookBusy]))
            #expect(explanation.hosts.allSatisfy { $0.codes.isEmpty })
        }
    }

    @Test func `counts what is truly taken first`() throws {
        let taken = try busy("2026-12-07T09:00:00Z", minutes: 180)
        let hosts = try finder(0).calendar.hosts.map { $0.with(busy: [taken]) }
        // Six of sixteen are taken, so that two more are hidden to make eight.
        #expect(try finder(50, hosts: hosts).starts(within: monday).count == 8)
        #expect(try finder(37, hosts: hosts).starts(within: monday).count == 10)
        #expect(try finder(20, hosts: hosts).starts(within: monday).count == 10)
        let closed = try finder(50, limits: Limits(perDay: 1)).with(meetings: [moment("2026-12-07T09:00:00Z")])
        #expect(closed.starts(within: monday).isEmpty)
        // Bob's eight starts count as taken while his connection is broken: more than a quarter of all 24.
        let bob = HostTime(hostID: "bob", hours: try hours("UTC", "17:00-21:00"), busy: [], canHost: false)
        let both = try finder(0).calendar.hosts + [bob]
        #expect(try finder(25, hosts: both).starts(within: monday).count == 16)
        #expect(try finder(50, hosts: both).starts(within: monday).count == 12)
    }

    @Test func `does not concern classes`() throws {
        #expect(try finder(50, kind: .class, seats: 5).starts(within: monday).count == 16)
        for kind in CalendarKind.allCases where kind != .class {
            #expect(try finder(50, kind: kind).starts(within: monday).count == 8)
        }
    }

    @Test func `never hides a meeting that others may join`() throws {
        for half in 0..<16 {
            let start = monday.start.adding(minutes: 540 + half * 30)
            let meeting = Interval(start: start, minutes: 30)
            let ann = try finder(0).calendar.hosts[0].with(
                busy: [BusyTime(interval: meeting)],
                open: [OpenMeeting(meetingID: "mtg_one", interval: meeting, seatsTaken: 1)])
            let before = try finder(50, seats: 3).starts(within: monday)
            let after = try finder(50, seats: 3, hosts: [ann])
            #expect(Set(after.starts(within: monday)) == Set(before).union([start]))
            #expect(after.refusal(start) == nil)
        }
    }

    @Test func `never takes away what was shown while others book, and all it shows can be booked`() async throws {
        var random = SeededGenerator(seed: 33)
        var bookings = 0
        for _ in 0..<120 {
            let drawn = try RandomCalendar(using: &random)
            var finder = try drawn.finder(lookingBusy: random.pick([20, 40, 60, 90]))
            var free = try drawn.finder(lookingBusy: 0)
            var shown = finder.slots(within: drawn.asWindow, duration: drawn.duration).map(\.start)
            for _ in 0..<10 {
                // Staff may book what is hidden, too.
                let open = free.slots(within: drawn.asWindow, duration: drawn.duration)
                guard let start = open.randomElement(using: &random)?.start else { break }
                free = free.booking(start, drawn.duration)
                finder = finder.with(free.calendar.hosts, meetings: free.calendar.meetings)
                let possible = Set(free.slots(within: drawn.asWindow, duration: drawn.duration).map(\.start))
                let now = finder.slots(within: drawn.asWindow, duration: drawn.duration).map(\.start)
                #expect(Set(now).isSubset(of: possible))
                #expect(Set(now).isSuperset(of: possible.intersection(shown)), "\(drawn.text)")
                shown = now
                bookings += 1
            }
            await Task.yield()
        }
        #expect(bookings > 150)
    }
}
