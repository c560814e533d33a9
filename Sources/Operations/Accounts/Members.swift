import Scheduling
package import Store
import TimeZones

extension Verbs {
    /// Makes an agency's account with its first admin.
    /// - Throws: `invalid` with the fields at fault.
    package func createAccount(
        name: String, slug: String, zone: String, admin: NewUser
    ) async throws -> (account: Account, admin: User) {
        var validation = Validation()
        let name = validation.text(name, "name", "The name", longest: 100)
        let slug = validation.slug(slug, "slug")
        _ = validation.zone(zone, "zone", in: zones)
        let prepared = try await prepare(admin, &validation)
        let account = Account(id: surroundings.id("acc"), slug: slug, name: name, zone: zone)
        try await storing("slug", "taken", "This link name or this e-mail address is taken already.") {
            transaction in
            let agency = Agency(id: surroundings.id("agy"), name: name)
            try transaction.insert(agency, at: now)
            try transaction.insert(account, agency: agency.id, at: now)
            try insert(prepared, into: account.id, as: .admin, in: transaction)
            try transaction.setRole(.admin, of: prepared.user.id, inAgency: agency.id, at: now)
        }
        return (account, prepared.user)
    }

    /// Adds a user to an account, open on weekdays from nine to five in their own zone until they say otherwise.
    package func addUser(_ user: NewUser, to account: Account, as role: Role) async throws -> User {
        var validation = Validation()
        let prepared = try await prepare(user, &validation)
        try await storing("email", "taken", "Another user has this e-mail address.") { transaction in
            try insert(prepared, into: account.id, as: role, in: transaction)
        }
        return prepared.user
    }

    /// Makes a user and, in the same transaction, what they come for.
    /// - Throws: `invalid` with the fields at fault.
    func addingUser<Value: Sendable>(
        _ new: NewUser, _ body: @escaping @Sendable (User, Transaction) throws -> Value
    ) async throws -> Value {
        var validation = Validation()
        let prepared = try await prepare(new, &validation)
        return try await storing("email", "taken", "Another user has this e-mail address.") { transaction in
            try transaction.insert(prepared.user, passwordHash: prepared.passwordHash, at: now)
            try transaction.save(weekdays(of: prepared.user), at: now)
            return try body(prepared.user, transaction)
        }
    }

    /// Open on weekdays from nine to five, on the user's own clocks.
    func weekdays(of user: User) throws -> NamedSchedule {
        let zone = try zones.zone(user.zone)
        let workday = [MinuteRange(from: 9 * 60, to: 17 * 60)].compactMap(\.self)
        let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        let hours = OpeningHours(
            zone: zone, ranges: Dictionary(uniqueKeysWithValues: weekdays.map { ($0, workday) }))
        return NamedSchedule(
            id: surroundings.id("sch"), accountID: nil, userID: user.id, name: "Working hours",
            schedule: try Schedule(hours), isDefault: true)
    }

    /// Stores a user's own name, zone and number.
    /// - Throws: `invalid` with the fields at fault: `name`, `zone`, `phone`.
    package func updateProfile(of user: User, name: String, zone: String, phone: String) async throws {
        var validation = Validation()
        let name = validation.text(name, "name", "The name", longest: 100)
        _ = validation.zone(zone, "zone", in: zones)
        let phone = validation.phone(phone, "phone")
        try validation.finish()
        try await store.write { try $0.updateProfile(of: user.id, name: name, zone: zone, phone: phone) }
    }

    private struct PreparedUser: Sendable {
        let user: User
        let passwordHash: String
    }

    private func prepare(_ new: NewUser, _ validation: inout Validation) async throws -> PreparedUser {
        let name = validation.text(new.name, "user_name", "The user's name", longest: 100)
        let email = validation.email(new.email, "email")
        _ = validation.zone(new.zone, "zone", in: zones)
        if new.password.count < Self.shortestPassword {
            validation.fault(
                "password", "too_short", "The password needs at least \(Self.shortestPassword) characters.")
        }
        try validation.finish()
        let user = User(id: surroundings.id("usr"), name: name, email: email, zone: new.zone)
        return PreparedUser(
            user: user,
            passwordHash: try await PasswordHash.make(new.password, salt: surroundings.randomBytes(16)))
    }

    private func insert(
        _ prepared: PreparedUser, into accountID: String, as role: Role, in transaction: Transaction
    ) throws {
        try transaction.insert(prepared.user, passwordHash: prepared.passwordHash, at: now)
        try transaction.join(prepared.user.id, account: accountID, as: role, at: now)
        try match(newMemberOf: accountID, in: transaction)
        try transaction.save(weekdays(of: prepared.user), at: now)
    }

    /// Writes, and turns a value that is taken into a fault of its field.
    func storing<Value: Sendable>(
        _ field: String, _ code: String, _ message: String,
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await store.write(body)
        } catch StoreError.taken {
            throw OperationError.invalid([.init(field, code, message)])
        }
    }
}

/// A user to be made.
package struct NewUser: Sendable {
    package var name: String
    package var email: String
    package var password: String
    /// A name of the tz database.
    package var zone: String

    package init(name: String, email: String, password: String, zone: String) {
        self.name = name
        self.email = email
        self.password = password
        self.zone = zone
    }
}

extension Validation {
    /// As `slug`, of a calendar: a group's page stands where a calendar of that name would.
    mutating func calendarSlug(_ value: String, _ field: String) -> String {
        let slug = slug(value, field)
        if slug == "group" {
            fault(field, "taken", "Groups of calendars have this link name. Choose another one.")
        }
        return slug
    }

    /// The last part of a link: lower-case letters, digits and inner hyphens.
    mutating func slug(_ value: String, _ field: String) -> String {
        let slug = value.trimmingPrefix { $0 == " " }.lowercased()
        let isPlain = slug.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        if !isPlain || !(1...60).contains(slug.count) || slug.hasPrefix("-") || slug.hasSuffix("-") {
            fault(
                field, "bad_slug",
                "A link name has 1 to 60 lower-case letters, digits and hyphens, like intro-call.")
        }
        return slug
    }
}
