import Operations
import Scheduling
import Store
import TimeZones

/// A line of an appointment's history, as a sentence.
struct HistoryLine {
    let what: String
    let when: String
    let who: String

    init(_ entry: HistoryEntry, _ dates: Dates) {
        let label = Self.words[entry.event] ?? entry.event
        let detail = Self.detail(entry, dates)
        what = detail.isEmpty ? label : "\(label). \(detail)"
        when = dates.stamp(entry.at)
        who =
            entry.actor == "guest" ? "the guest" : ["usher": "Usher", "zoom": "Zoom"][entry.actor] ?? entry.actor
    }

    private static let words = [
        "booked": "Booked", "requested": "Requested, and waiting for approval", "approved": "Approved",
        "declined": "Declined", "confirmed": "Confirmed again", "unconfirmed": "Set back to unconfirmed",
        "showed": "The guest showed", "noshow": "The guest did not show", "invalid": "Set aside as invalid",
        "moved": "Moved", "reassigned": "Given to another host", "cancelled": "Cancelled",
        "room_ready": "Zoom room made",
        "room_mended": "Zoom had something else: put right", "room_lost": "Deleted in Zoom: a new room is made",
        "room_failed": "The host was told that there is no Zoom room",
    ]

    /// The moment in `From 2026-12-08T09:00:00Z. Whose turn it is.` is put on the reader's clocks.
    private static func detail(_ entry: HistoryEntry, _ dates: Dates) -> String {
        let prefix = "From "
        guard entry.event == "moved", entry.detail.hasPrefix(prefix) else { return entry.detail }
        let rest = entry.detail.dropFirst(prefix.count)
        let parts = rest.split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let former = Instant(rfc3339: String(first)) else { return entry.detail }
        let tail = parts.count > 1 ? String(parts[1]) : ""
        return "It was on \(dates.stamp(former)).\(tail)"
    }
}

/// A message about an appointment and what has become of it.
struct Mail {
    let subject: String
    let recipient: String
    let sentAt: String
    let messageState: String
    let messageTone: String

    init(_ message: Message, _ dates: Dates) {
        subject = message.subject ?? Self.kind(message.kind)
        recipient = message.recipientEmail
        sentAt = dates.stamp(message.createdAt)
        (messageState, messageTone) =
            switch message.state {
            case .queued: message.problem.map { ("Trying again: \($0)", "warn") } ?? ("Waiting", "idle")
            case .sent: ("Sent", "ok")
            case .failed: (message.problem.map { "Not sent: \($0)" } ?? "Not sent", "bad")
            }
    }

    private static func kind(_ kind: Message.Kind) -> String {
        switch kind {
        case .confirmation: "Confirmation"
        case .moved, .hostMoved: "New time"
        case .cancelled, .hostCancelled: "Cancellation"
        case .hostBooked: "New booking"
        case .roomFailed: "No Zoom room"
        case .connectionNeeded: "Connect Zoom"
        case .connectionBroken: "Zoom is disconnected"
        case .organisationBroken: "Zoom is disconnected for all"
        case .writesLow: "Few changes left in Zoom"
        case .hookDisabled: "Webhook turned off"
        case .requested: "Request received"
        case .declined: "Request declined"
        case .hostRequested: "New request"
        case .seriesBooked, .hostSeriesBooked: "New series"
        case .seriesCancelled, .hostSeriesCancelled: "Series cancelled"
        case .seriesMoved, .hostSeriesMoved: "Series moved"
        case .waitingJoined: "On the waiting list"
        case .placeOffered: "A place is offered"
        case .invitation: "Invitation"
        case .passwordReset: "New password"
        case .passwordChanged: "Password changed"
        }
    }
}
