/// Why somebody is no longer in a meeting.
enum LeaveReason: Sendable {
    case left, lostConnection, hostEnded, hostStartedAnother, removed

    /// `leave_reason` as events carry it: what happened and why, in one.
    func text(of name: String) -> String {
        let left = "\(name) left the meeting."
        return switch self {
        case .left: left
        case .lostConnection:
            "\(name) got disconnected from the meeting.<br>Reason: Network connection error."
        case .hostEnded: "\(left)<br>Reason: Host ended the meeting."
        case .hostStartedAnother: "\(left)<br>Reason: Host started a new meeting."
        case .removed: "\(left)<br>Reason: Removed by host."
        }
    }
}
