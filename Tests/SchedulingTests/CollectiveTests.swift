import Scheduling
import Testing
import TimeZones

struct `A collective calendar` {
    private let monday: Interval

    init() throws {
        monday = try window("2026-12-07T00:00:00Z", "2026-12-08T00:00:00Z")
    }

    private func host(
        _ id: String, _ open: String, busy: [BusyTime] = [], isRequired: Bool = true
    ) throws -> HostTime {
        HostTime(hostID: id, hours: try hours("UTC", open), busy: busy, isRequired: isRequired)
    }

    private func finder(_ hosts: HostTime..., interval: Int = 30) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [30], interval: interval, window: .rolling(days: 60)), hosts,
            now: try moment("2026-12-01T12:00:00Z"), kind: .collective)
    }

    @Test func `offers what all required hosts have in common`() throws {
        let taken = try host("bob", "10:00-13:00", busy: [busy("2026-12-07T10:30:00Z", minutes: 30)])
        let both = try finder(host("ann", "09:00-12:00"), taken)
        #expect(try both.clocks(within: monday) == "10:00 11:00 11:30")
        #expect(both.takerIDs(try moment("2026-12-07T11:00:00Z")) == ["ann", "bob"])
        // Each counts from the beginning of their own hours.
        #expect(try finder(host("ann", "09:00-12:00"), host("bob", "09:15-12:00")).clocks(within: monday) == "")
        let quarter = try finder(host("ann", "09:00-11:00"), host("bob", "09:15-11:00"), interval: 15)
        #expect(try quarter.clocks(within: monday) == "09:15 09:30 09:45 10:00 10:15 10:30")
    }

    @Test func `asks optional hosts along where they are free, and offers all the same where they are not`() throws
    {
        let eve = try host("eve", "10:00-11:00", isRequired: false)
        let ann = try host("ann", "09:00-11:00")
        #expect(try finder(eve, ann).clocks(within: monday) == "09:00 09:30 10:00 10:30")
        #expect(try finder(eve, ann).takerIDs(moment("2026-12-07T09:00:00Z")) == ["ann"])
        #expect(try finder(eve, ann).takerIDs(moment("2026-12-07T10:00:00Z")) == ["eve", "ann"])
        #expect(try finder(eve, ann).codes("2026-12-07T09:00:00Z") == [[], [.outsideHours], []])
    }

    @Test func `says when some are free and others are not`() throws {
        let bob = try host("bob", "09:00-12:00", busy: [busy("2026-12-07T10:30:00Z", minutes: 30)])
        let finder = try finder(host("ann", "09:00-11:30"), bob)
        #expect(try finder.codes("2026-12-07T10:30:00Z") == [[.collective], [], [.booked]])
        #expect(try finder.refusal("2026-12-07T10:30:00Z") == .slotTaken)
        #expect(try finder.codes("2026-12-07T11:30:00Z") == [[.collective], [.outsideHours], []])
        #expect(try finder.refusal("2026-12-07T11:30:00Z") == .slotTaken)
        #expect(try finder.codes("2026-12-07T12:00:00Z") == [[], [.outsideHours], [.outsideHours]])
        #expect(try finder.refusal("2026-12-07T12:00:00Z") == .outsideHours)
    }

    @Test func `offers nothing while nobody is required`() throws {
        let finder = try finder(host("ann", "09:00-12:00", isRequired: false))
        #expect(finder.starts(within: monday).isEmpty)
        #expect(try finder.refusal("2026-12-07T09:00:00Z") == .outsideHours)
        #expect(try self.finder().starts(within: monday).isEmpty)
    }

    @Test func `of random hosts offers no more than each of them would, and all that each of them would`() throws {
        var random = SeededGenerator(seed: 52)
        var offered = 0
        for _ in 0..<400 {
            let drawn = try RandomCalendar(using: &random)
            let hosts = try drawn.finder().calendar.hosts.map { $0.with(open: []) }
            let finder = try drawn.finder().with(hosts, kind: .collective)
            let starts = Set(finder.slots(within: drawn.asWindow, duration: drawn.duration).map(\.start))
            var common: Set<Instant>?
            for host in hosts where host.isRequired {
                let theirs = finder.with([host], kind: .personal).slots(
                    within: drawn.asWindow, duration: drawn.duration)
                common = common?.intersection(theirs.map(\.start)) ?? Set(theirs.map(\.start))
            }
            #expect(starts == common ?? [], "\(drawn.text)")
            offered += starts.count
        }
        #expect(offered > 200)
    }
}

struct `A calendar with hours of its own` {
    private func finder(_ calendar: String, _ hosts: String..., duration: Int = 30) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [duration], interval: 30, window: .rolling(days: 60)),
            try hosts.enumerated().map { index, open in
                HostTime(hostID: "host\(index)", hours: try hours("UTC", open), busy: [])
            },
            now: try moment("2026-12-01T12:00:00Z"), hours: try hours("UTC", calendar))
    }

    private func clocks(_ finder: SlotFinder) throws -> String {
        try finder.clocks(within: window("2026-12-07T00:00:00Z", "2026-12-08T00:00:00Z"))
    }

    @Test func `cuts the hosts' hours to them and counts from their beginning`() throws {
        #expect(try clocks(finder("10:10-12:00", "09:00-17:00")) == "10:10 10:40 11:10")
        #expect(try clocks(finder("10:10-12:00", "10:30-11:30")) == "10:40")
        #expect(try clocks(finder("10:10-12:00", "10:30-11:40")) == "10:40 11:10")
        #expect(try clocks(finder("10:00-12:00", "09:15-10:45", "11:00-11:30")) == "10:00 11:00")
        #expect(try clocks(finder("10:00-12:00", "13:00-14:00")) == "")
    }

    @Test func `keeps slots within both`() throws {
        #expect(try clocks(finder("10:00-12:00", "09:00-11:00", duration: 60)) == "10:00")
        #expect(try clocks(finder("10:00-11:00", "09:00-12:00", duration: 60)) == "10:00")
    }

    @Test func `says what is outside of either, off its grid, or too long for either`() throws {
        let finder = try finder("10:10-12:00", "10:00-11:25")
        #expect(try finder.codes("2026-12-07T10:00:00Z") == [[], [.outsideHours]])
        #expect(try finder.codes("2026-12-07T11:40:00Z") == [[], [.outsideHours]])
        #expect(try finder.codes("2026-12-07T10:30:00Z") == [[], [.offGrid]])
        #expect(try finder.codes("2026-12-07T11:10:00Z") == [[], [.duration]])
        #expect(try finder.codes("2026-12-07T11:15:00Z") == [[], [.duration, .offGrid]])
        #expect(try finder.codes("2026-12-07T10:40:00Z") == [[], []])
    }

    @Test func `and no hosts is open by them, as its own host`() throws {
        let open = try hours("UTC", "10:00-11:00")
        let finder = SlotFinder(
            BookingRules(durations: [30], interval: 30, window: .rolling(days: 60)),
            [HostTime(hostID: "cal_test", hours: open, busy: [try busy("2026-12-07T10:30:00Z", minutes: 5)])],
            now: try moment("2026-12-01T12:00:00Z"), kind: .unassigned)
        #expect(try clocks(finder) == "10:00")
        #expect(finder.takerIDs(try moment("2026-12-07T10:00:00Z")) == ["cal_test"])
    }
}
