/// What Zoom refused or could not do.
package struct ZoomError: Error, Hashable, CustomStringConvertible {
    /// What went wrong, as far as a caller can act on it.
    package enum Kind: Hashable, Sendable {
        /// No connection was made: nothing was asked.
        case unconnected
        /// No answer came: what was asked may have been done, may be done yet, or not at all.
        case unreachable
        /// The access token is not valid (any more): refresh it once.
        case invalidToken
        /// The grant has ended: only the user can mend it, by connecting again.
        case invalidGrant
        /// The app was not given a scope that the call needs.
        case missingScope
        /// There is no such meeting or user.
        case notFound
        /// Too many calls within a second.
        case tooFast
        /// Too many calls today; in UTC epoch milliseconds when Zoom says until when.
        case dailyLimit(resumesAt: Int64?)
        /// Zoom is out of order.
        case server
        /// An answer that makes no sense.
        case nonsense
        /// Zoom has understood and will not do it, however often it is asked.
        case refused
    }

    package let kind: Kind
    /// HTTP status; 0 when no answer came.
    package let status: Int
    /// Zoom's own code, as in “3001”.
    package let code: Int?
    package let message: String
    /// What Zoom's support asks for.
    package let trackingID: String?

    package init(kind: Kind, status: Int = 0, code: Int? = nil, message: String, trackingID: String? = nil) {
        self.kind = kind
        self.status = status
        self.code = code
        self.message = message
        self.trackingID = trackingID
    }

    package var description: String {
        switch kind {
        case .unconnected: "Zoom cannot be reached: \(message)."
        case .unreachable: "Zoom did not answer: \(message)."
        case .nonsense: "Zoom answered something that makes no sense (HTTP \(status)): \(message)."
        default: "Zoom answered \(code.map { "\($0) " } ?? "")“\(message)” (HTTP \(status))."
        }
    }
}
