/// How far a text message is, by the names Twilio's Message resource has for it.
package enum TextState: String, Sendable, Hashable, CaseIterable {
    case accepted, scheduled, queued, sending, sent, delivered, undelivered, failed, canceled, read

    /// Whether the message gets no further. A delivered one may still be read.
    package var isFinal: Bool { rank >= 4 }

    /// Whether the message did not and will not arrive.
    package var isFailure: Bool {
        switch self {
        case .undelivered, .failed, .canceled: true
        case .accepted, .scheduled, .queued, .sending, .sent, .delivered, .read: false
        }
    }

    /// Whether this state comes later than the other. Reports may overtake each other: only one that tells of a
    /// later state is news.
    package func comes(after other: TextState) -> Bool { rank > other.rank }

    private var rank: Int {
        switch self {
        case .accepted, .scheduled: 0
        case .queued: 1
        case .sending: 2
        case .sent: 3
        case .delivered, .undelivered, .failed, .canceled: 4
        case .read: 5
        }
    }
}
