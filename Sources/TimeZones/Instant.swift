/// A moment in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (as POSIX).
package struct Instant: Hashable, Sendable {
    /// UTC epoch milliseconds.
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// - Parameter seconds: UTC epoch seconds.
    package init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    /// UTC epoch seconds, rounded down.
    package var seconds: Int64 { milliseconds.flooredDivision(by: 1000) }

    /// The moment `minutes` later (earlier when negative).
    package func adding(minutes: Int) -> Instant {
        Instant(milliseconds: milliseconds + Int64(minutes) * 60_000)
    }

    /// The moment `seconds` later (earlier when negative).
    package func adding(seconds: Int) -> Instant {
        Instant(milliseconds: milliseconds + Int64(seconds) * 1000)
    }

    /// Whole minutes from `self` to `other`, rounded down.
    package func minutes(until other: Instant) -> Int {
        Int((other.milliseconds - milliseconds).flooredDivision(by: 60_000))
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Int64 {
    /// Division that rounds towards negative infinity, so that days before 1970 come out right.
    package func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// The remainder that belongs to `flooredDivision`: never negative.
    package func flooredRemainder(by divisor: Int64) -> Int64 {
        self - flooredDivision(by: divisor) * divisor
    }
}
