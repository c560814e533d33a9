import Foundation

/// Which of a host's meetings a list asks for.
enum MeetingListType: String, Sendable {
    case scheduled
    case live
    case upcoming
    case upcomingMeetings = "upcoming_meetings"
    case previousMeetings = "previous_meetings"

    func includes(_ meeting: Meeting, now: Date) -> Bool {
        guard meeting.isAlive(at: now), meeting.type.isListed else { return false }
        switch self {
        case .scheduled: return meeting.type != .instant
        case .live: return meeting.isStarted
        case .upcoming: return meeting.type != .instant && (meeting.isStarted || meeting.end > now)
        case .upcomingMeetings: return meeting.isStarted || meeting.end > now
        case .previousMeetings: return !meeting.isStarted && meeting.end <= now
        }
    }
}

/// A request for one page of a list.
struct MeetingPageRequest: Sendable {
    let type: MeetingListType
    let size: Int
    /// The sequence number of the last meeting the caller has seen.
    let after: Int
    let from: Date?
    let to: Date?

    init(_ query: FormFields, zone: TimeZone, now: Date) throws {
        var reader = FieldReader(query.values.filter { !$0.value.isEmpty }.mapValues { .string($0) })
        size = reader.number("page_size", in: 1...300) ?? 30
        let name = query["type"] ?? "scheduled"
        if MeetingListType(rawValue: name) == nil { reader.refuse("type", "Invalid field.") }
        type = MeetingListType(rawValue: name) ?? .scheduled
        from = Self.day(query["from"], zone: zone)
        to = Self.day(query["to"], zone: zone)?.addingTimeInterval(86_400)
        try reader.finish()
        after = try PageToken.read(query["next_page_token"] ?? "", list: type.rawValue, now: now)
    }

    func includes(_ meeting: Meeting, now: Date) -> Bool {
        if let from, meeting.start < from { return false }
        if let to, meeting.start >= to { return false }
        return type.includes(meeting, now: now)
    }

    /// The token for the page after this meeting, good for this type only.
    func token(after meeting: Meeting, now: Date) -> String {
        PageToken.make(after: meeting.sequence, list: type.rawValue, now: now)
    }

    private static func day(_ text: String?, zone: TimeZone) -> Date? {
        text.flatMap { StartTime.read("\($0)T00:00:00", zone: zone, accountZone: zone) }
    }
}
