import Crypto
import Foundation

/// Proves that an event comes from Zoom: HMAC-SHA256 over the raw bytes, keyed with the app's webhook secret.
package struct WebhookVerifier: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: the secret token of the app's event subscription.
    package init(secret: String) {
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// Whether the signature is right for these very bytes; compares in constant time.
    /// - Parameters:
    ///   - signature: `x-zm-signature`, as in `v0=…`.
    ///   - timestamp: `x-zm-request-timestamp`, as it was sent.
    package func accepts(_ body: [UInt8], signature: String, timestamp: String) -> Bool {
        guard signature.hasPrefix("v0="), let code = Self.bytes(signature.dropFirst(3)) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Data("v0:\(timestamp):".utf8) + body, using: key)
    }

    /// What Zoom wants back for the token it sends when the address is saved, and every 72 hours.
    package func answer(to plainToken: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(plainToken.utf8), using: key)
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
