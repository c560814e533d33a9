/// Why a mail did not go, or a mail server could not be used.
package struct MessagingError: Error, Equatable, CustomStringConvertible {
    /// What went wrong; the server's words are cut at 500 characters and free of control characters.
    package enum Kind: Sendable, Equatable {
        /// The server will never take this mail: SMTP status 500–599 and the server's words.
        case refused(status: Int, text: String)
        /// The server cannot take it now: SMTP status 400–499 and the server's words.
        case deferred(status: Int, text: String)
        /// The server does not accept Usher's name and password; the mail itself is not at fault.
        case login(status: Int, text: String)
        /// No connection, or one that broke.
        case unreachable(text: String)
        /// The server did not answer in the time allowed.
        case timeout
        /// No trusted encrypted connection could be made.
        case tls(text: String)
        /// The mail or the configuration cannot be used as it is; `field` names what.
        case invalid(field: String, text: String)
    }

    /// What went wrong.
    package var kind: Kind
    /// `host:port` of the mail server, or empty when none was involved.
    package var server: String

    /// - Parameter server: `host:port`, without user and password.
    package init(_ kind: Kind, server: String = "") {
        self.kind = kind
        self.server = server
    }

    /// True when sending the same mail again cannot succeed. A fault of the set-up is not permanent.
    package var isPermanent: Bool {
        switch kind {
        case .refused, .invalid: true
        case .deferred, .login, .unreachable, .timeout, .tls: false
        }
    }

    /// What happened, to what, and what to do. Never holds a password.
    package var description: String {
        switch kind {
        case .refused(let status, let text):
            "Mail server \(server) refused the mail (\(status) \(text)): correct the address or the mail."
        case .deferred(let status, let text):
            "Mail server \(server) cannot take the mail now (\(status) \(text)): try again later."
        case .login(let status, let text):
            "Mail server \(server) refused Usher's login (\(status) \(text)): check the mail URL's login."
        case .unreachable(let text):
            "Mail server \(server) cannot be reached (\(text)): check host, port and network."
        case .timeout:
            "Mail server \(server) did not answer in time: try again later, or check host and port."
        case .tls(let text):
            "No safe connection to mail server \(server) (\(text)): check certificate, CA file and `tls=`."
        case .invalid(let field, let text):
            "Mail cannot be sent: \(field) \(text)."
        }
    }
}
