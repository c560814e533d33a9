import Crypto
import Foundation

/// The key in a `start_url`: makes whoever holds it the host, for two hours. Signed, so nothing is kept.
struct Zak: Sendable {
    static let life: TimeInterval = 2 * 3600

    let key: Data

    func mint(for meeting: Int64, now: Date) -> String {
        let claim = "\(meeting).\(Int(now.addingTimeInterval(Self.life).timeIntervalSince1970))"
        let code = HMAC<SHA256>.authenticationCode(for: Data(claim.utf8), using: SymmetricKey(data: key))
        return "\(Data(claim.utf8).base64URL).\(Data(code).base64URL)"
    }

    func accepts(_ text: String, for meeting: Int64, now: Date) -> Bool {
        let parts = text.split(separator: ".").map { Data(base64URL: String($0)) }
        guard parts.count == 2, let claim = parts[0], let code = parts[1] else { return false }
        let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: claim, using: SymmetricKey(data: key))
        guard isOurs else { return false }
        let numbers = String(decoding: claim, as: UTF8.self).split(separator: ".").compactMap { Int64($0) }
        return numbers.count == 2 && numbers[0] == meeting && numbers[1] > Int64(now.timeIntervalSince1970)
    }
}
