import Scheduling
import Testing
import TimeZones

struct `Buffers` {
    private let morning: Interval
    private let now: Instant

    init() throws {
        morning = try window("2026-12-07T09:00:00Z", "2026-12-07T13:00:00Z")
        now = try moment("2026-12-01T12:00:00Z")
    }

    private func clocks(before: Int = 0, after: Int = 0, _ busy: BusyTime...) throws -> String {
        let rules = BookingRules(
            durations: [30], interval: 15, bufferBefore: before, bufferAfter: after, window: .rolling(days: 60))
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-13:00"), busy: busy)
        return try SlotFinder(rules, [ann], now: now).clocks(within: morning)
    }

    @Test func `of nothing let meetings touch`() throws {
        let free = try clocks(busy("2026-12-07T10:00:00Z", minutes: 90))
        #expect(free == "09:00 09:15 09:30 11:30 11:45 12:00 12:15 12:30")
    }

    @Test func `of one's own are kept on both sides of the neighbour`() throws {
        let free = try clocks(before: 15, after: 30, busy("2026-12-07T10:00:00Z", minutes: 90))
        #expect(free == "09:00 11:45 12:00 12:15 12:30")
    }

    @Test func `of the neighbour are kept too`() throws {
        let free = try clocks(busy("2026-12-07T10:00:00Z", minutes: 90, before: 15, after: 30))
        #expect(free == "09:00 09:15 12:00 12:15 12:30")
    }

    @Test func `of both are not added up: the wider one holds`() throws {
        let neighbour = try busy("2026-12-07T10:00:00Z", minutes: 90, before: 15, after: 15)
        #expect(try clocks(before: 15, after: 15, neighbour) == "09:00 09:15 11:45 12:00 12:15 12:30")
        #expect(try clocks(before: 30, after: 5, neighbour) == "09:00 09:15 12:00 12:15 12:30")
        #expect(try clocks(before: 5, after: 30, neighbour) == "09:00 11:45 12:00 12:15 12:30")
    }

    @Test func `may reach out of the opening hours`() throws {
        #expect(try clocks(before: 60, after: 60).split(separator: " ").count == 15)
        let early = try busy("2026-12-07T08:00:00Z", minutes: 60, after: 30)
        #expect(try clocks(early).hasPrefix("09:30 09:45"))
    }

    @Test func `are the same for showing and for booking, to the minute`() throws {
        let neighbour = try busy("2026-12-07T10:00:00Z", minutes: 90, before: 15, after: 30)
        let rules = BookingRules(
            durations: [30], interval: 1, bufferBefore: 10, bufferAfter: 20, window: .rolling(days: 60))
        let ann = HostTime(hostID: "ann", hours: try hours("UTC", "09:00-13:00"), busy: [neighbour])
        let finder = SlotFinder(rules, [ann], now: now)
        #expect(try finder.refusal("2026-12-07T09:10:00Z") == nil)
        #expect(try finder.refusal("2026-12-07T09:11:00Z") == .slotTaken)
        #expect(try finder.refusal("2026-12-07T11:59:00Z") == .slotTaken)
        #expect(try finder.refusal("2026-12-07T12:00:00Z") == nil)
    }

    @Test func `of meetings that lie within one another all count`() throws {
        let long = try busy("2026-12-07T09:00:00Z", minutes: 180)
        let short = try busy("2026-12-07T09:30:00Z", minutes: 15, after: 15)
        #expect(try clocks(short, long) == "12:00 12:15 12:30")
        #expect(try clocks(long, short) == "12:00 12:15 12:30")
    }
}
