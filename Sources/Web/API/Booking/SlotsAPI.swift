import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// `GET /api/v1/book/{account}/{calendar}/slots?start=2026-12-01&end=2026-12-31&timezone=Europe/Berlin`: every
    /// free slot from the first day's beginning to the last day's end, in that zone.
    func slots(_ request: Request, _ context: WebContext) async throws -> Response {
        let days = try DayRange(request)
        let asked = try request.query("timezone").map { try verbs.zones.zone(orField: $0) }
        let (account, calendar) = try linkNames(context)
        let ask = SlotsAsk(
            account: account, calendar: calendar, duration: try request.integer("duration"),
            hostID: request.query("host"), link: request.query("link"))
        let found = try await verbs.slots(ask) { open in
            try days.interval(in: asked ?? verbs.zones.zone(open.account.zone))
        }
        let list = SlotList(
            slots: found.slots, minutes: found.duration, zone: asked?.identifier ?? found.open.account.zone,
            showsSeats: found.open.calendar.policy.showsSeats)
        return Response.json(document: list.json)
    }

    /// `GET /api/v1/calendars/{id}/slots`: as visitors see them, whether the calendar is open or not.
    func calendarSlots(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .calendars)
        let days = try DayRange(request)
        let zone = try zone(of: request, in: account)
        let open = try await verbs.calendar(id: try context.parameters.require("id"), of: account)
        let duration = try request.integer("duration") ?? open.calendar.rules.duration
        guard open.calendar.rules.durations.contains(duration) else {
            let offered = open.calendar.rules.durations.map(String.init).joined(separator: ", ")
            throw OperationError.invalid([
                .init("duration", "duration", "This can be booked for \(offered) minutes, not for \(duration).")
            ])
        }
        let host = request.query("host")
        if let host, !open.hosts.contains(where: { $0.userID == host }) {
            throw OperationError.invalid([.init("host", "unknown_host", "Nobody of that id is on this calendar.")])
        }
        let found = try await verbs.slots(
            of: open, duration: duration, within: days.interval(in: zone), host: host)
        return Response.json(
            document: SlotList(slots: found, minutes: duration, zone: zone.identifier, showsSeats: true).json)
    }
}

/// A list of slots, written by hand: it is the answer that is asked for most.
struct SlotList {
    let slots: [Slot]
    let minutes: Int
    /// A name of the tz database.
    let zone: String
    let showsSeats: Bool

    var json: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(64 + slots.count * 84)
        text += "{\"timezone\":\"\(zone)\",\"slots\":[".utf8
        for (index, slot) in slots.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text += "{\"start\":\"".utf8
            slot.start.appendRFC3339(to: &text)
            text += "\",\"end\":\"".utf8
            slot.start.adding(minutes: minutes).appendRFC3339(to: &text)
            text.append(UInt8(ascii: "\""))
            if showsSeats, let left = slot.seatsLeft { text += ",\"seats_left\":\(left)".utf8 }
            text.append(UInt8(ascii: "}"))
        }
        return text + "]}".utf8
    }
}

/// The days a list of slots covers, both included.
struct DayRange: Sendable {
    let first: CivilDate
    let last: CivilDate
    /// A quarter of a year at a time.
    private static let longest = 92

    /// - Throws: the faults of `start` and `end`.
    init(_ request: Request) throws(OperationError) {
        func day(_ field: String) throws(OperationError) -> CivilDate {
            if let day = request.query(field).flatMap({ CivilDate($0) }) { return day }
            throw .invalid([.init(field, "bad_date", "“\(field)” must be a date such as 2026-12-01.")])
        }
        first = try day("start")
        last = try day("end")
        let days = last.daysSinceEpoch - first.daysSinceEpoch
        guard (0..<Self.longest).contains(days) else {
            throw .invalid([
                .init("end", "bad_range", "“end” must be from “start” to \(Self.longest - 1) days after it.")
            ])
        }
    }

    /// From the first day's beginning to the last day's end.
    func interval(in zone: Zone) -> Interval {
        Interval(
            start: zone.start(CivilDateTime(date: first, minuteOfDay: 0)),
            end: zone.start(CivilDateTime(date: last.adding(days: 1), minuteOfDay: 0)))
    }
}
