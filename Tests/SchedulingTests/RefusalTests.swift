import Scheduling
import Testing
import TimeZones

struct `A start is refused` {
    private let now: Instant

    init() throws {
        now = try moment("2026-12-07T08:00:00Z")
    }

    private func finder(_ hosts: HostTime..., notice: Int = 0, days: Int = 7) -> SlotFinder {
        SlotFinder(
            BookingRules(
                durations: [30], interval: 30, minimumNotice: notice, window: .rolling(days: days)), hosts,
            now: now)
    }

    private func host(_ id: String = "ann", busy: [BusyTime] = [], canHost: Bool = true) throws -> HostTime {
        HostTime(hostID: id, hours: try hours("UTC", "00:00-24:00"), busy: busy, canHost: canHost)
    }

    @Test func `when it is past, which it is from its own moment on`() throws {
        #expect(try finder(host()).refusal("2026-12-07T07:30:00Z") == .past)
        #expect(try finder(host()).refusal("2026-12-07T08:00:00Z") == .past)
        #expect(try finder(host()).refusal("2026-12-07T08:30:00Z") == nil)
        #expect(try finder(host(), notice: 600).refusal("2026-12-07T08:00:00Z") == .past)
    }

    @Test func `and not listed either when it is now`() throws {
        let day = try window("2026-12-07T00:00:00Z", "2026-12-07T10:00:00Z")
        #expect(try finder(host()).clocks(within: day) == "08:30 09:00 09:30")
    }

    @Test func `within the notice, but not at its end`() throws {
        let day = try window("2026-12-07T00:00:00Z", "2026-12-07T11:00:00Z")
        #expect(try finder(host(), notice: 120).refusal("2026-12-07T09:30:00Z") == .notice)
        #expect(try finder(host(), notice: 120).refusal("2026-12-07T10:00:00Z") == nil)
        #expect(try finder(host(), notice: 120).clocks(within: day) == "10:00 10:30")
        #expect(try finder(host(), notice: 121).clocks(within: day) == "10:30")
    }

    @Test func `beyond the window, but not at its end`() throws {
        #expect(try finder(host(), days: 1).refusal("2026-12-08T08:30:00Z") == .tooFar)
        #expect(try finder(host(), days: 1).refusal("2026-12-08T08:00:00Z") == nil)
        let days = try window("2026-12-08T07:00:00Z", "2026-12-09T00:00:00Z")
        #expect(try finder(host(), days: 1).clocks(within: days) == "07:00 07:30 08:00")
    }

    @Test(arguments: [0, 1, 499, 999])
    func `beyond the window to the millisecond, in the list as in the booking`(late: Int64) throws {
        // The window ends `late` milliseconds before the start.
        let start = try moment("2026-12-08T08:00:00Z")
        let finder = try finder(host(), days: 1).with(now: Instant(milliseconds: now.milliseconds - late))
        let around = try window("2026-12-08T08:00:00Z", "2026-12-08T08:30:00Z")
        #expect(finder.starts(within: around) == (late == 0 ? [start] : []))
        #expect(try finder.refusal("2026-12-08T08:00:00Z") == (late == 0 ? nil : .tooFar))
    }

    @Test func `off the grid`() throws {
        #expect(try finder(host()).refusal("2026-12-07T09:15:00Z") == .offGrid)
        #expect(try finder(host()).refusal("2026-12-07T09:30:00.001Z") == .offGrid)
    }

