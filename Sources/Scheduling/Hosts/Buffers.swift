/// Minutes that a host keeps free around meetings, on whichever calendar.
package struct Buffers: Hashable, Sendable {
    package var before: Int
    package var after: Int

    package init(before: Int = 0, after: Int = 0) {
        (self.before, self.after) = (before, after)
    }
}

extension BusyTime {
    /// The same time of somebody who keeps that much free. Of two neighbours the wider buffer holds, and both meetings
    /// are theirs: what one wants after it counts as much as what the other wants before.
    package func widened(by buffers: Buffers) -> BusyTime {
        guard isMeeting else { return self }
        let gap = max(buffers.before, buffers.after)
        return BusyTime(
            interval: interval, bufferBefore: max(bufferBefore, gap), bufferAfter: max(bufferAfter, gap),
            kind: kind)
    }
}
