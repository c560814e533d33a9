/// Why a mail or a text message did not go, or a server could not be used.
package struct MessagingError: Error, Equatable, CustomStringConvertible {
    /// What was to be sent.
    package enum Medium: Sendable, Equatable {
        case mail, text
    }

    /// What went wrong; the server's words are cut at 500 characters and free of control characters.
    package enum Kind: Sendable, Equatable {
        /// The server will never take this message: its status (SMTP 500–599, HTTP 400–499) and its words.
        case refused(status: Int, text: String)
        /// The server cannot take it now: its status (SMTP 400–499, HTTP 429 or 500–599) and its words.
        case deferred(status: Int, text: String)
        /// The server does not accept Usher's name and password; the message itself is not at fault.
        case login(status: Int, text: String)
        /// No connection, or one that broke before the message was handed over.
        case unreachable(text: String)
        /// The server did not answer in the time allowed; the message has not been handed over.
        case timeout
        /// No trusted encrypted connection could be made.
        case tls(text: String)
        /// The message or the configuration cannot be used as it is; `field` names what.
        case invalid(field: String, text: String)
        /// Whoever has this number told the sender to stop, and nothing goes there until they say START.
        case optedOut(text: String)
        /// The server sends nothing for this account or sender, or takes no mail from this machine; the message itself
        /// is not at fault.
        case setup(text: String)
        /// The message was handed over and no answer came that tells its fate: it may have gone, or not. A mail can be
        /// sent again with the same Message-ID, by which servers and readers recognise a copy.
        case uncertain(text: String)
    }

    /// What went wrong.
    package var kind: Kind
    /// `host:port` of the server, or empty when none was involved.
    package var server: String
    /// What was to be sent.
    package var medium: Medium
    /// The service's own number for the error, as Twilio's 21610.
    package var code: Int?

    /// - Parameter server: `host:port`, without user and password.
    package init(_ kind: Kind, server: String = "", medium: Medium = .mail, code: Int? = nil) {
        self.kind = kind
        self.server = server
        self.medium = medium
        self.code = code
    }

    /// True when sending the same message again cannot succeed. A fault of the set-up is not permanent, and
    /// ``Kind/uncertain(text:)`` may have succeeded already.
    package var isPermanent: Bool {
        switch kind {
        case .refused, .invalid, .optedOut: true
        case .deferred, .login, .unreachable, .timeout, .tls, .setup, .uncertain: false
        }
    }

    /// What happened, to what, and what to do. Never holds a password.
    package var description: String {
        let words = medium.words
        let party = "\(words.server) \(server)"
        return switch kind {
        case .refused(let status, let text):
            "\(party) refused the \(words.thing) (\(status) \(text)): "
                + "correct the \(words.address) or the \(words.thing)."
        case .deferred(let status, let text):
            "\(party) cannot take the \(words.thing) now (\(status) \(text)): try again later."
        case .login(let status, let text):
            "\(party) refused Usher's login (\(status) \(text)): check \(words.login)."
        case .unreachable(let text):
            "\(party) cannot be reached (\(text)): check host, port and network."
        case .timeout:
            "\(party) did not answer in time: try again later, or check host and port."
        case .tls(let text):
            "\(party) has no safe connection to offer (\(text)): check certificate, CA file and `tls=`."
        case .invalid(let field, let text):
            "The \(words.thing) cannot be sent: \(field) \(text)."
        case .optedOut(let text):
            "\(party) sends nothing to who has asked to stop (\(text)): wait until they answer START."
        case .setup(let text):
            "\(party) does not send for this account or sender (\(text)): check both with \(words.host)."
        case .uncertain(let text):
            "\(party) may have taken the \(words.thing) or not (\(text)): look there before sending it again."
        }
    }
}

extension MessagingError.Medium {
    /// The words that differ between the descriptions of errors.
    fileprivate var words: (server: String, thing: String, address: String, login: String, host: String) {
        switch self {
        case .mail: ("Mail server", "mail", "address", "the mail URL's login", "whoever runs the server")
        case .text:
            ("SMS service", "text message", "number", "the account's SID and auth token", "the service")
        }
    }
}
