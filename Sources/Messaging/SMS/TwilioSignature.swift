import Crypto
import Foundation

/// Proves that a request comes from Twilio: HMAC-SHA1 over its address and its form, keyed with the auth token.
///
/// SHA-1 is Twilio's choice; as a MAC it is not known to be broken.
package struct TwilioSignature: Sendable {
    private let key: SymmetricKey

    /// - Parameter authToken: the account's primary one, whichever else may be in use.
    package init(authToken: String) {
        key = SymmetricKey(data: Data(authToken.utf8))
    }

    /// Whether the signature is right for this address and this form; compares in constant time.
    /// - Parameters:
    ///   - signature: `X-Twilio-Signature`.
    ///   - url: the whole address that Twilio was given, query included. A proxy may have changed what arrives.
    ///   - form: all fields of the body, also those that mean nothing here; empty for a GET.
    package func accepts(_ signature: String, url: String, form: TwilioForm) -> Bool {
        guard let code = Data(base64Encoded: signature), code.count == Insecure.SHA1.byteCount else {
            return false
        }
        let fields = Self.signed(form)
        // Twilio signs some addresses with their port and others without, so its own libraries try both.
        return Self.spellings(of: url).contains { spelling in
            HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                code, authenticating: Data(spelling.utf8) + fields, using: key)
        }
    }

    /// Each name with each of its values, sorted by their bytes, without anything between them.
    private static func signed(_ form: TwilioForm) -> Data {
        let sorted = form.fields.sorted { first, second in
            first.name == second.name
                ? first.value.utf8.lexicographicallyPrecedes(second.value.utf8)
                : first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
        }
        var data = Data()
        var last: TwilioForm.Field?
        // The same field given twice is signed once.
        for field in sorted where field != last {
            data += Data((field.name + field.value).utf8)
            last = field
        }
        return data
    }

    /// The address as it is, and once more without its port, or with its scheme's.
    private static func spellings(of url: String) -> [String] {
        guard let parts = url.wholeMatch(of: /(https?):\/\/([^\/?#]+?)(:\d+)?([\/?#].*)?/) else { return [url] }
        let (_, scheme, host, port, rest) = parts.output
        let other = port == nil ? (scheme == "https" ? ":443" : ":80") : ""
        return [url, "\(scheme)://\(host)\(other)\(rest ?? "")"]
    }
}
