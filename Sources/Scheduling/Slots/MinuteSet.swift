/// Whole minutes since 1970 within one stretch, a bit for each.
struct MinuteSet {
    let minutes: Range<Int>
    private var words: [UInt64]

    /// Empty.
    init(within minutes: Range<Int>) {
        self.minutes = minutes
        words = [UInt64](repeating: 0, count: (minutes.count + 63) / 64)
    }

    func contains(_ minute: Int) -> Bool {
        guard minutes.contains(minute) else { return false }
        let bit = minute - minutes.lowerBound
        return words[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    /// How many there are within a stretch.
    func count(within stretch: Range<Int>) -> Int {
        var count = 0
        Self.eachWord(of: stretch, in: minutes) { count += (words[$0] & $1).nonzeroBitCount }
        return count
    }

    /// Calls with each minute, in order.
    func forEach(within stretch: Range<Int>, _ body: (Int) -> Void) {
        Self.eachWord(of: stretch, in: minutes) { index, mask in
            var word = words[index] & mask
            while word != 0 {
                body(minutes.lowerBound + index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    mutating func removeAll() {
        words.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    mutating func insert(_ minute: Int) {
        guard minutes.contains(minute) else { return }
        let bit = minute - minutes.lowerBound
        words[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    mutating func remove(_ minute: Int) {
        guard minutes.contains(minute) else { return }
        let bit = minute - minutes.lowerBound
        words[bit >> 6] &= ~(1 << UInt64(bit & 63))
    }

    mutating func insert(_ stretch: Range<Int>) {
        Self.eachWord(of: stretch, in: minutes) { words[$0] |= $1 }
    }

    /// Adds to `twice` what was there already.
    mutating func insert(_ stretch: Range<Int>, twice: inout MinuteSet) {
        assert(minutes == twice.minutes)
        Self.eachWord(of: stretch, in: minutes) {
            twice.words[$0] |= words[$0] & $1
            words[$0] |= $1
        }
    }

    mutating func remove(_ stretch: Range<Int>) {
        Self.eachWord(of: stretch, in: minutes) { words[$0] &= ~$1 }
    }

    /// Every `step` minutes from the stretch's own beginning, so far as they are among `minutes`.
    mutating func insert(_ stretch: Range<Int>, every step: Int) {
        guard step > 1 else { return insert(stretch) }
        let behind = max(0, minutes.lowerBound - stretch.lowerBound)
        var bit = stretch.lowerBound + (behind + step - 1) / step * step - minutes.lowerBound
        let end = min(stretch.upperBound, minutes.upperBound) - minutes.lowerBound
        words.withUnsafeMutableBufferPointer { words in
            while bit < end {
                words[bit >> 6] |= 1 << UInt64(bit & 63)
                bit += step
            }
        }
    }

    // The other set is of the same stretch in all of these.

    mutating func formUnion(_ other: MinuteSet) {
        combine(other) { $0 | $1 }
    }

    mutating func formIntersection(_ other: MinuteSet) {
        combine(other) { $0 & $1 }
    }

    mutating func subtract(_ other: MinuteSet) {
        combine(other) { $0 & ~$1 }
    }

    /// Takes the other's minutes in place of its own, without new memory.
    mutating func replace(with other: MinuteSet) {
        combine(other) { $1 }
    }

    @inline(__always)
    private mutating func combine(_ other: MinuteSet, _ body: (UInt64, UInt64) -> UInt64) {
        assert(minutes == other.minutes)
        words.withUnsafeMutableBufferPointer { mine in
            other.words.withUnsafeBufferPointer { theirs in
                for index in 0..<min(mine.count, theirs.count) { mine[index] = body(mine[index], theirs[index]) }
            }
        }
    }

    /// The indices of the words that hold a stretch, and the stretch's bits in each.
    @inline(__always)
    private static func eachWord(of stretch: Range<Int>, in minutes: Range<Int>, _ body: (Int, UInt64) -> Void) {
        let from = max(stretch.lowerBound, minutes.lowerBound) - minutes.lowerBound
        let last = min(stretch.upperBound, minutes.upperBound) - minutes.lowerBound - 1
        guard from <= last else { return }
        for index in from >> 6...last >> 6 {
            var mask = UInt64.max
            if index == from >> 6 { mask &= .max << UInt64(from & 63) }
            if index == last >> 6 { mask &= .max >> UInt64(63 - last & 63) }
            body(index, mask)
        }
    }
}
