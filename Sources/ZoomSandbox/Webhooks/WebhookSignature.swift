import Crypto
import Foundation

/// HMAC-SHA256 in hexadecimal, keyed with the secret token of the event subscription.
struct WebhookSignature: Sendable {
    let secret: String

    /// `x-zm-signature` of a body sent at this time.
    func header(body: String, timestamp: String) -> String { "v0=\(code(for: "v0:\(timestamp):\(body)"))" }

    func code(for text: String) -> String {
        HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8))
        )
        .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
