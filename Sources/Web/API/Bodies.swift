import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Scheduling
import Store
import TimeZones

/// What a booking by JSON sends. Everything is optional here, so that what is missing is named as a field.
struct BookingBody: Decodable {
    struct Contact: Decodable {
        let name: String?
        let email: String?
    }

    let start: String?
    let timezone: String?
    let contact: Contact?
    let notes: String?

    /// - Throws: `bad_json` naming the field that holds something else than text.
    static func read(_ request: Request) async throws -> BookingBody {
        let bytes = try await request.bodyBytes()
        do {
            return try JSONDecoder().decode(BookingBody.self, from: Data(bytes.readableBytesView))
        } catch let DecodingError.typeMismatch(_, context) {
            let field = context.codingPath.map(\.stringValue).joined(separator: ".")
            let message =
                field.isEmpty ? "The body must be a JSON object." : "“\(field)” must be \(context.wanted)."
            throw OperationError(.invalid, "bad_json", message, fields: [.init(field, "bad_json", message)])
        } catch {
            throw OperationError(
                .invalid, "bad_json", "The body must be JSON, such as {\"start\":\"2026-12-01T08:00:00Z\", …}.")
        }
    }
}

extension DecodingError.Context {
    fileprivate var wanted: String {
        codingPath.last?.stringValue == "contact" ? "an object with name and email" : "text"
    }
}

/// An appointment as the API answers it.
struct AppointmentBody: Encodable {
    struct Named: Encodable {
        let id: String
        let name: String
    }

    struct Location: Encodable {
        let kind: String
        let state: String
    }

    struct Contact: Encodable {
        let id: String
        let name: String
        let email: String
    }

    let id: String
    let status: String
    let start: String
    let end: String
    let timezone: String
    let calendar: Named
    let host: Named
    let contact: Contact
    let location: Location
    let joinURL: String
    let manageURL: String

    init(_ view: AppointmentView, _ verbs: Verbs) {
        let appointment = view.appointment
        id = appointment.id
        status = appointment.status.rawValue
        start = appointment.interval.start.rfc3339
        end = appointment.interval.end.rfc3339
        timezone = appointment.guest.zone
        calendar = Named(id: view.calendar.id, name: view.calendar.name)
        host = Named(id: view.host.id, name: view.host.name)
        contact = Contact(id: appointment.contactID, name: appointment.guest.name, email: appointment.guest.email)
        location = Location(kind: "zoom", state: view.room.state.rawValue)
        joinURL = verbs.joinURL(appointment)
        manageURL = verbs.manageURL(appointment)
    }

    private enum CodingKeys: String, CodingKey {
        case id, status, start, end, timezone, calendar, host, contact, location
        case joinURL = "join_url"
        case manageURL = "manage_url"
    }
}

/// A list of slots, written without Codable: it is the answer that is asked for most.
enum SlotList {
    static func json(_ starts: [Instant], minutes: Int, zone: String) -> String {
        var text = "{\"timezone\":\"\(zone)\",\"slots\":["
        text.reserveCapacity(64 + starts.count * 66)
        for (index, start) in starts.enumerated() {
            if index > 0 { text += "," }
            text += slot(start, minutes: minutes)
        }
        return text + "]}"
    }

    private static func slot(_ start: Instant, minutes: Int) -> String {
        "{\"start\":\"\(start.rfc3339)\",\"end\":\"\(start.adding(minutes: minutes).rfc3339)\"}"
    }
}

/// What went wrong, as the API answers it.
struct ProblemBody: Encodable {
    struct Field: Encodable {
        let field: String
        let code: String
        let message: String
    }

    struct Near: Encodable {
        let start: String
        let end: String
    }

    let code: String
    let message: String
    /// The first field at fault.
    let field: String?
    let fields: [Field]?
    let nearest: [Near]?

    init(_ error: OperationError) {
        code = error.code
        message = error.message
        field = error.fields.first?.name
        fields =
            error.fields.isEmpty
            ? nil : error.fields.map { Field(field: $0.name, code: $0.code, message: $0.message) }
        nearest =
            error.code == "slot_taken" || !error.nearest.isEmpty
            ? error.nearest.map { Near(start: $0.start.rfc3339, end: $0.end.rfc3339) } : nil
    }
}

extension Response {
    static func problem(_ error: OperationError) -> Response {
        (try? .json(ProblemBody(error), status: error.status)) ?? Response(status: error.status)
    }
}
