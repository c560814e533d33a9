internal import Foundation

/// A mail URL taken apart: `smtp[s]://user:password@host:port/helo?tls=required`.
struct MailServer: Sendable {
    enum Encryption: String, Sendable {
        case required, `try`, none
    }

    /// Without user, password and query, for curl.
    let url: String
    let host: String
    let port: Int
    let user: String?
    let password: String?
    let encryption: Encryption

    /// `host:port`, for messages.
    var name: String { "\(host):\(port)" }

    init(url text: String) throws(MessagingError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["smtp", "smtps"].contains(scheme)
        else { throw Self.invalid("must start with smtp:// or smtps://, with reserved characters as %XX") }
        guard let host = parts.host, Self.isHost(host) else { throw Self.invalid("must name a host") }
        let port = parts.port ?? (scheme == "smtps" ? 465 : 25)
        guard (1...65535).contains(port) else { throw Self.invalid("must have a port from 1 to 65535") }
        let helo = parts.path.split(separator: "/")
        if helo.count > 1 || !helo.allSatisfy({ Self.isHost(String($0)) }) || parts.fragment != nil {
            throw Self.invalid("may have only one name after the host: the one Usher greets with")
        }
        let literal = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        self.url = "\(scheme)://\(literal):\(port)" + helo.map { "/\($0)" }.joined()
        self.host = literal
        self.port = port
        self.user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        self.password = parts.password
        for secret in [parts.user, parts.password] where secret?.contains("\0") == true {
            throw Self.invalid("must not hold %00")
        }
        self.encryption = try Self.encryption(
            parts.queryItems ?? [], scheme: scheme, hasLogin: user != nil, isLocal: Self.isLoopback(literal))
    }

    private static func encryption(
        _ query: [URLQueryItem], scheme: String, hasLogin: Bool, isLocal: Bool
    ) throws(MessagingError) -> Encryption {
        if let stranger = query.first(where: { $0.name != "tls" }) {
            throw invalid("must not have the parameter \(stranger.name); the only one is tls")
        }
        let usual: Encryption = isLocal ? .none : hasLogin ? .required : .try
        guard let asked = query.first?.value else { return scheme == "smtps" ? .required : usual }
        guard let chosen = Encryption(rawValue: asked) else {
            throw invalid("must have tls=required, tls=try or tls=none")
        }
        if scheme == "smtps" && chosen != .required {
            throw invalid("contradicts itself: smtps:// is always TLS")
        }
        if hasLogin && !isLocal && chosen != .required {
            throw invalid("must not send a password over the network without TLS: use tls=required")
        }
        return chosen
    }

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._:[]".utf8.contains(byte)
            }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host.lowercased() == "localhost" || host == "[::1]"
            || (octets.count == 4 && octets.first == 127 && !octets.contains(nil))
    }

    private static func invalid(_ text: String) -> MessagingError {
        MessagingError(.invalid(field: "server URL", text: text))
    }
}
