import Scheduling
import Testing
import TimeZones

struct `Seats` {
    private let start = "2026-12-07T10:00:00Z"
    private let morning: Interval

    init() throws {
        morning = try window("2026-12-07T09:00:00Z", "2026-12-07T12:00:00Z")
    }

    private func host(
        _ id: String = "ann", taken: Int? = nil, _ more: BusyTime..., meeting: String = "mtg_one",
        kind: BusyTime.Kind = .booked, limits: Limits = .none, isRequired: Bool = true
    ) throws -> HostTime {
        let own = try taken.map { _ in [try busy(start, minutes: 60, before: 15, after: 15, kind)] } ?? []
        let meetings = try taken.map { [try open(meeting, start, minutes: 60, taken: $0)] } ?? []
        return HostTime(
            hostID: id, hours: try hours("UTC", "09:00-12:00"), busy: own + more, open: meetings, limits: limits,
            isRequired: isRequired)
    }

    private func finder(_ hosts: HostTime..., seats: Int = 5, kind: CalendarKind = .class) throws -> SlotFinder {
        SlotFinder(
            BookingRules(durations: [60], interval: 60, window: .rolling(days: 60), seats: seats), hosts,
            now: try moment("2026-12-01T12:00:00Z"), kind: kind)
    }

    private func seats(_ finder: SlotFinder) -> [Int?] {
        finder.slots(within: morning, duration: 60).map(\.seatsLeft)
    }

    private func takers(_ finder: SlotFinder, seats: Int = 1) throws -> [Taker] {
        try finder.takers(at: moment(start), duration: 60, seats: seats)
    }

    @Test func `are not counted where a meeting has one`() throws {
        #expect(try seats(finder(host(), seats: 1)) == [nil, nil, nil])
    }

    @Test func `are counted where a meeting has more, and become fewer`() throws {
        // A quarter of an hour is wanted around the meeting, so that the neighbours are gone.
        #expect(try seats(finder(host())) == [5, 5, 5])
        #expect(try seats(finder(host(taken: 2))) == [3])
        #expect(try seats(finder(host(taken: 5))) == [])
        #expect(try seats(finder(host(taken: 2), host("bob"))) == [5, 5, 5])
        #expect(try seats(finder(host(taken: 2), host("bob", taken: 1))) == [4])
    }

    @Test func `are taken by joining the meeting that is there`() throws {
        #expect(try takers(finder(host())) == [Taker(hostID: "ann", joins: nil)])
        #expect(try takers(finder(host(taken: 4))) == [Taker(hostID: "ann", joins: "mtg_one")])
        let both = try takers(finder(host(taken: 1), host("bob")))
        #expect(both == [Taker(hostID: "ann", joins: "mtg_one"), Taker(hostID: "bob", joins: nil)])
    }

    @Test func `can be wanted several at once`() throws {
        let finder = try finder(host(taken: 2))
        #expect(try takers(finder, seats: 3).count == 1)
        #expect(try finder.refusal(start, seats: 4) == .noSeats)
        #expect(try self.finder(host()).refusal(start, seats: 5) == nil)
        #expect(try self.finder(host()).refusal(start, seats: 6) == .noSeats)
        #expect(try self.finder(host()).refusal(start, seats: .max) == .noSeats)
        #expect(try self.finder(host(), kind: .service).codes(start, seats: 6) == [[], [.slotMax]])
        let elsewhere = try self.finder(host(taken: 4), host("bob"))
        #expect(try takers(elsewhere, seats: 2) == [Taker(hostID: "bob", joins: nil)])
    }

    @Test func `of a full meeting are refused in the words of the calendar's kind`() throws {
        #expect(try finder(host(taken: 5)).codes(start) == [[], [.noSeats]])
        #expect(try finder(host(taken: 5)).refusal(start) == .noSeats)
        #expect(try finder(host(taken: 5), kind: .service).codes(start) == [[], [.slotMax]])
        #expect(try finder(host(taken: 5), kind: .service).refusal(start) == .slotTaken)
        #expect(try finder(host(taken: 1), seats: 1, kind: .personal).codes(start) == [[], [.booked]])
    }

    @Test func `of a meeting that is only held so far can be taken too`() throws {
        #expect(try takers(finder(host(taken: 1, kind: .held))).map(\.joins) == ["mtg_one"])
    }

