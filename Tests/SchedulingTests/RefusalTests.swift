import Scheduling
import Testing
import TimeZones

struct `A start is refused` {
    private let now: Instant

    init() throws {
        now = try moment("2026-12-07T08:00:00Z")
    }

    private func finder(notice: Int = 0, days: Int = 7) -> SlotFinder {
        SlotFinder(
            rules: BookingRules(duration: 30, interval: 30, minimumNotice: notice, windowDays: days), now: now)
    }

    private func host(_ id: String = "ann", busy: [BusyTime] = [], canHost: Bool = true) throws -> HostTime {
        HostTime(hostID: id, hours: try hours("UTC", "00:00-24:00"), busy: busy, canHost: canHost)
    }

    @Test func `when it is past, which it is from its own moment on`() throws {
        #expect(try finder().refusal("2026-12-07T07:30:00Z", among: [host()]) == .past)
        #expect(try finder().refusal("2026-12-07T08:00:00Z", among: [host()]) == .past)
        #expect(try finder().refusal("2026-12-07T08:30:00Z", among: [host()]) == nil)
        #expect(try finder(notice: 600).refusal("2026-12-07T08:00:00Z", among: [host()]) == .past)
    }

    @Test func `and not listed either when it is now`() throws {
        let day = try window("2026-12-07T00:00:00Z", "2026-12-07T10:00:00Z")
        #expect(try finder().clocks("UTC", of: [host()], within: day) == "08:30 09:00 09:30")
    }

    @Test func `within the notice, but not at its end`() throws {
        let day = try window("2026-12-07T00:00:00Z", "2026-12-07T11:00:00Z")
        #expect(try finder(notice: 120).refusal("2026-12-07T09:30:00Z", among: [host()]) == .notice)
        #expect(try finder(notice: 120).refusal("2026-12-07T10:00:00Z", among: [host()]) == nil)
        #expect(try finder(notice: 120).clocks("UTC", of: [host()], within: day) == "10:00 10:30")
        #expect(try finder(notice: 121).clocks("UTC", of: [host()], within: day) == "10:30")
    }

    @Test func `beyond the window, but not at its end`() throws {
        #expect(try finder(days: 1).refusal("2026-12-08T08:30:00Z", among: [host()]) == .tooFar)
        #expect(try finder(days: 1).refusal("2026-12-08T08:00:00Z", among: [host()]) == nil)
        let days = try window("2026-12-08T07:00:00Z", "2026-12-09T00:00:00Z")
        #expect(try finder(days: 1).clocks("UTC", of: [host()], within: days) == "07:00 07:30 08:00")
    }

    @Test(arguments: [0, 1, 499, 999])
    func `beyond the window to the millisecond, in the list as in the booking`(late: Int64) throws {
        // The window ends `late` milliseconds before the start.
        let start = try moment("2026-12-08T08:00:00Z")
        let finder = SlotFinder(
            rules: BookingRules(duration: 30, interval: 30, windowDays: 1),
            now: Instant(milliseconds: now.milliseconds - late))
        let around = try window("2026-12-08T08:00:00Z", "2026-12-08T08:30:00Z")
        #expect(finder.starts(of: [try host()], within: around) == (late == 0 ? [start] : []))
        #expect(try finder.refusal("2026-12-08T08:00:00Z", among: [host()]) == (late == 0 ? nil : .tooFar))
    }

    @Test func `off the grid`() throws {
        #expect(try finder().refusal("2026-12-07T09:15:00Z", among: [host()]) == .offGrid)
        #expect(try finder().refusal("2026-12-07T09:30:00.001Z", among: [host()]) == .offGrid)
    }

    @Test func `outside the hours`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-10:00"), busy: [])
        #expect(try finder().refusal("2026-12-07T08:30:00Z", among: [ann]) == .outsideHours)
        #expect(try finder().refusal("2026-12-07T10:00:00Z", among: [ann]) == .outsideHours)
        #expect(try finder().refusal("2026-12-07T09:45:00Z", among: [ann]) == .outsideHours)
    }

    @Test func `by the host who came nearest to taking it`() throws {
        let start = "2026-12-07T09:00:00Z"
        let shut = HostTime(hostID: "shut", hours: try hours("UTC", "12:00-13:00"), busy: [])
        let odd = HostTime(hostID: "odd", hours: try hours("UTC", "08:45-13:00"), busy: [])
        let broken = try host("broken", canHost: false)
        let taken = try host("taken", busy: [busy(start, minutes: 30)])
        let free = try host("free")
        #expect(try finder().refusal(start, among: [shut]) == .outsideHours)
        #expect(try finder().refusal(start, among: [shut, odd]) == .offGrid)
        #expect(try finder().refusal(start, among: [shut, odd, broken]) == .connection)
        #expect(try finder().refusal(start, among: [shut, odd, broken, taken]) == .slotTaken)
        #expect(try finder().refusal(start, among: [taken, broken, odd, shut]) == .slotTaken)
        #expect(try finder().hosts(free: moment(start), among: [shut, odd, broken, taken, free]) == ["free"])
    }

    @Test func `for the calendar's own limits before any host is asked`() throws {
        let taken = try host(busy: [busy("2026-12-07T00:00:00Z", minutes: 1440)])
        #expect(try finder().refusal("2026-12-07T07:17:00Z", among: [taken]) == .past)
        #expect(try finder(notice: 600).refusal("2026-12-07T09:17:00Z", among: [taken]) == .notice)
        #expect(try finder().refusal("2027-12-07T09:17:00Z", among: [taken]) == .tooFar)
    }

    @Test func `with a code and a sentence of its own`() {
        #expect(Set(Refusal.allCases.map(\.message)).count == Refusal.allCases.count)
        #expect(
            Refusal.allCases.map(\.rawValue)
                == [
                    "past", "notice", "too_far", "off_grid", "outside_hours", "slot_taken", "connection",
                ])
    }
}
