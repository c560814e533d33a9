import Crypto
import Foundation

/// HMAC-SHA1 in base64, keyed with the auth token, over an address and the fields of a form, sorted by name.
struct RequestSignature: Sendable {
    let authToken: String

    /// `X-Twilio-Signature`.
    func header(url: String, form: [String: String]) -> String {
        let sorted = form.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let text = url + sorted.map { $0.key + $0.value }.joined()
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(authToken.utf8)))
        return Data(code).base64EncodedString()
    }
}
