import Crypto
import Foundation

/// What the deliveries of a webhook are signed with, as Standard Webhooks (standardwebhooks.com) says.
struct HookSecret: Sendable {
    /// `whsec_` and the key in base64: what its receiver is given.
    let text: String
    private let key: SymmetricKey

    private static let prefix = "whsec_"
    /// Bytes of a new one; the standard asks for 24 to 64.
    static let length = 32

    init(key: [UInt8]) {
        text = Self.prefix + Data(key).base64EncodedString()
        self.key = SymmetricKey(data: Data(key))
    }

    /// Reads one that `text` gave; nil for anything else.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        self.init(key: Array(key))
    }

    /// The headers that prove who sent a body and when: signed by every secret that is valid.
    /// - Parameter seconds: the moment of sending; a receiver refuses what is old.
    static func headers(id: String, seconds: Int64, body: String, by secrets: [HookSecret]) -> [(String, String)] {
        let signatures = secrets.map { "v1,\($0.signature("\(id).\(seconds).\(body)"))" }
        return [
            ("webhook-id", id), ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    private func signature(_ content: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Data(content.utf8), using: key)).base64EncodedString()
    }
}
