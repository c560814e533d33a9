import Crypto
import Foundation

/// The `tk` of an invite link: a guest's name and when the link dies. Signed, so nothing is kept.
struct InviteKey: Sendable {
    private let key: SymmetricKey

    init(zakKey: Data) {
        // A key of its own: no name can make an invite link pass for a start link.
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("invite links".utf8), using: SymmetricKey(data: zakKey))
        key = SymmetricKey(data: Data(code))
    }

    /// - Parameter dies: nil for a link that never does.
    func mint(_ name: String, for meeting: Int64, dies: Date?) -> String {
        let end = dies.map { Int64($0.timeIntervalSince1970) } ?? 0
        let claim = Data("\(meeting)\n\(end)\n\(name)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: claim, using: key)
        return "\(claim.base64URL).\(Data(code).base64URL)"
    }

    /// The name in a link that is ours, for this meeting, and alive.
    func name(in text: String, for meeting: Int64, now: Date) -> String? {
        let parts = text.split(separator: ".").map { Data(base64URL: String($0)) }
        guard parts.count == 2, let claim = parts[0], let code = parts[1],
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: claim, using: key)
        else { return nil }
        let fields = String(decoding: claim, as: UTF8.self)
            .split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, Int64(fields[0]) == meeting, let end = Int64(fields[1]) else { return nil }
        return end == 0 || end > Int64(now.timeIntervalSince1970) ? String(fields[2]) : nil
    }
}
