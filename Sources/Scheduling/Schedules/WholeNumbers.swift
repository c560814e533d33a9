import TimeZones

extension Int {
    /// The remainder that is never negative, for a positive divisor.
    func flooredRemainder(by divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension Instant {
    /// - Parameter minute: whole minutes since 1970.
    init(minute: Int) {
        self.init(milliseconds: Int64(minute) * 60_000)
    }

    /// Whole minutes since 1970.
    var minuteRoundedDown: Int {
        let (minutes, rest) = Int(milliseconds).quotientAndRemainder(dividingBy: 60_000)
        return rest < 0 ? minutes - 1 : minutes
    }

    /// Whole minutes since 1970.
    var minuteRoundedUp: Int {
        let (minutes, rest) = Int(milliseconds).quotientAndRemainder(dividingBy: 60_000)
        return rest > 0 ? minutes + 1 : minutes
    }

    var isWholeMinute: Bool { milliseconds % 60_000 == 0 }
}
