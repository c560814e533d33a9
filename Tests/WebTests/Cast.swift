import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones
import Web

/// Somebody in every role, and something of every kind in their account and in another.
struct Cast {
    enum Role: String, CaseIterable {
        case nobody, limited, user, admin
        case agencyUser = "agency user"
        case agencyAdmin = "agency admin"
        case key
    }

    let web: WebHouse
    /// The ids that stand in paths, by what they are of.
    let own: [String: String]
    let foreign: [String: String]
    private let people: [Role: User]
    private let key: String
    private let foreignAccount: Account

    init(_ web: WebHouse) async throws {
        self.web = web
        let verbs = web.house.verbs
        let account = web.practice.account
        let other = try await verbs.createAccount(
            name: "Other", slug: "other", zone: "UTC", admin: Self.new("olga", "other"))
        foreignAccount = other.account
        let (milo, rhea) = (web.practice.hosts[1], web.practice.hosts[2])
        let adam = try await verbs.addUser(Self.new("adam", "harbor"), to: account, as: .admin)
        let agency = try #require(try await verbs.store.read { try $0.agency(ofAccount: account.id) })
        let (uma, vera) = (Self.user("uma", verbs), Self.user("vera", verbs))
        try await verbs.store.write { transaction in
            try transaction.join(rhea.id, account: account.id, as: .user, isLimited: true, at: verbs.now)
            for (user, role) in [(uma, AgencyRole.user), (vera, .admin)] {
                try transaction.insert(user, passwordHash: "", at: verbs.now)
                try transaction.setRole(role, of: user.id, inAgency: agency.id, at: verbs.now)
            }
        }
        people = [.limited: rhea, .user: milo, .admin: adam, .agencyUser: uma, .agencyAdmin: vera]
        key = try await verbs.createAPIKey(for: account, label: "test", ofAgency: true)
        let sven = try await verbs.addUser(Self.new("sven", "harbor"), to: account, as: .user)
        // Hosted by the limited one, so that it is something of everybody's.
        own = try await Self.things(of: account, host: rhea, person: sven, verbs)
        foreign = try await Self.things(of: other.account, host: other.admin, person: other.admin, verbs)
    }

    /// One thing of each kind.
    private static func things(
        of account: Account, host: User, person: User, _ verbs: Verbs
    ) async throws -> [String: String] {
        var form = CalendarForm()
        (form.name, form.slug, form.kind) = ("Cast", "cast", CalendarKind.personal.rawValue)
        form.hosts = [HostForm(userID: host.id)]
        let calendar = try await verbs.saveCalendar(form, id: nil, of: account)
        var request = BookingRequest(
            account: account.slug, calendar: "cast", start: Instant(rfc3339: "2026-12-08T12:00:00Z") ?? verbs.now,
            zone: "UTC", name: "Nora", email: "nora@example.com")
        request.link = nil
        let view = try await verbs.book(request).view
        let member = try #require(try await verbs.store.read { try $0.membership(of: host.id, in: account.id) })
        let group = try await verbs.saveGroup(
            GroupForm(name: "Group", slug: "all", calendarIDs: [calendar.id]), id: nil, of: account)
        let room = try await verbs.saveResource("Room", of: account)
        let link = try await verbs.makeBookingLink(
            calendarID: calendar.id, label: "", days: "9", by: "test", of: account)
        let off = try await verbs.saveBlock(
            BlockForm(owner: host.id, kind: "time_off", start: "2026-12-24", end: ""), asking: member, in: account)
        let spare = try await verbs.createAPIKey(for: account, label: "spare")
        let holder = try await verbs.holder(apiKey: spare, for: .writeHooks, from: "")
        let feed = try await verbs.makeFeed(FeedForm(calendarID: calendar.id), for: host.id, by: holder)
        let hook = try await verbs.addHook(HookForm(url: "https://example.com"), of: account.id, by: holder).hook
        let delivery = try await verbs.tryHook(hook.id, of: account.id, by: holder)
        let key = try await verbs.store.read { try $0.apiKeys(of: account.id).first?.id } ?? ""
        let hours = try await verbs.store.read { try $0.schedules(ofUser: person.id) }.first
        let shared = try await verbs.saveSchedule(
            ScheduleForm(
                try hours?.schedule.hours(in: verbs.zones.zone("UTC"))
                    ?? .init(zone: verbs.zones.utc, ranges: [:]), name: "Shared"),
            id: nil, owner: .account, in: account)
        return [
            "appointments": view.appointment.id, "contacts": view.appointment.contactID, "calendars": calendar.id,
            "groups": group.id,
            "calendar-groups": group.id, "resources": room.id, "links": link.link.id,
            "booking-links": link.link.id,
            "feeds": feed.feed.id, "blocks": off.block.id, "schedules": shared.id, "hours": hours?.id ?? "",
            "member": person.id,
            "spare": person.id,
            "waiting": "wai_00000000000000000000000000000000", "series": "ser_00000000000000000000000000000000",
            "api-keys": key, "webhooks": hook.id, "deliveries": delivery.id, "accounts": account.id,
            "people": person.id, "users": person.id,
            "manage": verbs.vault.linkToken(.manage, guestID: view.appointment.guest.id),
            "join": verbs.vault.linkToken(.join, guestID: view.appointment.guest.id),
        ]
    }

