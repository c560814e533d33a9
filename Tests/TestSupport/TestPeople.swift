import Foundation
package import Operations
package import Scheduling
package import Store
package import TimeZones
import Zoom
package import ZoomSandbox

/// The invented people of the tests.
package enum TestPeople {
    package static let zoom = ["ada", "milo", "rhea"].map { id in
        SandboxPerson(
            id: "zoom-\(id)", accountID: "zoom-account", email: "\(id)@harbor.example", password: "pass",
            firstName: id.capitalized, lastName: "Test", timezone: "Europe/Berlin", type: 2)
    }
}

/// An account with some hosts and one calendar.
package struct Practice: Sendable {
    package let account: Account
    package let hosts: [User]
    package let calendar: BookingCalendar
}

extension TestHouse {
    /// Makes an account `harbor` with a round-robin calendar `intro` of so many hosts, open every day around the
    /// clock of `zone` unless `ranges` say otherwise, all connected to Zoom.
    package func practice(
        hosts count: Int = 3, zone: String = "Europe/Berlin", ranges: [Weekday: [MinuteRange]]? = nil,
        connected: Bool = true, adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> Practice {
        let names = ["ada", "milo", "rhea"]
        func new(_ name: String) -> NewUser {
            NewUser(
                name: "\(name.capitalized) Test", email: "\(name)@harbor.example", password: "a long password",
                zone: zone)
        }
        let made = try await verbs.createAccount(name: "Harbor", slug: "harbor", zone: zone, admin: new(names[0]))
        var users = [made.admin]
        for name in names.dropFirst().prefix(count - 1) {
            users.append(try await verbs.addUser(new(name), to: made.account, as: .user))
        }
        let always = [MinuteRange(from: 0, to: 1440)].compactMap(\.self)
        let week = ranges ?? Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, always) })
        for user in users {
            let hours = try HoursForm(OpeningHours(zone: verbs.zones.zone(zone), ranges: week))
            try await verbs.saveHours(hours, of: user.id, in: made.account)
            if connected { try await connect(user, in: made.account) }
        }
        var form = CalendarForm()
        form.name = "Introductory call"
        form.slug = "intro"
        form.hosts = users.map { HostForm(userID: $0.id) }
        adjust(&form)
        let calendar = try await verbs.saveCalendar(form, id: nil, of: made.account)
        return Practice(account: made.account, hosts: users, calendar: calendar)
    }

    /// Signs in who has no authenticator.
    package func signIn(email: String, password: String = "a long password") async throws -> NewSession {
        let browser = Browser(name: "Test", address: "192.0.2.1")
        guard case .done(let session) = try await verbs.signIn(email: email, password: password, browser: browser)
        else { throw StoreError.failed("A code is asked for.") }
        return session
    }

    /// Connects a user's Zoom account as if they had consented.
    /// - Parameter type: 2 for a licensed Zoom user, whose guests are registered.
    package func connect(_ user: User, in account: Account, type: Int? = nil) async throws {
        let grant = try await zoom.server.issueConnection(email: user.email)
        let tokens = ZoomTokens(
            accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: grant.expiresIn,
            scope: grant.scope)
        let id = user.email.split(separator: "@").first.map(String.init) ?? ""
        let zoomUser = ZoomUser(id: "zoom-\(id)", accountID: "zoom-account", email: user.email, type: type)
        try await verbs.store(tokens, of: zoomUser, for: user, accountID: account.id)
    }

    /// Books `intro` for a guest of that name.
    package func book(
        _ start: String, guest: String = "nora", zone: String = "Europe/Berlin",
        submission: BookingRequest.Submission? = nil
    ) async throws -> AppointmentView {
        try await verbs.book(request(start, guest: guest, zone: zone, submission: submission)).view
    }

    package func request(
        _ start: String, guest: String = "nora", zone: String = "Europe/Berlin",
        submission: BookingRequest.Submission? = nil
    ) throws -> BookingRequest {
        BookingRequest(
            account: "harbor", calendar: "intro",
            start: try Instant.bookingStart(start, in: verbs.zones.zone(zone)),
            zone: zone, name: guest.capitalized, email: "\(guest)@example.com", submission: submission)
    }

    /// The appointment as it stands now.
    package func current(_ view: AppointmentView) async throws -> AppointmentView {
        try await verbs.appointment(id: view.appointment.id, of: view.account.id)
    }
}
