/// Opening hours within one day, in wall-clock minutes after midnight: `from` up to, but not including, `to`.
package struct MinuteRange: Hashable, Sendable {
    /// 0…1,439
    package let from: Int
    /// 1…1,440, where 1,440 is midnight at the day's end; always after `from`.
    package let to: Int

    /// - Returns: nil when the range is empty, reversed or outside the day.
    package init?(from: Int, to: Int) {
        guard from >= 0, to <= 1440, from < to else { return nil }
        (self.from, self.to) = (from, to)
    }

    /// Whether the two share a minute; ranges that touch do not.
    package func overlaps(_ other: MinuteRange) -> Bool {
        from < other.to && other.from < to
    }

    /// The same minutes in order, where ranges that touch or overlap are one.
    static func merged(_ ranges: [MinuteRange]) -> [MinuteRange] {
        var merged: [MinuteRange] = []
        for range in ranges.sorted(by: { $0.from < $1.from }) {
            if let previous = merged.last, previous.to >= range.from,
                let joined = MinuteRange(from: previous.from, to: max(previous.to, range.to))
            {
                merged[merged.count - 1] = joined
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
