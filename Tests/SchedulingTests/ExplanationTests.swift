import Scheduling
import Testing
import TimeZones

struct `An explanation` {
    private let start = "2026-12-07T10:00:00Z"

    private func finder(_ hosts: HostTime..., buffers: Int = 0) throws -> SlotFinder {
        SlotFinder(
            BookingRules(
                durations: [60], interval: 60, bufferBefore: buffers, bufferAfter: buffers,
                window: .rolling(days: 60)), hosts, now: try moment("2026-12-01T12:00:00Z"))
    }

    private func host(_ open: String = "09:00-17:00", _ busy: BusyTime..., canHost: Bool = true) throws -> HostTime
    {
        HostTime(hostID: "ann", hours: try hours("UTC", open), busy: busy, canHost: canHost)
    }

    @Test(arguments: [
        (BusyTime.Kind.booked, Refusal.booked), (.held, .held), (.blocked, .blocked), (.timeOff, .timeOff),
        (.external, .external), (.resource, .resource),
    ])
    func `names what takes the host's time, of which visitors hear nothing`(
        kind: BusyTime.Kind, code: Refusal
    ) throws {
        let finder = try finder(host("09:00-17:00", busy("2026-12-07T10:59:00Z", minutes: 1, kind)))
        #expect(try finder.codes(start) == [[], [code]])
        #expect(try finder.refusal(start) == .slotTaken)
        #expect(kind.rawValue == code.rawValue)
    }

    @Test func `tells what is too near from what is in the way`() throws {
        let touching = try busy("2026-12-07T11:00:00Z", minutes: 60, .external)
        #expect(try finder(host("09:00-17:00", touching)).codes(start) == [[], []])
        #expect(try finder(host("09:00-17:00", touching), buffers: 1).codes(start) == [[], [.buffer]])
        let quiet = try busy("2026-12-07T08:00:00Z", minutes: 100, after: 30)
        #expect(try finder(host("09:00-17:00", quiet)).codes(start) == [[], [.buffer]])
        #expect(try finder(host("09:00-17:00", quiet, touching), buffers: 5).codes(start) == [[], [.buffer]])
    }

    @Test func `holds all the reasons, not only the first`() throws {
        let host = try host(
            "10:15-10:45", busy("2026-12-07T10:30:00Z", minutes: 5, .external),
            busy("2026-12-07T10:40:00Z", minutes: 5, .timeOff), busy("2026-12-07T10:50:00Z", minutes: 5, .timeOff),
            canHost: false)
        #expect(
            try finder(host).codes("2026-12-07T10:20:00Z") == [
                [], [.duration, .offGrid, .connection, .external, .timeOff],
            ])
        #expect(try finder(host).codes(start) == [[], [.outsideHours, .connection, .external, .timeOff]])
        let calendar = try finder(host).codes("2026-11-30T10:00:00Z", duration: 45)
        #expect(calendar == [[.past, .duration], [.outsideHours, .connection]])
    }

    @Test func `is given for every host, in order, and names who is required`() throws {
        let hosts = try [("bob", true), ("eve", false), ("ann", true)].map { id, isRequired in
            HostTime(hostID: id, hours: try hours("UTC", "09:00-17:00"), busy: [], isRequired: isRequired)
        }
        let explanation = try finder().with(hosts).explain(moment(start), duration: 60)
        #expect(explanation.hosts.map(\.hostID) == ["bob", "eve", "ann"])
        #expect(explanation.hosts.map(\.isRequired) == [true, false, true])
        #expect(explanation.start.rfc3339 == start)
        #expect(explanation.duration == 60)
        #expect(explanation.refusal == nil)
    }

    @Test func `of a calendar without hosts has no codes, and yet a refusal`() throws {
        let explanation = try finder().explain(moment(start), duration: 60)
        #expect(explanation.hosts.isEmpty && explanation.calendarCodes.isEmpty)
        #expect(explanation.refusal == .outsideHours)
    }
}
