import TimeZones

/// Which free starts are hidden so that a calendar looks busy: the same ones at every look, whatever the time, and
/// fewer as others are truly taken.
struct LookBusy {
    private let percent: Int
    private let seed: UInt64

    init(_ calendar: CalendarTime) {
        percent = calendar.lookBusy
        // FNV-1a: the same on every machine and in every run.
        seed = calendar.id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The hidden starts of a sheet of whole days.
    func hidden(of sheet: SlotSheet, on days: LocalDays) -> MinuteSet {
        var hidden = MinuteSet(within: sheet.minutes)
        guard let possible = sheet.possible else { return hidden }
        var available = sheet.available
        available.formIntersection(possible)
        for index in 0..<days.count {
            let day = days.minutes(in: index...index)
            let all = possible.count(within: day)
            let left = available.count(within: day)
            let excess = all * percent / 100 - (all - left)
            guard excess > 0 else { continue }
            var ranked: [(rank: UInt64, start: Int)] = []
            ranked.reserveCapacity(left)
            available.forEach(within: day) { ranked.append((rank(of: $0), $0)) }
            ranked.sort { $0 < $1 }
            // A meeting that others may join is there for all to see, wherever its start ranks.
            for (_, start) in ranked.prefix(excess) where sheet.joinable[start] == nil { hidden.insert(start) }
        }
        return hidden
    }

    /// SplitMix64's mixing, of the seed and the minute.
    private func rank(of start: Int) -> UInt64 {
        var mixed = seed &+ UInt64(bitPattern: Int64(start)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
