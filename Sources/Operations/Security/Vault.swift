import Crypto
import Foundation

/// The keys of this Usher, all derived from one secret (HKDF-SHA256), each for one purpose.
package struct Vault: Sendable {
    private let sealingKey: SymmetricKey
    private let linkKey: SymmetricKey

    /// - Parameter secret: at least 32 characters; whoever has it can read the tokens at rest and make links.
    package init(secret: String) {
        let master = SymmetricKey(data: Data(secret.utf8))
        func key(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: master, info: Data("usher/\(purpose)/1".utf8), outputByteCount: 32)
        }
        sealingKey = key("seal")
        linkKey = key("link")
    }

    /// Encrypts with AES-GCM under a fresh nonce. `context` (such as a user id) must be named again to open it, so
    /// that a sealed value cannot be moved to another row.
    func seal(_ text: String, context: String) throws -> String {
        let box = try AES.GCM.seal(Data(text.utf8), using: sealingKey, authenticating: Data(context.utf8))
        guard let combined = box.combined else {
            throw OperationError(.unavailable, "sealing", "A secret could not be sealed.")
        }
        return Base64URL.encode(combined)
    }

    /// - Throws: `unsealing` when it was not sealed by this secret for this context.
    func open(_ sealed: String, context: String) throws -> String {
        guard let bytes = Base64URL.decode(sealed), let box = try? AES.GCM.SealedBox(combined: bytes),
            let plain = try? AES.GCM.open(box, using: sealingKey, authenticating: Data(context.utf8))
        else {
            throw OperationError(
                .unavailable, "unsealing",
                "A stored secret cannot be opened. Start Usher with the USHER_SECRET it was stored with.")
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// What is kept of a token that must be recognised but never shown again.
    package static func hash(_ token: String) -> String {
        Hex.encode(SHA256.hash(data: Data(token.utf8)))
    }

    /// What tells one text from all others, in 22 characters: the first half of SHA-256.
    static func digest(_ text: String) -> String {
        Base64URL.encode(SHA256.hash(data: Data(text.utf8)).prefix(16))
    }

    /// The first half of HMAC-SHA256 over a purpose and an id.
    fileprivate func signature(_ purpose: LinkPurpose, _ id: [UInt8]) -> [UInt8] {
        let input = Data("\(purpose.rawValue):".utf8) + id
        return Array(HMAC<SHA256>.authenticationCode(for: input, using: linkKey).prefix(16))
    }
}

/// What a link in a message lets its bearer do.
package enum LinkPurpose: String, Sendable {
    /// Enter the meeting: `/j/…`
    case join
    /// See, move and cancel the appointment: `/a/…`
    case manage
    /// Book a calendar once: `/book/…?link=…`
    case once
    /// See a place on a waiting list, take what is offered, leave: `/w/…`
    case waiting
    /// Become a member: `/invite/…`
    case invitation
    /// Set a new password: `/reset/…`
    case reset

    /// What the ids begin with that such links stand for.
    package var idPrefix: String {
        switch self {
        case .join, .manage: "gst"
        case .once: "lnk"
        case .waiting: "wai"
        case .invitation: "inv"
        case .reset: "rst"
        }
    }
}

extension Vault {
    /// The permanent token of a link: the 16 bytes of the id it stands for and their signature, base64url.
    package func linkToken(_ purpose: LinkPurpose, guestID: String) -> String {
        let digits = guestID.utf8.firstIndex(of: UInt8(ascii: "_")).map(guestID.utf8.index(after:))
        let bytes = digits.flatMap { Hex.decode(guestID[$0...]) } ?? []
        return Base64URL.encode(bytes + signature(purpose, bytes))
    }

    /// The guest whose link this is; nil when it was not signed here for this purpose.
    package func guestID(_ purpose: LinkPurpose, token: String) -> String? {
        subjectID(purpose, token: token)
    }

    /// The id of what a link stands for: a guest, a booking link or a place on a waiting list; nil when it was not
    /// signed here for this purpose.
    package func subjectID(_ purpose: LinkPurpose, token: String) -> String? {
        guard token.utf8.count == 43, let bytes = Base64URL.decode(token), bytes.count == 32 else { return nil }
        let expected = signature(purpose, Array(bytes.prefix(16)))
        guard ConstantTime.equal(expected, bytes.suffix(16)) else { return nil }
        return "\(purpose.idPrefix)_\(Hex.encode(bytes.prefix(16)))"
    }
}
