import Foundation

/// Where a webhook is told things: an address that has been looked at closely, for members type it and this machine
/// calls it.
struct HookTarget: Sendable {
    /// Why an address cannot be used: a word for programs and a sentence.
    struct Fault: Error, Hashable {
        let code: String
        let message: String
    }

    let url: String
    let host: String
    let isSecure: Bool
    private static let longest = 1000

    /// Reads what was typed.
    /// - Parameter allowsPrivate: whether it may be of this machine or its network, and without TLS.
    /// - Throws: `Fault`: `missing`, `too_long`, `bad_url`, `private_address`.
    init(_ typed: String, allowsPrivate: Bool) throws(Fault) {
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { throw Fault(code: "missing", message: "The address is missing.") }
        if text.utf8.count > Self.longest {
            throw Fault(code: "too_long", message: "The address may have at most \(Self.longest) characters.")
        }
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), Self.isPlain(host), ["http", "https"].contains(scheme),
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else { throw Self.badURL }
        if scheme == "http", !allowsPrivate {
            throw Fault(
                code: "bad_url",
                message: "The address must begin with https://, so that nobody else can read along.")
        }
        (parts.scheme, parts.host) = (scheme, host)
        guard let url = parts.string else { throw Self.badURL }
        self.url = url
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        isSecure = scheme == "https"
        // A name is looked up each time it is called; what can be told already is told at once.
        if !allowsPrivate, let literal = NetworkAddress(self.host), !literal.isPublic {
            throw Self.notPublic(self.host)
        }
    }

    static func notPublic(_ host: String) -> Fault {
        Fault(
            code: "private_address",
            message: "\(host) is an address of this machine or of its own network. It must be one on the Internet."
        )
    }

    private static let badURL = Fault(
        code: "bad_url",
        message: "This is not an address that can be called. It should look like https://example.com/hooks.")

    /// A name or an address as the client writes it, too: it must not read anything else in it.
    private static func isPlain(_ host: String) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            return NetworkAddress(String(host.dropFirst().dropLast()))?.bytes.count == 16
        }
        return !host.isEmpty && !host.hasPrefix(".")
            && host.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-.".utf8.contains(byte)
            }
    }
}
