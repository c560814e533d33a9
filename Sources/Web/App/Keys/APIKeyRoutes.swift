import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// The keys by which programs speak for the account.
    func addAPIKeys(to app: AppRoutes) {
        app.get("api-keys", for: .admins) { request, context in
            let notice = request.query("done") == "revoked" ? Notice("ok", "The key works no more.") : nil
            return try await keysPage(APIKeyForm(), try context.signedIn(), notice: notice)
        }
        app.post("api-keys", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            let form = APIKeyForm(
                label: fields["label"], scopes: fields.all("scope").compactMap(KeyScope.init(rawValue:)),
                days: fields["days"])
            do {
                let key = try await verbs.makeAPIKey(
                    form, of: session.account.id, by: try asker(request, context))
                return try await keysPage(APIKeyForm(), session, key: key)
            } catch let error as OperationError where error.kind == .invalid {
                return try await keysPage(form, session, error: error)
            }
        }
        app.post("api-keys/:id/revoke", for: .admins) { request, context in
            _ = try await request.form(context)
            try await verbs.revokeAPIKey(
                try context.parameters.require("id"), of: try context.signedIn().account.id,
                by: try asker(request, context))
            return Response.seeOther("/app/api-keys?done=revoked")
        }
    }

    private func keysPage(
        _ form: APIKeyForm, _ session: Session, key: String? = nil, notice: Notice? = nil,
        error: OperationError? = nil
    ) async throws -> Response {
        let keys = try await verbs.store.read { try $0.apiKeys(of: session.account.id) }
        let page = APIKeysPage(
            keys, form, key: key, isForAgency: session.person.isAgencyAdmin,
            dates: Dates(zone: try verbs.zones.zone(session.user.zone)), now: verbs.now,
            error: error)
        return try renderer.page(
            "api_keys", Page(title: "API keys", page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct APIKeysPage {
    struct Row {
        let keyID: String
        let keyLabel: String
        let scopesText: String
        let madeText: String
        let usedText: String
        let isExpired: Bool
    }

    struct Noun {
        let nounLabel: String
        let read: Scope
        let write: Scope
    }

    struct Scope {
        let scopeValue: String
        let isChosen: Bool
    }

    let newKey: String?
    let hasKeys: Bool
    let keys: [Row]
    let labelInput: Input
    let daysInput: Input
    let nouns: [Noun]
    let scopesError: String?

    init(
        _ keys: [APIKey], _ form: APIKeyForm, key: String?, isForAgency: Bool, dates: Dates, now: Instant,
        error: OperationError?
    ) {
        newKey = key
        hasKeys = !keys.isEmpty
        self.keys = keys.map { key in
            let isExpired = key.expiresAt.map { $0 <= now } ?? false
            let end = key.expiresAt.map {
                isExpired ? ", expired \(dates.stamp($0))" : ", until \(dates.stamp($0))"
            }
            return Row(
                keyID: key.id, keyLabel: key.label, scopesText: Self.words(key.scopes),
                madeText: "made \(dates.stamp(key.createdAt)) by \(key.createdBy)\(end ?? "")",
                usedText: key.lastUsedAt.map { "last used \(dates.stamp($0))" } ?? "never used",
                isExpired: isExpired)
        }
        labelInput = Input.line("label", "What it is for", form.label, error: error?.message(of: "label"))
            .required()
        daysInput = .menu(
            "days", "Expires",
            [("", "Not by itself"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year")],
            chosen: form.days, error: error?.message(of: "days"))
        let chosen = Set(form.scopes)
        let known = [
            ("Calendars", "calendars"), ("Schedules", "schedules"), ("Appointments", "appointments"),
            ("Contacts", "contacts"), ("People", "people"), ("Webhooks", "webhooks"),
        ]
        nouns = (known + (isForAgency ? [("The agency", "agency")] : [])).map { label, noun in
            func scope(_ verb: String) -> Scope {
                let value = "\(noun):\(verb)"
                return Scope(scopeValue: value, isChosen: chosen.contains { $0.rawValue == value })
            }
            return Noun(nounLabel: label, read: scope("read"), write: scope("write"))
        }
        scopesError = error?.message(of: "scopes")
    }

    private static func words(_ scopes: Set<KeyScope>) -> String {
        let words = scopes.subtracting(KeyScope.ofAccount).map(\.rawValue).sorted()
        if scopes.isSuperset(of: KeyScope.ofAccount) {
            return (["Everything in this account"] + words).joined(separator: ", ")
        }
        return scopes.map(\.rawValue).sorted().joined(separator: ", ")
    }
}
