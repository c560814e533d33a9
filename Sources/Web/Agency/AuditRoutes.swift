import FoundationEssentials
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// What was done: in the whole agency for those who look after it.
    func addAudit(to agency: AppRoutes) {
        agency.get("audit", for: .agencyAdmins) { request, context in
            let person = try context.signedInPerson()
            let agency = try self.agency(person)
            let people = try await verbs.store.read { try $0.people(ofAgency: agency.id).map(\.user) }
            let page = try await auditPage(
                AuditFilter(.agency(agency.id)), request, people: people, zone: person.user.zone,
                path: "/agency/audit")
            return try renderer.page("audit", Page(title: "Audit log", page, person: person, on: .audit))
        }
    }

    /// The same of one account, for its admins.
    func addAccountAudit(to app: AppRoutes) {
        app.get("audit", for: .admins) { request, context in
            let session = try context.signedIn()
            let people = try await verbs.store.read { try $0.members(of: session.account.id).map(\.user) }
            let page = try await auditPage(
                AuditFilter(.account(session.account.id)), request, people: people, zone: session.user.zone,
                path: "/app/audit")
            return try renderer.page("audit", Page(title: "Audit log", page, session: session, on: .team))
        }
    }

    private func auditPage(
        _ all: AuditFilter, _ request: Request, people: [User], zone: String, path: String
    ) async throws -> AuditPage {
        var wanted = all
        wanted.event = request.query("what").flatMap { AuditPage.words[$0] == nil ? nil : $0 } ?? ""
        wanted.personID = request.query("who") ?? ""
        wanted.before = request.query("before") ?? ""
        let zoned = try verbs.zones.zone(zone)
        let days = AuditPage.Days(from: request.words("from"), to: request.words("to"))
        (wanted.from, wanted.to) = days.bounds(in: zoned)
        wanted.limit = AuditPage.size + 1
        let filter = wanted
        let entries = try await verbs.store.read { try $0.audit(filter) }
        return AuditPage(
            entries, filter, days, people: people, dates: Dates(zone: zoned), path: path)
    }
}

struct AuditPage {
    struct Row {
        let when: String
        let who: String
        let what: String
        let detail: String
        let from: String
    }

    /// The days that are looked at, as typed; empty for no bound.
    struct Days {
        let from: String
        let to: String

        /// From the beginning of the first to the end of the last, on the clocks of who looks.
        func bounds(in zone: Zone) -> (from: Instant?, to: Instant?) {
            func midnight(_ date: CivilDate) -> Instant { zone.start(CivilDateTime(date: date, minuteOfDay: 0)) }
            return (
                CivilDate(from).map(midnight), CivilDate(to).map { midnight($0.adding(days: 1)) }
            )
        }
    }

    static let size = 50
    /// What an entry says, by its word.
    static let words = [
        "account_added": "opened the account", "account_changed": "changed the settings of",
        "agency_role": "set the agency role of", "member_added": "added to an account:",
        "member_changed": "changed the role of", "member_removed": "removed from an account:",
        "zoom_connected": "connected a Zoom account:", "zoom_disconnected": "disconnected the Zoom account of",
        "zoom_taken_over": "took over a Zoom account:", "zoom_transferred": "handed over the Zoom account of",
        "feed_ended": "turned off a calendar feed of", "feed_made": "made a calendar feed of",
        "feed_renewed": "renewed a calendar feed of",
        "key_made": "made the API key", "key_revoked": "revoked the API key", "invited": "invited",
        "webhook_added": "added the webhook", "webhook_changed": "changed the webhook",
        "webhook_secret": "made a new secret for the webhook", "webhook_paused": "paused the webhook",
        "webhook_resumed": "turned on the webhook", "webhook_removed": "removed the webhook",
        "invitation_revoked": "took back the invitation of",
        "user_deleted": "deleted", "user_restored": "restored",
        "invitation_accepted": "accepted the invitation of", "password_changed": "changed the password of",
        "password_reset": "set a new password by mail for", "contact_merged": "merged contacts into",
        "contact_erased": "erased", "contacts_imported": "imported contacts into",
        "contact_fields": "set the fields of contacts of", "authenticator_added": "set up an authenticator for",
        "authenticator_removed": "removed the authenticator of", "logged_in_as": "logged in as",
        "acted_as": "worked as", "log_in_as_ended": "ended being logged in as",
    ]

    let path: String
    let whatInput: Input
    let whoInput: Input
    let fromInput: Input
    let toInput: Input
    let isFiltered: Bool
    let hasEntries: Bool
    let entries: [Row]
    let olderHref: String?

    init(
        _ entries: [AuditEntry], _ filter: AuditFilter, _ days: Days, people: [User], dates: Dates, path: String
    ) {
        self.path = path
        whatInput = .menu(
            "what", "What",
            [("", "Everything")] + Self.words.sorted { $0.key < $1.key }.map { ($0.key, Self.title($0.key)) },
            chosen: filter.event)
        whoInput = .menu(
            "who", "Who", [("", "Everybody")] + people.map { ($0.id, $0.name) }, chosen: filter.personID)
        fromInput = .line("from", "From", days.from, type: "date")
        toInput = .line("to", "To", days.to, type: "date")
        isFiltered = [filter.event, filter.personID, days.from, days.to].contains { !$0.isEmpty }
        hasEntries = !entries.isEmpty
        self.entries = entries.prefix(Self.size).map { entry in
            Row(
                when: dates.stamp(entry.at),
                who: entry.behind.map { "\($0) as \(entry.actor)" } ?? entry.actor,
                what: "\(Self.words[entry.event] ?? entry.event) \(entry.subject)", detail: entry.detail,
                from: entry.address)
        }
        let last = entries.count > Self.size ? entries[Self.size - 1].id : nil
        let kept = [("what", filter.event), ("who", filter.personID), ("from", days.from), ("to", days.to)]
            .filter { !$0.1.isEmpty }
        olderHref = last.map { "\(path)?\(PickerLinks.query(kept + [("before", $0)]))" }
    }

    private static func title(_ word: String) -> String {
        let text = word.replacing("_", with: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
