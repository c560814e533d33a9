import Store
import TimeZones
import Zoom

extension Verbs {
    /// - Throws: `TokenProblem`.
    func usableOrganisation(_ accountID: String) async throws -> Organisation {
        guard let organisation = try await store.read({ try $0.organisation(of: accountID) }) else {
            throw TokenProblem.notConnected
        }
        if organisation.state == .broken {
            throw TokenProblem.broken(organisation.brokenReason ?? "Zoom ended it.")
        }
        return organisation
    }

    /// Asks Zoom for another token of an organisation's app. All processes share the one that is stored: a new one can
    /// end the former.
    func organisationToken(of accountID: String) async throws -> String {
        let organisation = try await usableOrganisation(accountID)
        let context = Organisation.context(accountID)
        let token = try await freshToken(of: organisation)
        var renewed = organisation
        renewed.sealedAccessToken = try vault.seal(token.accessToken, context: context)
        renewed.tokenExpiresAt = now.adding(seconds: token.expiresIn)
        renewed.scopes = token.scope
        let stored = renewed
        try await keep { try $0.saveToken(of: stored) }
        return token.accessToken
    }

    private func freshToken(of organisation: Organisation) async throws -> ZoomAccountToken {
        do {
            let secret = try vault.open(
                organisation.sealedClientSecret, context: Organisation.context(organisation.accountID))
            return try await zoom.accountToken(
                organisation.zoomAccountID,
                as: ZoomCredentials(clientID: organisation.clientID, clientSecret: secret))
        } catch let error as ZoomError where error.kind == .invalidGrant {
            let reason = "Zoom no longer lets the organisation's app in: \(error.message)"
            try await markBroken(organisation, reason: reason)
            throw TokenProblem.broken(reason)
        }
    }

    /// Who in an organisation's Zoom account has a member's address.
    func askOrganisation(_ accountID: String, about user: User) async throws -> ZoomUser {
        try await asking(for: .of(user: user.id)) {
            try await withOrganisationToken(of: accountID) { try await zoom.user(email: user.email, token: $0) }
        }
    }

    /// Notes that Zoom no longer knows the app, and tells the account's admins, once for all whom it served.
    private func markBroken(_ organisation: Organisation, reason: String) async throws {
        try await store.write { transaction in
            try transaction.lockOrganisation(of: organisation.accountID)
            guard var current = try transaction.organisation(of: organisation.accountID), current.state == .active,
                current.sealedClientSecret == organisation.sealedClientSecret
            else { return }
            (current.state, current.brokenReason) = (.broken, reason)
            try transaction.save(current)
            try transaction.markConnectionsBroken(servedBy: current.accountID, reason: reason)
            for admin in try transaction.members(of: current.accountID).filter({ $0.role == .admin }) {
                try queue(
                    .organisationBroken, to: admin.user, account: current.accountID, context: reason,
                    in: transaction)
            }
        }
    }
}
