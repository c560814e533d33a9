import Store
import TimeZones
import Zoom

extension Verbs {
    /// A Zoom account belongs to one user. Whoever signs in to Zoom proves that it is theirs, so it comes with them when
    /// the user who has it was deleted; an active user keeps it.
    /// - Returns: false when an active user has it. Their connection goes on with the new tokens: the old ones died when
    ///   Zoom gave these.
    func takeOver(_ zoomUser: ZoomUser, _ tokens: ZoomTokens, for user: User) async throws -> Bool {
        try await store.write { transaction in
            if let seen = try transaction.connection(zoomUserID: zoomUser.id) {
                try transaction.lockConnection(of: seen.userID)
            }
            guard let held = try transaction.connection(zoomUserID: zoomUser.id), held.userID != user.id else {
                return true
            }
            if let holder = try transaction.livingUser(id: held.userID) {
                try transaction.save(try renewed(held, tokens, for: holder.id))
                try setGoing(roomsOf: holder.id, in: transaction)
                return false
            }
            try transaction.deleteConnection(of: held.userID)
            try audit(
                "zoom_taken_over", about: user, "\(zoomUser.email), from the deleted user \(held.userID)",
                by: Doer(user, address: ""), in: transaction)
            return true
        }
    }

    /// Why a Zoom account cannot be connected, and who can help.
    func taken(_ zoomUser: ZoomUser, from user: User) async throws -> OperationError {
        let holder = try await store.read { snapshot -> User? in
            guard let held = try snapshot.connection(zoomUserID: zoomUser.id),
                let holder = try snapshot.user(id: held.userID),
                try snapshot.agency(of: holder) == snapshot.agency(of: user)
            else { return nil }
            return holder
        }
        let whose = holder.map { "\($0.name) (\($0.email))" } ?? "another user of this Usher"
        return OperationError(
            .conflict, "zoom_taken",
            "The Zoom account \(zoomUser.email) is connected to \(whose). A Zoom account belongs to one user: \(holder?.name ?? "that user") "
                + "can disconnect it, an admin can hand it over under Team, or you sign in to Zoom with another one."
        )
    }

    /// Hands a member's Zoom account over to another member; the rooms that were made with it are made anew where they
    /// are still wanted.
    /// - Throws: `not_admin`, and `not_agency_admin` for who works in other accounts, too; `not_found`; `not_connected`;
    ///   `has_zoom` when the other one has a Zoom account already.
    package func transferZoom(
        from userID: String, to receiverID: String, in accountID: String, by asker: Asker
    ) async throws {
        try await store.write { transaction in
            let (holder, account) = try member(userID, of: accountID, askedBy: asker, transaction)
            guard let receiver = try transaction.membership(of: receiverID, in: accountID)?.user else {
                throw OperationError.notFound("There is no such member of this account.")
            }
            try transaction.lockConnection(of: userID)
            guard let held = try transaction.connection(of: userID) else { throw Self.unconnected(holder) }
            try held.requireOwn()
            if receiver.id == userID { return }
            // A refresh under way would leave the receiver a pair that is dead.
            let lease = surroundings.token()
            guard try transaction.claimRefresh(of: .user(userID), lease: lease, seconds: Self.handOverLease) else {
                throw OperationError(.conflict, "busy", "Zoom is being asked for this connection. Try again.")
            }
            if try transaction.connection(of: receiver.id) != nil {
                throw OperationError(
                    .conflict, "has_zoom", "\(receiver.name) has a Zoom account already. It has to go first.")
            }
            try transaction.deleteConnection(of: userID)
            try transaction.save(try handed(held, to: receiver.id))
            try transaction.forgetRooms(host: userID, endingAfter: now, at: now)
            for user in [userID, receiver.id] { try setGoing(roomsOf: user, in: transaction) }
            transaction.promise(.lookAtZoom, receiver.id, due: now, at: now)
            try audit(
                "zoom_transferred", userID, holder.name, "\(held.zoomEmail), to \(receiver.name)", by: asker.doer,
                in: account, transaction)
        }
    }

    /// Ends a member's connection for them.
    /// - Throws: as `transferZoom`.
    package func disconnectZoom(of userID: String, in accountID: String, by asker: Asker) async throws {
        let (holder, account, held) = try await store.read { snapshot in
            let (holder, account) = try member(userID, of: accountID, askedBy: asker, snapshot)
            return (holder, account, try snapshot.connection(of: userID))
        }
        guard let held else { throw Self.unconnected(holder) }
        try await disconnect(holder, accountID: accountID)
        try await store.write {
            try audit(
                "zoom_disconnected", userID, holder.name, held.zoomEmail, by: asker.doer, in: account, $0)
        }
    }

    /// Lets the rooms of a host go on that wait for something, and those of who the host was before.
    func setGoing(roomsOf userID: String, in transaction: Transaction) throws {
        for hostID in [userID] + (try transaction.predecessors(of: userID)) {
            for room in try transaction.unsettledRooms(host: hostID) {
                try transaction.retryRoom(of: room.meetingID, at: now)
                transaction.promise(.reconcileRoom, room.meetingID, due: now, at: now)
            }
        }
    }

    /// Seconds.
    private static let handOverLease = 10

    private func member(
        _ userID: String, of accountID: String, askedBy asker: Asker, _ reading: any Reading
    ) throws -> (User, Account) {
        let (_, account) = try asker.requireAdmin(of: accountID, in: reading)
        guard let member = try reading.membership(of: userID, in: accountID) else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        // Whoever works elsewhere, too, is more than this account's.
        if try reading.accountIDs(of: userID) != [accountID] { _ = try asker.requireAgencyAdmin() }
        return (member.user, account)
    }

    private func renewed(_ held: Connection, _ tokens: ZoomTokens, for userID: String) throws -> Connection {
        var connection = held
        connection.sealedAccessToken = try vault.seal(tokens.accessToken, context: userID)
        connection.sealedRefreshToken = try vault.seal(tokens.refreshToken, context: userID)
        connection.tokenExpiresAt = now.adding(seconds: tokens.expiresIn)
        connection.scopes = tokens.scope
        (connection.state, connection.brokenReason) = (.active, nil)
        return connection
    }

    /// Sealed for the other one: what is sealed for one user opens for nobody else.
    private func handed(_ held: Connection, to userID: String) throws -> Connection {
        var connection = held
        let (access, refresh) = (held.sealedAccessToken, held.sealedRefreshToken)
        connection.userID = userID
        connection.sealedAccessToken = try vault.seal(vault.open(access, context: held.userID), context: userID)
        connection.sealedRefreshToken = try vault.seal(vault.open(refresh, context: held.userID), context: userID)
        return connection
    }

    private static func unconnected(_ user: User) -> OperationError {
        OperationError(.conflict, "not_connected", "\(user.name) has no Zoom account connected.")
    }
}
