import Foundation
package import TimeZones

/// The clock and the dice, handed in so that tests can hold them.
package struct Surroundings: Sendable {
    package let now: @Sendable () -> Instant
    package let randomBytes: @Sendable (Int) -> [UInt8]

    package init(now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// The system's clock and its secure random numbers.
    package static let system = Surroundings(
        now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
        randomBytes: { count in
            // Eight bytes at a time: each draw is a call of the kernel.
            var generator = SystemRandomNumberGenerator()
            var bytes: [UInt8] = []
            while bytes.count < count {
                withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
            }
            return Array(bytes.prefix(count))
        })

    /// A new id: the kind's prefix and a UUIDv7 (RFC 9562), which sorts by time.
    package func id(_ prefix: String) -> String {
        let time = UInt64(bitPattern: now().milliseconds)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: time >> (40 - 8 * $0)) } + randomBytes(10)
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        return prefix + "_" + Hex.encode(bytes)
    }

    /// 256 random bits for a cookie, a key or a state.
    package func token() -> String {
        Base64URL.encode(randomBytes(32))
    }
}
