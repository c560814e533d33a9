import Foundation

/// Whom text messages come from: as Twilio names it, one of three things.
package enum TwilioSender: Sendable, Equatable {
    /// A number or short code of the account's.
    case number(String)
    /// A name shown in place of a number. Nobody can answer it, so nobody can say STOP.
    case name(String)
    /// A Messaging Service, which chooses a number for each message.
    case service(String)

    /// Tells by its look what it is: `+15551234567` or a short code, `MG…`, or up to eleven letters, digits and
    /// spaces.
    /// - Throws: ``MessagingError/Kind/invalid(field:text:)`` when it is none of them.
    package init(_ text: String) throws(MessagingError) {
        if text.wholeMatch(of: /MG[0-9a-fA-F]{32}/) != nil {
            self = .service(text)
        } else if text.wholeMatch(of: /[0-9]{3,6}/) != nil {
            self = .number(text)
        } else if text.hasPrefix("+") {
            self = .number(try PhoneNumber(text).e164)
        } else if text.wholeMatch(of: /[A-Za-z0-9 ]{1,11}/) != nil, text.contains(where: \.isLetter) {
            self = .name(text)
        } else {
            throw MessagingError(
                .invalid(
                    field: "sender",
                    text:
                        "must be a number like +15551234567, a Messaging Service (MG…), or a name of up to 11 letters"
                ),
                medium: .text)
        }
    }
}

/// An account at Twilio and what it sends from.
package struct TwilioAccount: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `AC` and 32 hexadecimal digits.
    package let sid: String
    /// The primary auth token: it signs in, and signs what Twilio sends.
    package let authToken: String
    /// Whom messages come from.
    package let sender: TwilioSender
    /// The root of the API, without a trailing slash.
    package let base: String

    /// Twilio's own address.
    package static let twilio = "https://api.twilio.com"

    /// - Throws: ``MessagingError/Kind/invalid(field:text:)``, which never repeats the token.
    package init(
        sid: String, authToken: String, sender: TwilioSender, base: String = TwilioAccount.twilio
    ) throws(MessagingError) {
        guard sid.wholeMatch(of: /AC[0-9a-fA-F]{32}/) != nil else {
            throw Self.invalid("account SID", "must be AC and 32 hexadecimal digits")
        }
        guard authToken.wholeMatch(of: /[!-~]+/) != nil else {
            throw Self.invalid("auth token", "must be ASCII without spaces, and not empty")
        }
        self.sid = sid
        self.authToken = authToken
        self.sender = sender
        self.base = try Self.checked(base: base)
    }

    /// The account without its token.
    package var description: String { "\(sid) at \(base)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["sid": sid, "base": base]) }

    /// `host:port`, for messages.
    var server: String {
        base.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last.map { String($0) } ?? base
    }

    private static func checked(base text: String) throws(MessagingError) -> String {
        var base = text
        while base.hasSuffix("/") { base.removeLast() }
        guard let parts = URLComponents(string: base), let host = parts.host, !host.isEmpty, parts.path.isEmpty,
            parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil
        else { throw invalid("API address", "must be like https://api.twilio.com, without a path") }
        let isLocal = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
        guard parts.scheme == "https" || parts.scheme == "http" && isLocal else {
            throw invalid("API address", "must begin with https://: the auth token goes there")
        }
        return base
    }

    private static func invalid(_ field: String, _ text: String) -> MessagingError {
        MessagingError(.invalid(field: field, text: text), medium: .text)
    }
}
