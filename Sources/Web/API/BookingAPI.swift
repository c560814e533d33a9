import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAPI(to router: Router<WebContext>) {
        router.get("api/v1/book/:account/:calendar/slots") { try await slots($0, $1) }
        router.post("api/v1/book/:account/:calendar") { try await bookByAPI($0, $1) }
        router.get("api/v1/appointments/:id") { try await appointment($0, $1) }
    }

    /// `GET /api/v1/book/{account}/{calendar}/slots?start=2026-12-01&end=2026-12-31&timezone=Europe/Berlin`: every
    /// free slot from the first day's beginning to the last day's end, in that zone.
    private func slots(_ request: Request, _ context: WebContext) async throws -> Response {
        let days = try DayRange(request)
        let asked = try request.query("timezone").map { try verbs.zones.zone(orField: $0) }
        let (open, starts) = try await verbs.freeStarts(
            account: try context.parameters.require("account"),
            calendar: try context.parameters.require("calendar")
        ) { open in
            let zone = try asked ?? verbs.zones.zone(open.account.zone)
            return Interval(
                start: zone.start(CivilDateTime(date: days.first, minuteOfDay: 0)),
                end: zone.start(CivilDateTime(date: days.last.adding(days: 1), minuteOfDay: 0)))
        }
        let zone = asked?.identifier ?? open.account.zone
        return .json(SlotList.json(starts, minutes: open.calendar.rules.duration, zone: zone))
    }

    /// `POST /api/v1/book/{account}/{calendar}`
    private func bookByAPI(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let body = try await BookingBody.read(request)
        var booking = BookingRequest(
            account: try context.parameters.require("account"),
            calendar: try context.parameters.require("calendar"), start: verbs.now, zone: body.timezone ?? "",
            name: body.contact?.name ?? "", email: body.contact?.email ?? "", notes: body.notes ?? "")
        let sent = HTTPField.Name("idempotency-key").flatMap { request.headers[$0] }
        let key = sent.flatMap { $0.isEmpty ? nil : $0 }
        do {
            booking.start = try verbs.start(body.start ?? "", of: booking)
            booking.submission = submission(key, booking, visitor(request, context))
            let booked = try await verbs.book(booking)
            // A repetition under the caller's own key is answered as the first time.
            let status: HTTPResponse.Status = booked.isRepetition && key == nil ? .ok : .created
            return try .json(AppointmentBody(booked.view, verbs), status: status)
        } catch let error as OperationError {
            throw error.forAPI
        }
    }

    /// Without a key, the same visitor asking for the same again within ten minutes has sent it twice.
    private func submission(_ key: String?, _ booking: BookingRequest, _ visitor: String)
        -> BookingRequest.Submission
    {
        if let key { return .init(key: "api:\(booking.account.lowercased()):\(key)") }
        return .init(key: "same:\(visitor):\(booking.fingerprint)", isDerived: true)
    }

    /// `GET /api/v1/appointments/{id}` with `Authorization: Bearer {API key}`
    private func appointment(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request)
        let view = try await verbs.appointment(id: try context.parameters.require("id"), of: account.id)
        return try .json(AppointmentBody(view, verbs))
    }

    /// The account of a request's API key.
    /// - Throws: `no_key`.
    private func account(_ request: Request) async throws -> Account {
        let parts = request.headers[.authorization]?.split(separator: " ") ?? []
        if parts.count == 2, parts[0].lowercased() == "bearer",
            let account = try await verbs.account(apiKey: String(parts[1]))
        {
            return account
        }
        throw OperationError(.forbidden, "no_key", "Send an API key of the account: Authorization: Bearer usher_…")
    }
}

/// The days a list of slots covers, both included.
private struct DayRange: Sendable {
    let first: CivilDate
    let last: CivilDate
    /// A quarter of a year at a time.
    private static let longest = 92

    init(_ request: Request) throws {
        func day(_ field: String) throws -> CivilDate {
            if let day = request.query(field).flatMap({ CivilDate($0) }) { return day }
            throw OperationError.invalid([
                .init(field, "bad_date", "“\(field)” must be a date such as 2026-12-01.")
            ])
        }
        first = try day("start")
        last = try day("end")
        let days = last.daysSinceEpoch - first.daysSinceEpoch
        guard (0..<Self.longest).contains(days) else {
            throw OperationError.invalid([
                .init("end", "bad_range", "“end” must be from “start” to \(Self.longest - 1) days after it.")
            ])
        }
    }
}

extension OperationError {
    /// With the fields named as in the body of a booking.
    fileprivate var forAPI: OperationError {
        let names = ["name": "contact.name", "email": "contact.email"]
        let renamed = fields.map { Field(names[$0.name] ?? $0.name, $0.code, $0.message) }
        return OperationError(kind, code, message, fields: renamed, nearest: nearest)
    }
}
