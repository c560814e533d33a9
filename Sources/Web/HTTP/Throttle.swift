import Foundation
import HTTPTypes
import Hummingbird
import Operations
import Synchronization
import TimeZones

/// At most so many attempts per minute and key, saved up to the same number.
final class Throttle: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Instant
    }

    private let perMinute: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    init(perMinute: Int) {
        self.perMinute = Double(perMinute)
    }

    /// - Throws: `too_many` when the key has used up its attempts.
    func spend(_ key: String, at now: Instant) throws(OperationError) {
        let isAllowed = buckets.withLock { buckets in
            if buckets.count > 100_000 { buckets = buckets.filter { refilled($0.value, at: now) < perMinute } }
            let tokens = buckets[key].map { refilled($0, at: now) } ?? perMinute
            buckets[key] = Bucket(tokens: max(0, tokens - 1), at: now)
            return tokens >= 1
        }
        guard isAllowed else {
            throw OperationError(
                .throttled, "too_many", "Too many attempts from this address. Wait a minute, then try again.")
        }
    }

    private func refilled(_ bucket: Bucket, at now: Instant) -> Double {
        let passed = Double(now.milliseconds - bucket.at.milliseconds) / 60_000
        return min(perMinute, bucket.tokens + passed * perMinute)
    }
}

extension Site {
    /// The address a request comes from, as far as it can be trusted.
    func visitor(_ request: Request, _ context: WebContext) -> String {
        guard settings.trustsProxy, let name = HTTPField.Name("x-forwarded-for"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return Self.network(context.peer) }
        return Self.network(last.trimmingCharacters(in: .whitespaces))
    }

    /// An IPv6 address stands for its /64: one household has as many addresses as it likes.
    private static func network(_ address: String) -> String {
        guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
        let groups = address.prefix { $0 != "%" }.split(separator: "::", omittingEmptySubsequences: false)
        let head = groups.first.map { $0.split(separator: ":") } ?? []
        return (head + Array(repeating: "0", count: max(0, 4 - head.count))).prefix(4).joined(separator: ":")
            + "::/64"
    }
}
