import Crypto
import Foundation
package import TimeZones

/// Codes of an authenticator app: RFC 6238 with SHA-1, thirty seconds and six digits, which is what all of them speak.
package enum TOTP {
    private static let period: Int64 = 30_000

    /// The time step of a moment.
    package static func step(at now: Instant) -> Int64 { now.milliseconds / period }

    /// The code of a step.
    package static func code(secret: [UInt8], step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        // Dynamic truncation (RFC 4226, section 5.3).
        let offset = Int(hash[19] & 0xF)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code this is: the present one, or one before or after it, for clocks that are a little off.
    static func step(of code: String, secret: [UInt8], at now: Instant) -> Int64? {
        let present = step(at: now)
        return (present - 1...present + 1).first {
            ConstantTime.equal(self.code(secret: secret, step: $0).utf8, code.utf8)
        }
    }
}

/// RFC 4648, section 6, without padding: how secrets are typed into authenticator apps.
package enum Base32 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 5 {
                count -= 5
                text.append(digits[bits >> count & 31])
            }
            bits &= (1 << count) - 1
        }
        if count > 0 { text.append(digits[bits << (5 - count) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    package static func decode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, count) = (0, 0)
        for character in text.utf8 {
            guard let value = digits.firstIndex(of: character) else { continue }
            (bits, count) = (bits << 5 | value, count + 5)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 0xFF))
                bits &= (1 << count) - 1
            }
        }
        return bytes
    }
}
