import Foundation
package import Store
import TimeZones

/// What somebody was when they were deleted.
private struct FormerPlaces: Codable {
    struct Place: Codable {
        let account: String
        let role: String
        let isLimited: Bool
    }

    var agency: String?
    var agencyRole: String?
    var places: [Place] = []
}

extension Verbs {
    /// Deletes somebody of the agency: they are signed out everywhere, off all calendars, and their address is free.
    /// What they host stays until it is handed over.
    /// - Throws: `not_agency_admin`; `not_found`; `yourself`; `last_admin`; `other_agency`.
    package func deleteUser(_ userID: String, by authority: any Authority) async throws {
        let agency = try authority.requireAgencyAdmin()
        if userID == authority.doer.id {
            throw OperationError(
                .conflict, "yourself", "Nobody deletes themself. Ask another admin of the agency.")
        }
        try await store.write { transaction in
            let admins = try transaction.lockedAdminCount(ofAgency: agency.id)
            let person = try transaction.requirePerson(userID, of: agency)
            if person.role == .admin, admins == 1 {
                throw OperationError(
                    .conflict, "last_admin", "An agency needs an admin. Make somebody else one first.")
            }
            try transaction.requireOnly(agency, for: person.user)
            let places = try formerPlaces(of: userID, transaction)
            let text = String(decoding: try JSONEncoder().encode(places), as: UTF8.self)
            try transaction.endInvitations(to: person.user.email, ofAgency: agency.id, at: now)
            try transaction.delete(person.user, of: agency.id, places: text, at: now)
            try audit("user_deleted", userID, person.user.name, by: authority.doer, of: agency, in: transaction)
        }
    }

    /// Brings somebody back under their former address, with a link to set a new password by, as a new user: whatever was tied to the former id,
    /// as a Zoom account is, is not theirs by itself.
    /// - Returns: the new user.
    /// - Throws: `not_agency_admin`; `not_found`; `restored`; `taken` when the address is somebody else's now.
    package func restoreUser(_ formerID: String, by authority: any Authority) async throws -> User {
        let agency = try authority.requireAgencyAdmin()
        return try await store.write { transaction in
            guard let former = try transaction.deletedUser(id: formerID, of: agency.id) else {
                throw OperationError.notFound("There is nobody deleted of that kind in this agency.")
            }
            let places = try JSONDecoder().decode(FormerPlaces.self, from: Data(former.places.utf8))
            if former.successorID != nil {
                throw OperationError(.conflict, "restored", "\(former.user.name) has been restored before.")
            }
            if let other = try transaction.user(email: former.user.email) {
                throw OperationError(
                    .conflict, "taken", "Somebody else has the address \(other.email) now.")
            }
            let user = User(
                id: surroundings.id("usr"), name: former.user.name, email: former.user.email,
                zone: former.user.zone)
            try transaction.insert(user, passwordHash: Self.nobodysHash, at: now)
            let reset = surroundings.id(LinkPurpose.reset.idPrefix)
            try transaction.insertPasswordReset(
                id: reset, user: user.id, at: now, until: now.adding(minutes: Self.resetMinutes))
            try transaction.markRestored(formerID, as: user.id)
            try transaction.save(weekdays(of: user), at: now)
            try rejoin(user, places, of: agency, transaction)
            try queueForPerson(.passwordReset, to: user, context: reset, in: transaction)
            try audit(
                "user_restored", user.id, user.name, "A new user: the former id was \(formerID).",
                by: authority.doer, of: agency, in: transaction)
            return user
        }
    }

    private func formerPlaces(of userID: String, _ reading: any Reading) throws -> FormerPlaces {
        let standing = try reading.agencyStanding(of: userID)
        var places = FormerPlaces(agency: standing?.agency.id, agencyRole: standing?.role.rawValue)
        for accountID in try reading.accountIDs(of: userID) {
            guard let member = try reading.membership(of: userID, in: accountID) else { continue }
            places.places.append(
                .init(account: accountID, role: member.role.rawValue, isLimited: member.isLimited))
        }
        return places
    }

    private func rejoin(
        _ user: User, _ places: FormerPlaces, of agency: Agency, _ transaction: Transaction
    ) throws {
        if places.agency == agency.id, let role = places.agencyRole.flatMap(AgencyRole.init(rawValue:)) {
            try transaction.setRole(role, of: user.id, inAgency: agency.id, at: now)
        }
        for place in places.places where try transaction.agency(ofAccount: place.account) == agency {
            try transaction.join(
                user.id, account: place.account, as: Role(rawValue: place.role) ?? .user,
                isLimited: place.isLimited, at: now)
            try match(newMemberOf: place.account, in: transaction)
        }
    }
}

extension Reading {
    /// - Throws: `other_agency` for who works for another one, too: they are not one agency's to delete.
    fileprivate func requireOnly(_ agency: Agency, for user: User) throws {
        let standing = try agencyStanding(of: user.id)?.agency
        let isElsewhere = try accountIDs(of: user.id).contains { try self.agency(ofAccount: $0) != agency }
        if !isElsewhere, standing == nil || standing == agency { return }
        throw OperationError(
            .conflict, "other_agency",
            "\(user.name) works for another agency, too. Take them out of your accounts instead.")
    }
}