    @Test func `outside the hours`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-10:00"), busy: [])
        #expect(try finder(ann).refusal("2026-12-07T08:30:00Z") == .outsideHours)
        #expect(try finder(ann).refusal("2026-12-07T10:00:00Z") == .outsideHours)
    }

    @Test func `by the host who came nearest to taking it`() throws {
        let start = "2026-12-07T09:00:00Z"
        let shut = HostTime(hostID: "shut", hours: try hours("UTC", "12:00-13:00"), busy: [])
        let odd = HostTime(hostID: "odd", hours: try hours("UTC", "08:45-13:00"), busy: [])
        let broken = try host("broken", canHost: false)
        let taken = try host("taken", busy: [busy(start, minutes: 30)])
        let free = try host("free")
        #expect(try finder(shut).refusal(start) == .outsideHours)
        #expect(try finder(shut, odd).refusal(start) == .offGrid)
        #expect(try finder(shut, odd, broken).refusal(start) == .connection)
        #expect(try finder(shut, odd, broken, taken).refusal(start) == .slotTaken)
        #expect(try finder(taken, broken, odd, shut).refusal(start) == .slotTaken)
        #expect(try finder(shut, odd, broken, taken, free).takerIDs(moment(start)) == ["free"])
    }

    @Test func `for the calendar's own limits before any host is asked`() throws {
        let taken = try host(busy: [busy("2026-12-07T00:00:00Z", minutes: 1440)])
        #expect(try finder(taken).refusal("2026-12-07T07:17:00Z") == .past)
        #expect(try finder(taken, notice: 600).refusal("2026-12-07T09:17:00Z") == .notice)
        #expect(try finder(taken).refusal("2027-12-07T09:17:00Z") == .tooFar)
    }

    @Test func `when it begins within the hours but does not end within them`() throws {
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-10:45"), busy: [])
        #expect(try finder(ann).refusal("2026-12-07T10:00:00Z") == nil)
        #expect(try finder(ann).refusal("2026-12-07T10:30:00Z") == .duration)
        #expect(try finder(ann).refusal("2026-12-07T10:20:00Z") == .duration)
        #expect(try finder(ann).refusal("2026-12-07T10:10:00Z") == .offGrid)
    }

    @Test func `in a length that the calendar does not offer`() throws {
        let finder = try finder(host()).with(
            rules: BookingRules(durations: [30, 60], interval: 30, window: .rolling(days: 7)))
        let day = try window("2026-12-08T00:00:00Z", "2026-12-09T00:00:00Z")
        for (duration, offered) in [(30, 48), (60, 48), (45, 0), (0, 0), (-30, 0), (.max, 0), (.min, 0)] {
            #expect(finder.slots(within: day, duration: duration).count == offered)
            let refusal = try finder.refusal("2026-12-08T12:00:00Z", duration: duration)
            #expect(refusal == (offered == 0 ? .duration : nil), "\(duration)")
        }
    }
}

struct `A refusal` {
    @Test func `has a code of its own, for machines and for staff`() {
        #expect(
            Refusal.allCases.map(\.rawValue)
                == [
                    "past", "notice", "too_far", "off_grid", "outside_hours", "duration", "booked", "held",
                    "blocked",
                    "time_off", "external", "buffer", "no_seats", "slot_max", "day_limit", "week_limit",
                    "month_limit", "look_busy", "collective", "resource", "connection", "zoom_budget",
                    "slot_taken",
                ])
        #expect(
            Refusal.allCases.map(\.label)
                == [
                    "PAST", "NOTICE", "TOOFAR", "OFF_GRID", "USER", "DURATION", "BOOKED", "HELD", "BLOCKED",
                    "TIME_OFF", "CONFLICT", "BUFFER", "NO_SEATS", "SLOTMAX", "DAYLIMIT", "LIMIT_WEEK",
                    "LIMIT_MONTH",
                    "LOOKBUSY", "COLLECTIVE", "RESOURCE", "CONNECTION", "ZOOM_BUDGET", "SLOT_TAKEN",
                ])
    }

    @Test func `explains itself to staff in one sentence of its own`() {
        #expect(Set(Refusal.allCases.map(\.explanation)).count == Refusal.allCases.count)
        #expect(Refusal.allCases.allSatisfy { $0.explanation.hasSuffix(".") })
    }

    @Test func `tells visitors what to do, and not what a host does with their time`() {
        let hidden: Set<Refusal> = [
            .booked, .held, .blocked, .timeOff, .external, .buffer, .slotMax, .lookBusy, .collective, .resource,
        ]
        for refusal in Refusal.allCases {
            #expect(refusal.answer == (hidden.contains(refusal) ? .slotTaken : refusal))
            #expect(refusal.message == refusal.answer.message)
            #expect(refusal.message.contains("Choose "), "\(refusal)")
        }
        let told = Set(Refusal.allCases.map(\.answer))
        #expect(Set(told.map(\.message)).count == told.count)
    }
}