    /// Sends what a browser or a program of that role would.
    /// - Parameter ownMember: whether the member of the path is who asks.
    func ask(
        _ route: WebRoute, as role: Role, of ids: [String: String], ownMember: Bool = true
    ) async throws -> Answer {
        var ids = ids
        if ownMember, ids == own, let user = people[role] {
            ids["member"] = user.id
            ids["hours"] =
                try await web.house.verbs.store.read { try $0.schedules(ofUser: user.id) }.first?.id ?? ""
        }
        let path = Self.filled(route.path, ids) + route.query
        var headers: HTTPFields = [:]
        var csrf = ""
        if role == .key { headers[.authorization] = "Bearer \(key)" }
        if let user = people[role] { (headers[.cookie], csrf) = try await session(of: user, role) }
        let isForm = route.method == .post && !route.path.hasPrefix("/api/")
        if isForm { headers[.contentType] = "application/x-www-form-urlencoded" }
        // What is no form brings the token beside it.
        if isForm, let name = HTTPField.Name("x-csrf") { headers[name] = csrf }
        let body = isForm ? "csrf=\(csrf)" : "{}"
        let response = try await web.client.execute(
            uri: path, method: route.method, headers: headers,
            body: route.method == .get ? nil : ByteBuffer(string: body))
        return Answer(route: route, status: response.status, location: response.headers[.location])
    }

    /// A session just opened: what one request does to it is nothing to the next.
    private func session(of user: User, _ role: Role) async throws -> (cookie: String, csrf: String) {
        let verbs = web.house.verbs
        let token = verbs.surroundings.token()
        let record = SessionRecord(
            id: verbs.surroundings.id("ses"), tokenHash: Vault.hash(token), userID: user.id,
            accountID: role == .agencyUser ? nil : web.practice.account.id, csrf: verbs.surroundings.token(),
            browser: "", address: "", expiresAt: verbs.now.adding(minutes: 60))
        try await verbs.store.write { try $0.insert(record, at: verbs.now) }
        return ("usher_session=\(token)", record.csrf)
    }

    /// Nothing that anybody asked has changed the other account.
    func requireForeignUntouched() async throws {
        let verbs = web.house.verbs
        let view = try await verbs.appointment(id: foreign["appointments"] ?? "", of: foreignAccount.id)
        #expect(view.appointment.status == .confirmed)
        let members = try await verbs.store.read { try $0.members(of: foreignAccount.id) }
        #expect(members.map(\.user.name) == ["Olga"])
        let calendar = try await verbs.store.read { try $0.calendar(id: foreign["calendars"] ?? "") }
        #expect(calendar?.name == "Cast")
    }

    struct Answer {
        let route: WebRoute
        let status: HTTPResponse.Status
        let location: String?

        /// Neither refused nor sent away.
        var isLetIn: Bool {
            if [.unauthorized, .forbidden].contains(status) { return false }
            let away = ["/sign-in", "/agency", "/no-account"]
            let target = location?.split(separator: "?").first.map(String.init) ?? ""
            return status != .seeOther || !away.contains(target) || route.leads(to: target)
        }
    }

    /// `/app/calendars/{id}` with an id in it: of what the part before names, or of its own name.
    private static func filled(_ path: String, _ ids: [String: String]) -> String {
        let parts = path.split(separator: "/").map(String.init)
        let filled = parts.enumerated().map { index, part in
            guard part.hasPrefix("{") else { return part }
            let name = String(part.dropFirst().dropLast())
            let before = index > 0 ? parts[index - 1] : ""
            switch (name, before) {
            case ("account", "book"): return "harbor"
            case ("calendar", _): return "cast"
            case ("slug", _): return "all"
            case ("token", "j"): return ids["join"] ?? ""
            case ("token", "a"): return ids["manage"] ?? ""
            // Whoever asks stays what they are.
            case ("id", "team") where ["role", "remove"].contains(parts.last): return ids["spare"] ?? ""
            case ("id", "team"): return ids["member"] ?? ""
            case ("schedule", "hours"): return ids["hours"] ?? ""
            case ("entry", _): return ids["waiting"] ?? ""
            case ("block", _): return ids["blocks"] ?? ""
            case ("link", _): return ids["links"] ?? ""
            case ("delivery", _): return ids["deliveries"] ?? ""
            default: return ids[before] ?? "none"
            }
        }
        return "/" + filled.joined(separator: "/")
    }

    private static func new(_ name: String, _ house: String) -> NewUser {
        NewUser(
            name: name.capitalized, email: "\(name)@\(house).example", password: "a long password", zone: "UTC")
    }

    private static func user(_ name: String, _ verbs: Verbs) -> User {
        User(
            id: verbs.surroundings.id("usr"), name: name.capitalized, email: "\(name)@harbor.example", zone: "UTC")
    }
}
