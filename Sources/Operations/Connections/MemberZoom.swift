package import Store
import TimeZones

/// How a member of an account stands with Zoom, and what of the account's waits for it there.
package struct MemberZoom: Sendable {
    /// Who has connected it, and whether Zoom still lets Usher in.
    package enum Standing: Hashable, Sendable {
        case own
        case organisation
        /// The reason is the member's to read.
        case broken(reason: String)
        case unconnected
    }

    package let member: Member
    package let outlook: ZoomOutlook
    /// The account's rooms that are not there yet, by the start of their meetings; those of other accounts are not
    /// among them.
    package let waiting: [WaitingRoom]

    package var connection: Connection? { outlook.connection }

    package var standing: Standing {
        guard let connection else { return .unconnected }
        if connection.state == .broken { return .broken(reason: connection.brokenReason ?? "Zoom ended it.") }
        return connection.organisationID == nil ? .own : .organisation
    }

    /// How many rooms were given up until somebody asks for another try.
    package var failed: Int { waiting.count { $0.state == .failed } }

    /// The next meeting whose room has met a problem.
    package var mostUrgent: WaitingRoom? { waiting.first { $0.problem != nil } }
}

extension Verbs {
    /// How the members of an account stand with Zoom, in the order of the team.
    /// - Parameter userID: the one member that is asked about; nil for all.
    package func memberZooms(of accountID: String, only userID: String? = nil) async throws -> [MemberZoom] {
        let now = now
        return try await store.read { snapshot in
            try snapshot.members(of: accountID).filter { userID == nil || $0.user.id == userID }.map { member in
                let outlook = try zoomOutlook(of: member.user.id, at: now, in: snapshot)
                return MemberZoom(
                    member: member, outlook: outlook,
                    waiting: outlook.waiting.filter { $0.accountID == accountID })
            }
        }
    }

    /// Lets all rooms of a member go on that wait for something or were given up.
    /// - Throws: `not_found` when there is no such member of the account.
    package func retryRooms(of userID: String, in accountID: String) async throws {
        try await store.write { transaction in
            guard try transaction.membership(of: userID, in: accountID) != nil else {
                throw OperationError.notFound("There is no such member of this account.")
            }
            try setGoing(roomsOf: userID, in: transaction)
        }
    }
}
