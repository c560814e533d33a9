import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// `GET /api/v1/audit?event=…&user=…&from=…&to=…&limit=…&cursor=…`: what was done in the account, latest first.
    func addAuditAPI(to api: RouterGroup<WebContext>) {
        api.get("audit") { request, _ in
            let account = try await account(request, .people)
            let limit = try request.integer("limit") ?? 50
            guard (1...200).contains(limit) else {
                throw OperationError.invalid([.init("limit", "out_of_range", "“limit” must be from 1 to 200.")])
            }
            let zone = try zone(of: request, in: account)
            var wanted = AuditFilter(.account(account.id))
            wanted.event = request.query("event") ?? ""
            wanted.personID = request.query("user") ?? ""
            wanted.before = request.query("cursor") ?? ""
            wanted.from = try request.moment("from", in: zone)
            wanted.to = try request.moment("to", in: zone)
            wanted.limit = limit + 1
            let filter = wanted
            let found = try await verbs.store.read { try $0.audit(filter) }
            let entries = found.prefix(limit).map { JSONValue($0) }
            let next = found.count > limit ? found[limit - 1].id : nil
            return Response.json(JSONValue(["entries": Array(entries), "next_cursor": next]))
        }
    }
}

extension JSONValue {
    fileprivate init(_ entry: AuditEntry) {
        let behind = entry.behindID.map { JSONValue(["id": $0, "name": entry.behind]) }
        self.init([
            "id": entry.id, "at": entry.at, "event": entry.event,
            "actor": JSONValue(["id": entry.actorID, "name": entry.actor]), "behind": behind,
            "subject": JSONValue(["id": entry.subjectID, "name": entry.subject]), "detail": entry.detail,
            "address": entry.address,
        ])
    }
}
