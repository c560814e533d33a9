import Foundation

/// One time of a recurring meeting.
struct Occurrence: Sendable, Identifiable {
    let start: Date
    let duration: Int
    let isDeleted: Bool

    /// The milliseconds since 1970 of its start.
    var id: String { Self.id(of: start) }

    var end: Date { start.addingTimeInterval(TimeInterval(duration * 60)) }

    var json: JSONValue {
        [
            "occurrence_id": .string(id), "start_time": .string(start.zoomText), "duration": .number(duration),
            "status": isDeleted ? "deleted" : "available",
        ]
    }

    static func id(of start: Date) -> String { String(start.epochMilliseconds) }
}

extension Meeting {
    /// Every time of a recurring meeting with fixed times, deleted ones too.
    var occurrences: [Occurrence] {
        guard type == .recurring, let rule = recurrence?.object.flatMap({ Recurrence($0) }) else { return [] }
        let deleted = Set(deletedOccurrences ?? [])
        return rule.starts(from: start, in: TimeZone(identifier: timezone) ?? .gmt).map { start in
            Occurrence(start: start, duration: duration, isDeleted: deleted.contains(Occurrence.id(of: start)))
        }
    }
}

extension Sandbox {
    /// Marks one time of a recurring meeting deleted; the others stay.
    func deleteOccurrence(_ occurrence: String, of id: String, by caller: Person) async throws {
        var meeting = try self.meeting(id, of: caller)
        let found = meeting.occurrences.first { $0.id == occurrence && !$0.isDeleted }
        guard let found else { throw ZoomError.noOccurrence }
        meeting.deletedOccurrences = (meeting.deletedOccurrences ?? []) + [found.id]
        try keep(meeting)
        tellDeleted(found, of: meeting, by: caller)
        try await commit()
    }
}
