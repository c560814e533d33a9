import Scheduling
import Testing
import TimeZones

struct `Slots` {
    private let monday: Interval
    private let now: Instant

    init() throws {
        monday = try window("2026-12-07T00:00:00Z", "2026-12-08T00:00:00Z")
        now = try moment("2026-12-01T12:00:00Z")
    }

    private func finder(_ hosts: HostTime..., lasting duration: Int = 30, every interval: Int = 30) -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [duration], interval: interval, window: .rolling(days: 60)), hosts, now: now)
    }

    @Test func `of a day begin on the grid and end within the hours`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-12:00"), busy: [])
        #expect(try finder(ann, lasting: 60, every: 60).clocks(within: monday) == "09:00 10:00 11:00")
        #expect(try finder(ann, lasting: 60, every: 45).clocks(within: monday) == "09:00 09:45 10:30")
        #expect(try finder(ann, lasting: 90, every: 30).clocks(within: monday) == "09:00 09:30 10:00 10:30")
        #expect(try finder(ann, lasting: 180, every: 15).clocks(within: monday) == "09:00")
        #expect(try finder(ann, lasting: 181, every: 15).clocks(within: monday) == "")
    }

    @Test func `are counted from the start of each range`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:10-10:30", "13:05-14:05"), busy: [])
        #expect(try finder(ann).clocks(within: monday) == "09:10 09:40 13:05 13:35")
    }

    @Test func `of a range do not depend on where the question begins`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:10-12:00"), busy: [])
        let late = try window("2026-12-07T10:00:00Z", "2026-12-07T11:00:00Z")
        #expect(try finder(ann, lasting: 25, every: 25).clocks(within: late) == "10:00 10:25 10:50")
        let later = try window("2026-12-07T10:01:00Z", "2026-12-07T10:50:00Z")
        #expect(try finder(ann, lasting: 25, every: 25).clocks(within: later) == "10:25")
    }

    @Test func `of a month are those of its days`() throws {
        let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        let ann = HostTime(
            hostID: "ann", hours: try hours("Europe/Berlin", "09:00-12:00", "13:00-17:00", on: weekdays), busy: [])
        let month = try window("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")
        let finder = finder(ann).with(now: try moment("2026-11-30T00:00:00Z"))
        let starts = finder.starts(within: month)
        #expect(starts.count == 23 * 14)
        #expect(starts == Array(Set(starts)).sorted())
        let days = (0..<31).flatMap { day in
            let start = month.start.adding(minutes: day * 1440)
            return finder.starts(within: Interval(start: start, minutes: 1440))
        }
        #expect(days == starts)
    }

    @Test func `may run on over midnight where the next day is open`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "00:00-01:00", "22:00-24:00"), busy: [])
        let evening = try window("2026-12-07T12:00:00Z", "2026-12-08T00:00:00Z")
        #expect(try finder(ann, lasting: 90, every: 30).clocks(within: evening) == "22:00 22:30 23:00 23:30")
        let bob = HostTime(hostID: "bob", hours: try hours("UTC", "22:00-24:00"), busy: [])
        #expect(try finder(bob, lasting: 90, every: 30).clocks(within: evening) == "22:00 22:30")
        #expect(try finder(ann, lasting: 90, every: 30).refusal("2026-12-07T23:30:00Z") == nil)
        #expect(try finder(bob, lasting: 90, every: 30).refusal("2026-12-07T23:30:00Z") == .duration)
    }

    @Test func `as long as a day fit where every day is open`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "00:00-24:00"), busy: [])
        #expect(finder(ann, lasting: 1440, every: 720).starts(within: monday).count == 2)
        let weekdays: [Weekday] = [.monday, .tuesday]
        let bob = HostTime(hostID: "bob", hours: try hours("UTC", "00:00-24:00", on: weekdays), busy: [])
        let days = try window("2026-12-07T00:00:00Z", "2026-12-10T00:00:00Z")
        let clocks = try finder(bob, lasting: 1440, every: 720).clocks(within: days)
        #expect(clocks == "00:00 12:00 00:00")
    }

    @Test func `are those of any host, once each, wherever the hosts live`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("Europe/Berlin", "09:00-11:00"), busy: [])
        let bob = HostTime(hostID: "bob", hours: try hours("America/New_York", "04:00-05:00"), busy: [])
        let eve = HostTime(hostID: "eve", hours: try hours("Asia/Kathmandu", "14:15-15:45"), busy: [])
        let finder = finder(bob, eve, ann)
        // 08:00–10:00, 09:00–10:00 and 08:30–10:00 in UTC.
        #expect(try finder.clocks(within: monday) == "08:00 08:30 09:00 09:30")
        #expect(finder.takerIDs(try moment("2026-12-07T08:00:00Z")) == ["ann"])
        #expect(finder.takerIDs(try moment("2026-12-07T08:30:00Z")) == ["eve", "ann"])
        #expect(finder.takerIDs(try moment("2026-12-07T09:30:00Z")) == ["bob", "eve", "ann"])
    }

    @Test func `of a host whose connection is broken are not offered`() throws {
        let open = try hours("UTC", "09:00-10:00")
        let broken = HostTime(hostID: "ann", hours: open, busy: [], canHost: false)
        let working = HostTime(hostID: "bob", hours: open, busy: [])
        #expect(finder(broken).starts(within: monday).isEmpty)
        #expect(finder(broken, working).starts(within: monday).count == 2)
        #expect(finder(broken, working).takerIDs(try moment("2026-12-07T09:00:00Z")) == ["bob"])
    }

    @Test func `of nobody, or within nothing, are none`() throws {
        #expect(finder().starts(within: monday).isEmpty)
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "00:00-24:00"), busy: [])
        let nothing = Interval(start: monday.start, end: monday.start)
        #expect(finder(ann).starts(within: nothing).isEmpty)
        #expect(try finder().refusal("2026-12-07T09:00:00Z") == .outsideHours)
    }
}
