import Foundation

/// What the console shows.
struct ConsolePage: Sendable {
    struct PersonRow: Sendable {
        let name: String
        let email: String
        let password: String
        let type: String
        let connected: String?
    }

    struct MeetingRow: Sendable {
        let id: String
        let topic: String
        let host: String
        let start: String
        let status: String
        let created: String
        let isDeleted: Bool
        let isOpen: Bool
        let isStarted: Bool
        let joinURL: String
        let startURL: String
    }

    struct RequestRow: Sendable {
        let at: String
        let method: String
        let path: String
        let status: String
        let isFailure: Bool
    }

    struct FaultRow: Sendable {
        let on: String
        let kind: String
        let detail: String
    }

    let title = "Console"
    let people: [PersonRow]
    let meetings: [MeetingRow]
    let meetingCount: Int
    let isCut: Bool
    let requests: [RequestRow]
    let faults: [FaultRow]
    let kinds = Fault.Kind.allCases.map(\.rawValue)
}

extension Sandbox {
    /// The console, with the newest meetings only: there may be very many.
    func console() -> ConsolePage {
        let newest = contents.meetings.values.sorted { $0.sequence > $1.sequence }.prefix(100)
        return ConsolePage(
            people: everybody().map { row(for: $0) },
            meetings: newest.map { row(for: $0) },
            meetingCount: contents.meetings.count,
            isCut: contents.meetings.count > newest.count,
            requests: log.recent.reversed().map { request in
                .init(
                    at: request.at.zoomText, method: request.method, path: request.path,
                    status: String(request.status), isFailure: request.status >= 400)
            },
            faults: faults.map { .init(on: $0.on, kind: $0.kind.rawValue, detail: Self.detail(of: $0)) })
    }

    private func row(for person: Person) -> ConsolePage.PersonRow {
        .init(
            name: person.name, email: person.email, password: person.profile.password,
            type: person.profile.type == 1 ? "Basic" : "Licensed",
            connected: contents.grants[person.id]?.createdAt.zoomText)
    }

    private func row(for meeting: Meeting) -> ConsolePage.MeetingRow {
        let now = self.now()
        return .init(
            id: String(meeting.id), topic: meeting.topic,
            host: contents.people[meeting.hostID]?.email ?? meeting.hostID,
            start: meeting.start.zoomText, status: meeting.isDeleted ? "deleted" : meeting.status,
            created: meeting.createdAt.zoomText, isDeleted: meeting.isDeleted,
            isOpen: meeting.isAlive(at: now), isStarted: meeting.isStarted,
            joinURL: meeting.joinURL(base: base),
            startURL: "\(base)/s/\(meeting.id)?zak=\(Zak(key: zakKey).mint(for: meeting.id, now: now))")
    }

    private static func detail(of fault: Fault) -> String {
        var parts: [String] = []
        if let status = fault.status { parts.append("status \(status)") }
        if fault.delay > 0 { parts.append("\(fault.delay) ms") }
        parts.append(fault.count.map { "\($0) times more" } ?? "until cleared")
        return parts.joined(separator: ", ")
    }
}
