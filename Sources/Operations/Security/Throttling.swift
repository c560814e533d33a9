import Store
import TimeZones

/// What is throttled, each by itself.
package enum ThrottledAction: String, Sendable {
    case signIn = "sign_in"
    case booking
    case hold
    /// Reading a calendar feed.
    case feed
    /// The codes of one user's authenticator.
    case code
    /// Asking for a link to set a new password by.
    case reset
}

extension Verbs {
    /// Counts an attempt of a visitor, whichever process it comes to.
    /// - Parameter perMinute: how many there may be, saved up to the same number.
    /// - Throws: `too_many` when they are used up.
    package func count(_ action: ThrottledAction, of visitor: String, perMinute: Int) async throws {
        // An address is somebody's: only its hash is kept.
        let key = Vault.hash("\(action.rawValue) \(visitor)")
        let isLeft = try await store.write {
            try $0.countAttempt(key, interval: max(1, 60_000 / perMinute), burst: perMinute, at: now)
        }
        guard isLeft else {
            throw OperationError(
                .throttled, "too_many", "Too many attempts from this address. Wait a minute, then try again.")
        }
    }
}
