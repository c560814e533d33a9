import Foundation

extension Sandbox {
    /// A session that is over: the latest of a meeting by its number, any by its uuid.
    func pastMeeting(_ path: String, of caller: Person) throws -> PastMeeting {
        let own = contents.meetings.values.filter { $0.hostID == caller.id }
        let uuid = Self.uuid(in: path)
        for meeting in own {
            let found = meeting.room?.sessions.last { session in
                session.end != nil && (String(meeting.id) == path || session.uuid == uuid)
            }
            if let found, let end = found.end { return PastMeeting(meeting: meeting, session: found, end: end) }
        }
        throw ZoomError.noMeeting(path)
    }

    /// A uuid that begins with a slash or has two in a row must be percent-encoded twice.
    static func uuid(in path: String) -> String? {
        let once = path.removingPercentEncoding ?? path
        if once.contains("%") { return once.removingPercentEncoding }
        return once.hasPrefix("/") || once.contains("//") ? nil : once
    }
}
