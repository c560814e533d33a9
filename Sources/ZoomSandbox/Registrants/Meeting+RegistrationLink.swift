import Crypto
import Foundation

extension Meeting {
    /// Where anybody may register; nil when nobody registers.
    func registrationURL(base: String, key: Data) -> String? {
        guard approvalType != 2 else { return nil }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("registration \(id)".utf8), using: SymmetricKey(data: key))
        return "\(base)/meeting/register/\(Data(code).base64URL)"
    }
}
