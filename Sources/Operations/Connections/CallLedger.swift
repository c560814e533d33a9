import Logging
package import Store
import TimeZones
import Zoom

/// What calls of Zoom's API are made for, while a body runs.
struct CallSubject: Sendable {
    private(set) var userID: String?
    private(set) var meetingID: String?

    @TaskLocal static var current = CallSubject()

    static func of(user id: String) -> CallSubject {
        var subject = current
        subject.userID = id
        return subject
    }

    static func of(meeting id: String) -> CallSubject {
        var subject = current
        subject.meetingID = id
        return subject
    }
}

/// Writes down every call of Zoom's API, so that each can be explained afterwards.
struct CallLedger: Sendable {
    /// How long calls are kept, minutes.
    static let keptMinutes = 14 * 1440
    /// Characters of what Zoom said.
    private static let longest = 500

    let store: UsherStore
    let surroundings: Surroundings
    let logger: Logger

    func record(_ call: ZoomCall) async {
        let subject = CallSubject.current
        let recorded = RecordedCall(
            id: surroundings.id("zcl"), userID: subject.userID, meetingID: subject.meetingID, method: call.method,
            path: call.path, status: call.status, code: call.code,
            problem: call.problem.map { String($0.prefix(Self.longest)) }, trackingID: call.trackingID,
            milliseconds: call.milliseconds, endedAt: surroundings.now())
        do {
            // Whoever no longer waits for the call has made it all the same.
            try await Task { try await store.write { try $0.insert(recorded) } }.value
        } catch {
            logger.warning(
                "zoom call not written down",
                metadata: [
                    "call": "\(call.method) \(call.path) \(call.status)",
                    "tracking": "\(call.trackingID ?? "-")", "error": "\(error)",
                ])
        }
    }
}

extension Verbs {
    /// Runs a body whose calls of Zoom's API are made for somebody or something.
    func asking<Value: Sendable>(
        for subject: CallSubject, _ body: () async throws -> Value
    ) async throws -> Value {
        try await CallSubject.$current.withValue(subject, operation: body)
    }

    private static let mostCalls = 100

    /// The last calls that were made for a user, the newest first.
    package func zoomCalls(for userID: String) async throws -> [RecordedCall] {
        try await store.read { try $0.zoomCalls(for: userID, limit: Self.mostCalls) }
    }
}
