import Foundation
import Synchronization
package import TimeZones

/// The clock and the dice, handed in so that tests can hold them.
package struct Surroundings: Sendable {
    package let now: @Sendable () -> Instant
    package let randomBytes: @Sendable (Int) -> [UInt8]
    private let sequence = IDSequence()

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

    /// A new id: the kind's prefix and a UUIDv7 (RFC 9562). Those of one process sort in the order in which they were
    /// made.
    package func id(_ prefix: String) -> String {
        var (time, count, random) = sequence.next(at: UInt64(bitPattern: now().milliseconds), dice: randomBytes)
        random[0] = random[0] & 0x3F | 0x80
        let head = (time << 16 | 0x7000 | UInt64(count)).bigEndian
        var text = Array(prefix.utf8) + [UInt8(ascii: "_")]
        text.reserveCapacity(text.count + 32)
        withUnsafeBytes(of: head) { Hex.append($0, to: &text) }
        Hex.append(random, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// 256 random bits for a cookie, a key or a state.
    package func token() -> String {
        Base64URL.encode(randomBytes(32))
    }
}

/// The counter of RFC 9562, section 6.2, method 1: twelve bits, from somewhere near the beginning in each millisecond.
private final class IDSequence: Sendable {
    private struct State {
        var time: UInt64 = 0
        var count: UInt16 = 0
        /// Drawn ahead, for many ids at once.
        var random: [UInt8] = []
    }

    private let state = Mutex(State())
    private static let bytes = 8
    private static let ahead = 64

    func next(
        at time: UInt64, dice: (Int) -> [UInt8]
    ) -> (time: UInt64, count: UInt16, random: [UInt8]) {
        state.withLock { state in
            if state.random.isEmpty { state.random = dice(Self.bytes * Self.ahead) }
            let random = Array(state.random.suffix(Self.bytes))
            state.random.removeLast(Self.bytes)
            if time > state.time {
                (state.time, state.count) = (time, UInt16(random[0]))
            } else if state.count == 0xFFF {
                // Ahead of the clock, rather than out of order.
                (state.time, state.count) = (state.time + 1, 0)
            } else {
                state.count += 1
            }
            return (state.time, state.count, random)
        }
    }
}
