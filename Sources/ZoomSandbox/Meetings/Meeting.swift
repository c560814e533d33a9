import Foundation

/// A meeting as the sandbox keeps it, deleted ones too.
struct Meeting: Sendable, Codable, Identifiable {
    let id: Int64
    /// Counts up with every meeting made; the order of lists.
    let sequence: Int
    let hostID: String
    let createdAt: Date
    var uuid: String
    var topic: String
    var agenda: String
    var type: MeetingType
    var start: Date
    var duration: Int
    var timezone: String
    var password = ""
    /// The `pwd` of the join link. Another passcode makes another, and links sent before ask for a passcode.
    var linkPassword = ""
    var settings: [String: JSONValue] = [:]
    var recurrence: JSONValue?
    /// The ids of single times that were deleted.
    var deletedOccurrences: [String]?
    var trackingFields: JSONValue?
    var isStarted = false
    var isDeleted = false
    var lastUsed: Date
    var room: Room?

    var end: Date { start.addingTimeInterval(TimeInterval(duration * 60)) }
    var status: String { isStarted ? "started" : "waiting" }

    /// An id dies 30 days after its meeting or its last use, a recurring one's 365.
    func isAlive(at now: Date) -> Bool {
        let days: TimeInterval = type.isRecurring ? 365 : 30
        return !isDeleted && max(end, lastUsed).addingTimeInterval(days * 86_400) > now
    }

    mutating func setPassword(_ new: String) {
        guard new != password else { return }
        password = new
        linkPassword = new.isEmpty ? "" : "\(Random.token(24)).1"
    }

}

/// Zoom's kinds of meeting.
enum MeetingType: Int, Sendable, Codable, CaseIterable {
    case instant = 1
    case scheduled = 2
    case recurringWithoutTime = 3
    case recurring = 8
    case screenShare = 10

    /// A screen share is in no list.
    var isListed: Bool { self != .screenShare }
    var isRecurring: Bool { self == .recurring || self == .recurringWithoutTime }
}
