import Foundation

/// How often something was done on one UTC day. Another day begins at nothing.
struct DailyCount: Sendable, Codable {
    private(set) var day = 0
    private(set) var times = 0

    func times(on now: Date) -> Int { day == now.utcDay ? times : 0 }

    mutating func add(_ more: Int, on now: Date) {
        times = times(on: now) + more
        day = now.utcDay
    }
}

extension Date {
    /// Days since the first of January 1970.
    var utcDay: Int { Int((timeIntervalSince1970 / 86_400).rounded(.down)) }

    var nextUTCMidnight: Date { Date(timeIntervalSince1970: TimeInterval((utcDay + 1) * 86_400)) }
}
