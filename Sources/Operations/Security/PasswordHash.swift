import Crypto
import CryptoExtras
import Foundation
import NIOPosix

/// Passwords as they are kept: scrypt (RFC 7914), N = 2^15, r = 8, p = 1, with a salt of its own.
enum PasswordHash {
    private static let cost = 15

    /// `scrypt$15$salt$key`, base64url. Takes some 60 ms on a thread of its own.
    static func make(_ password: String, salt: [UInt8]) async throws -> String {
        let key = try await derive(password, salt: salt, cost: cost)
        return "scrypt$\(cost)$\(Base64URL.encode(salt))$\(Base64URL.encode(key))"
    }

    /// Whether the password made that hash; compares in constant time.
    static func verify(_ password: String, against stored: String) async throws -> Bool {
        let parts = stored.split(separator: "$").map(String.init)
        guard parts.count == 4, parts[0] == "scrypt", let cost = Int(parts[1]), (10...20).contains(cost),
            let salt = Base64URL.decode(parts[2]), let expected = Base64URL.decode(parts[3])
        else { return false }
        let key = try await derive(password, salt: salt, cost: cost)
        return ConstantTime.equal(key, expected)
    }

    private static func derive(_ password: String, salt: [UInt8], cost: Int) async throws -> [UInt8] {
        try await NIOThreadPool.singleton.runIfActive {
            let key = try KDF.Scrypt.deriveKey(
                from: Data(password.utf8), salt: Data(salt), outputByteCount: 32, rounds: 1 << cost, blockSize: 8,
                parallelism: 1)
            return key.withUnsafeBytes { Array($0) }
        }
    }
}
