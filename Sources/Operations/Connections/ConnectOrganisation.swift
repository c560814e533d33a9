import Logging
package import Store
import TimeZones
import Zoom

/// What an admin enters to connect their organisation's Zoom account.
package struct OrganisationForm: Hashable, Sendable {
    package var zoomAccountID: String
    package var clientID: String
    package var clientSecret: String

    package init(zoomAccountID: String = "", clientID: String = "", clientSecret: String = "") {
        self.zoomAccountID = zoomAccountID
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}

/// Whom an organisation serves.
package struct OrganisationMatch: Hashable, Sendable {
    /// Members whose meetings are made with it.
    package var served: [User] = []
    /// Members with a Zoom account of their own here, which stays theirs.
    package var own: [User] = []
    /// Members whose address nobody has in the organisation's Zoom account.
    package var unknown: [User] = []
    /// Members whose Zoom user is connected to somebody else here.
    package var taken: [User] = []
}

extension Connection {
    /// Whether nothing has to be done for an organisation to serve them.
    fileprivate func isServed(as zoomUser: ZoomUser, by organisation: Organisation) -> Bool {
        state == .active && organisationID == organisation.accountID && scopes == organisation.scopes
            && (zoomUserID, zoomEmail) == (zoomUser.id, zoomUser.email)
    }

    /// - Throws: `served` for what an organisation has connected: the next match would only bring it back.
    func requireOwn() throws(OperationError) {
        if organisationID == nil { return }
        throw OperationError(
            .conflict, "served",
            "The organisation has connected this Zoom account, so it is not yours to disconnect or hand over. An admin disconnects the organisation under Connections."
        )
    }
}

extension Organisation {
    /// What its secrets are sealed for.
    static func context(_ accountID: String) -> String { "organisation:\(accountID)" }
}

extension Verbs {
    /// Connects an organisation's Zoom account once for all hosts of an account (server-to-server OAuth), and matches
    /// members to Zoom's users by their addresses. Whoever has connected Zoom themself keeps that.
    /// - Throws: `not_admin`; `missing`, `too_long`; `zoom_refused` when Zoom does not know the app; `missing_scope`;
    ///   `zoom_failed` when it cannot be asked.
    @discardableResult
    package func connectOrganisation(
        _ form: OrganisationForm, of accountID: String, by asker: Asker
    ) async throws -> OrganisationMatch {
        _ = try await store.read { try asker.requireAdmin(of: accountID, in: $0) }
        let (zoomAccountID, credentials) = try validated(form)
        let token = try await accountToken(zoomAccountID, credentials)
        try Self.requireScopes(token.scope)
        let context = Organisation.context(accountID)
        let organisation = Organisation(
            accountID: accountID, zoomAccountID: zoomAccountID, clientID: credentials.clientID,
            sealedClientSecret: try vault.seal(credentials.clientSecret, context: context),
            sealedAccessToken: try vault.seal(token.accessToken, context: context),
            tokenExpiresAt: now.adding(seconds: token.expiresIn), scopes: token.scope,
            connectedBy: asker.person.user.name, connectedAt: now)
        try await store.write { transaction in
            let (_, account) = try asker.requireAdmin(of: accountID, in: transaction)
            try transaction.lockOrganisation(of: accountID)
            let former = try transaction.organisation(of: accountID)
            if let former, former.zoomAccountID != organisation.zoomAccountID {
                // The users of another Zoom account are other users.
                try drop(former, in: transaction)
            }
            try transaction.save(organisation)
            let daily = now.adding(minutes: Self.matchMinutes)
            transaction.promise(.matchOrganisation, accountID, due: daily, at: now)
            try audit(
                "zoom_organisation_connected", accountID, account.name, organisation.zoomAccountID,
                by: asker.doer, in: account, transaction)
        }
        return try await matchOrganisation(of: accountID)
    }

    /// Matches the members of an account to the users of its organisation's Zoom account, and lets waiting rooms go on.
    /// - Throws: `not_found` without an organisation; `zoom_failed`.
    @discardableResult
    package func matchOrganisation(of accountID: String) async throws -> OrganisationMatch {
        let (organisation, members) = try await store.read {
            (try $0.organisation(of: accountID), try $0.members(of: accountID).map(\.user))
        }
        guard let organisation else {
            throw OperationError.notFound("No organisation is connected to this account.")
        }
        var match = OrganisationMatch()
        for user in members {
            let held = try await store.read { try $0.connection(of: user.id) }
            if let held, held.organisationID == nil {
                match.own.append(user)
            } else {
                try await serve(user, organisation, &match)
            }
        }
        return match
    }

    /// How often members are matched anew, minutes.
    private static let matchMinutes = 1440

    /// Matches the members of an account who have come or got another address since the last time.
    func keepOrganisation(of accountID: String) async throws -> Outcome {
        guard try await store.read({ try $0.organisation(of: accountID) }) != nil else { return .settled }
        do {
            try await matchOrganisation(of: accountID)
        } catch let error as OperationError {
            return .again(at: now.adding(minutes: 30), error: error.message)
        }
        return .again(at: now.adding(minutes: Self.matchMinutes), error: "")
    }

    /// Somebody new may have a user in the organisation's Zoom account.
    func match(newMemberOf accountID: String, in transaction: Transaction) throws {
        guard try transaction.organisation(of: accountID) != nil else { return }
        transaction.promise(.matchOrganisation, accountID, due: now, at: now)
    }

    /// Ends an organisation's connection, and with it those of all whom it served.
    /// - Throws: `not_admin`.
    package func disconnectOrganisation(of accountID: String, by asker: Asker) async throws {
        try await store.write { transaction in
            let (_, account) = try asker.requireAdmin(of: accountID, in: transaction)
            try transaction.lockOrganisation(of: accountID)
            guard let organisation = try transaction.organisation(of: accountID) else { return }
            try transaction.deleteOrganisation(of: accountID)
            try audit(
                "zoom_organisation_disconnected", accountID, account.name, organisation.zoomAccountID,
                by: asker.doer, in: account, transaction)
        }
    }

    private func serve(_ user: User, _ organisation: Organisation, _ match: inout OrganisationMatch) async throws {
        let zoomUser: ZoomUser
        do {
            zoomUser = try await askOrganisation(organisation.accountID, about: user)
        } catch let error as ZoomError where error.kind == .notFound || error.kind == .refused {
            match.unknown.append(user)
            return
        } catch let error as ZoomError {
            throw Self.refused(error)
        } catch TokenProblem.broken(let reason) {
            throw OperationError(.unavailable, "zoom_failed", reason)
        }
        if try await connect(user, to: zoomUser, of: organisation) {
            match.served.append(user)
        } else {
            match.taken.append(user)
        }
    }

    /// - Returns: false when somebody else has that Zoom user.
    private func connect(_ user: User, to zoomUser: ZoomUser, of organisation: Organisation) async throws -> Bool {
        var connection = Connection(
            userID: user.id, zoomUserID: zoomUser.id, zoomAccountID: organisation.zoomAccountID,
            zoomEmail: zoomUser.email, sealedAccessToken: "", sealedRefreshToken: "",
            tokenExpiresAt: organisation.connectedAt, scopes: organisation.scopes, connectedAt: now)
        connection.organisationID = organisation.accountID
        connection.canRegister =
            zoomUser.isLicensed && ZoomScope.registering.isGranted(in: organisation.scopes)
        let served = connection
        do {
            return try await store.write { transaction in
                try transaction.lockConnection(of: user.id)
                let held = try transaction.connection(of: user.id)
                // Connected by themself meanwhile: that stays.
                if let held, held.organisationID == nil { return true }
                if let held, held.isServed(as: zoomUser, by: organisation) { return true }
                if let holder = try transaction.connection(zoomUserID: zoomUser.id), holder.userID != user.id {
                    guard try transaction.livingUser(id: holder.userID) == nil else { return false }
                    try transaction.deleteConnection(of: holder.userID)
                }
                if let held, held.zoomUserID != zoomUser.id {
                    try transaction.forgetRooms(host: user.id, endingAfter: now, at: now)
                }
                try transaction.save(served)
                try setGoing(roomsOf: user.id, in: transaction)
                transaction.promise(.lookAtZoom, user.id, due: now, at: now)
                return true
            }
        } catch StoreError.taken {
            return false
        }
    }

    /// Takes down what a former organisation served: what its users hold in Zoom is out of reach.
    private func drop(_ former: Organisation, in transaction: Transaction) throws {
        for served in try transaction.connections(servedBy: former.accountID) {
            try transaction.forgetRooms(host: served.userID, endingAfter: now, at: now)
        }
        try transaction.deleteOrganisation(of: former.accountID)
    }

    private func accountToken(
        _ zoomAccountID: String, _ credentials: ZoomCredentials
    ) async throws -> ZoomAccountToken {
        do {
            return try await zoom.accountToken(zoomAccountID, as: credentials)
        } catch {
            throw Self.refused(error)
        }
    }

    private func validated(_ form: OrganisationForm) throws -> (zoomAccountID: String, ZoomCredentials) {
        var validation = Validation()
        let zoomAccountID = validation.text(form.zoomAccountID, "zoom_account_id", "The account id", longest: 200)
        let credentials = ZoomCredentials(
            clientID: validation.text(form.clientID, "client_id", "The client id", longest: 200),
            clientSecret: validation.text(form.clientSecret, "client_secret", "The client secret", longest: 200))
        try validation.finish()
        return (zoomAccountID, credentials)
    }

    private static func requireScopes(_ granted: String) throws {
        let missing = ZoomScope.missing(in: granted)
        if missing.isEmpty { return }
        let names = missing.map { "\($0.name):admin" }.joined(separator: ", ")
        throw OperationError.invalid([
            .init("client_id", "missing_scope", "In Zoom the app lacks \(names). Add them to it, and try again.")
        ])
    }

    private static func refused(_ error: ZoomError) -> OperationError {
        guard error.kind == .invalidGrant else {
            return OperationError(.unavailable, "zoom_failed", "Zoom could not be asked. \(error) Try again.")
        }
        return .invalid([
            .init(
                "client_secret", "zoom_refused",
                "Zoom does not let this app in: \(error.message). Compare all three with the app's page in Zoom, and see that it is activated."
            )
        ])
    }
}
