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
        addScheduleAPI(to: api)
        addBlockAPI(to: api)
        addGroupAPI(to: api)
        addBookingLinkAPI(to: api)
        addResourceAPI(to: api)
        addAppointmentAPI(to: api)
        addSeriesAPI(to: api)
        addWaitingAPI(to: api)
    }

    /// The account of a request's API key.
    /// - Throws: `no_key`.
    func account(_ request: Request) async throws -> Account {
        let parts = request.headers[.authorization]?.split(separator: " ") ?? []
        if parts.count == 2, parts[0].lowercased() == "bearer",
            let account = try await verbs.account(apiKey: String(parts[1]))
        {
            return account
        }
        throw OperationError(.forbidden, "no_key", "Send an API key of the account: Authorization: Bearer usher_…")
    }

    /// How the history names whoever holds a key.
    static let keyHolder = "api"

    /// The zone that a request's `timezone` names, or else the account's own.
    /// - Throws: the fault of `timezone`.
    func zone(of request: Request, in account: Account) throws -> Zone {
        try request.query("timezone").map { try verbs.zones.zone(orField: $0) } ?? verbs.zones.zone(account.zone)
    }
}