    @Test func `cannot be joined past anything else that takes the host's time`() throws {
        let event = try busy("2026-12-07T10:30:00Z", minutes: 10, .external)
        #expect(try finder(host(taken: 1, event)).codes(start) == [[], [.external]])
        #expect(try seats(finder(host(taken: 1, event))).isEmpty)
        let double = try busy(start, minutes: 60)
        #expect(try finder(host(taken: 1, double)).codes(start) == [[], [.booked]])
        let near = try busy("2026-12-07T11:05:00Z", minutes: 10, before: 10)
        #expect(try finder(host(taken: 1, near)).codes(start) == [[], [.buffer]])
        #expect(try finder(host(taken: 1).with(canHost: false)).codes(start) == [[], [.connection]])
    }

    @Test func `are those of a meeting of the same length only`() throws {
        let long = try host(taken: 1)
        let rules = BookingRules(durations: [60, 30], interval: 30, window: .rolling(days: 60), seats: 5)
        let finder = try finder(long).with(rules: rules)
        #expect(try finder.codes(start, duration: 30) == [[], [.booked]])
        #expect(try finder.codes("2026-12-07T10:30:00Z") == [[], [.booked]])
        #expect(try finder.refusal(start) == nil)
    }

    @Test func `of a meeting outside the hours, the grid and the limits can be taken: it is there`() throws {
        let at = "2026-12-07T20:07:00Z"
        let host = HostTime(
            hostID: "ann", hours: try hours("UTC", "09:00-12:00"), busy: [try busy(at, minutes: 60)],
            open: [try open("mtg_late", at, minutes: 60, taken: 1)], limits: Limits(perDay: 1))
        var rules = BookingRules(
            durations: [60], interval: 60, window: .rolling(days: 60), limits: Limits(perDay: 1), seats: 5)
        let finder = try finder(host).with(rules: rules, meetings: [moment(at)])
        let evening = try window("2026-12-07T12:00:00Z", "2026-12-08T00:00:00Z")
        #expect(finder.slots(within: evening, duration: 60) == [Slot(start: try moment(at), seatsLeft: 4)])
        #expect(try finder.codes(at) == [[], []])
        // But past, notice and the window hold.
        rules.minimumNotice = 14_400
        #expect(try finder.with(rules: rules).refusal(at) == .notice)
        #expect(finder.with(rules: rules).slots(within: evening, duration: 60).isEmpty)
    }

    @Test func `beyond the calendar's limit are those of meetings that are there, not of new ones`() throws {
        let rules = BookingRules(
            durations: [60], interval: 60, window: .rolling(days: 60), limits: Limits(perDay: 1), seats: 5)
        let full = try finder(host(taken: 1), host("bob")).with(rules: rules, meetings: [moment(start)])
        #expect(try takers(full) == [Taker(hostID: "ann", joins: "mtg_one")])
        #expect(seats(full) == [4])
        #expect(try full.refusal(start, seats: 5) == .dayLimit)
        #expect(try full.codes(start, seats: 5) == [[.dayLimit], [.noSeats], []])
    }

    @Test func `of a collective calendar are those of the meeting that everybody holds`() throws {
        let both = try finder(host(taken: 2), host("bob", taken: 2), kind: .collective)
        #expect(try takers(both).map(\.joins) == ["mtg_one", "mtg_one"])
        #expect(seats(both) == [3])
        let one = try finder(host(taken: 2), host("bob"), kind: .collective)
        #expect(try one.codes(start) == [[.collective], [], []])
        #expect(try one.refusal(start) == .slotTaken)
        #expect(seats(one).isEmpty)
        let two = try finder(host(taken: 2), host("bob", taken: 2, meeting: "mtg_two"), kind: .collective)
        #expect(try two.refusal(start) == .slotTaken)
        #expect(seats(two).isEmpty)
    }

    @Test func `of another meeting that an optional host holds are not offered with it`() throws {
        let other = try host("eve", taken: 1, meeting: "mtg_other", isRequired: false)
        let new = try finder(host(), host("bob"), other, kind: .collective)
        #expect(try takers(new).map(\.hostID) == ["ann", "bob"])
        let same = try host("kim", taken: 2, isRequired: false)
        let joined = try finder(host(taken: 2), host("bob", taken: 2), other, same, kind: .collective)
        #expect(try takers(joined).map(\.hostID) == ["ann", "bob", "kim"])
    }
}
