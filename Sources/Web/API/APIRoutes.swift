import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// Everything under `/api/v1`: what the booking page can do is open to everybody, the rest asks for a key.
    func addAPI(to router: Router<WebContext>) {
        let api = router.group("api/v1")
        addBookingAPI(to: api.group("book/:account/:calendar"))
        addCalendarAPI(to: api)
        addUserAPI(to: api)
        addConnectionsAPI(to: api)
        addInvitationAPI(to: api)
        addAuditAPI(to: api)
        addAgencyAPI(to: api)
        addScheduleAPI(to: api)
        addBlockAPI(to: api)
        addGroupAPI(to: api)
        addBookingLinkAPI(to: api)
        addFeedAPI(to: api)
        addResourceAPI(to: api)
        addAppointmentAPI(to: api)
        addAppointmentZoomAPI(to: api)
        addContactAPI(to: api)
        addSeriesAPI(to: api)
        addWaitingAPI(to: api)
        addHookAPI(to: api)
    }

    /// The account of a request's API key.
    /// - Parameter noun: what it is about; the request's method says whether it is read or changed.
    /// - Throws: `no_key`, `missing_scope`.
    func account(_ request: Request, _ noun: KeyNoun) async throws -> Account {
        try await holder(request, of: noun.scope(of: request.method), from: "").account
    }

    /// As `account`, with how a log names the program that asks.
    func keyHolder(
        _ request: Request, _ context: WebContext, _ noun: KeyNoun
    ) async throws -> KeyHolder {
        try await holder(request, of: noun.scope(of: request.method), from: visitor(request, context))
    }

    /// Whom a request's API key speaks for, if it has that scope.
    /// - Parameter address: the network address that it comes from.
    /// - Throws: `no_key`, `missing_scope`.
    func holder(_ request: Request, of scope: KeyScope, from address: String) async throws -> KeyHolder {
        let parts = request.headers[.authorization]?.split(separator: " ") ?? []
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw OperationError(
                .forbidden, "no_key", "Send an API key of the account: Authorization: Bearer usher_…")
        }
        return try await verbs.holder(apiKey: String(parts[1]), for: scope, from: address)
    }

    /// How the history names whoever holds a key.
    static let keyHolder = "api"

    /// The zone that a request's `timezone` names, or else the account's own.
    /// - Throws: the fault of `timezone`.
    func zone(of request: Request, in account: Account) throws -> Zone {
        try request.query("timezone").map { try verbs.zones.zone(orField: $0) } ?? verbs.zones.zone(account.zone)
    }
}

/// What a part of the API is about.
enum KeyNoun {
    case calendars, schedules, appointments, people, contacts, webhooks, agency

    fileprivate func scope(of method: HTTPRequest.Method) -> KeyScope {
        let isReading = method == .get || method == .head
        return switch self {
        case .calendars: isReading ? .readCalendars : .writeCalendars
        case .schedules: isReading ? .readSchedules : .writeSchedules
        case .appointments: isReading ? .readAppointments : .writeAppointments
        case .contacts: isReading ? .readContacts : .writeContacts
        case .people: isReading ? .readPeople : .writePeople
        case .webhooks: isReading ? .readHooks : .writeHooks
        case .agency: isReading ? .readAgency : .writeAgency
        }
    }
}
