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

    /// The last hundred calls that were made for a user, the newest first, as an account may see them.
    /// - Parameter hostID: whose meetings alone may be named; nil for all of the account's.
    package func zoomCalls(
        for userID: String, in accountID: String, hostedBy hostID: String? = nil
    ) async throws -> [CallView] {
        try await store.read { snapshot in
            let calls = try snapshot.zoomCalls(for: userID, limit: Self.mostCalls)
            let meetings = try snapshot.calledMeetings(Set(calls.compactMap(\.meetingID)), of: accountID)
            return calls.map { call in
                let meeting = call.meetingID.flatMap { meetings[$0] }
                return CallView(
                    call: call, meeting: hostID == nil || meeting?.hostID == hostID ? meeting : nil)
            }
        }
    }
}

/// A call of Zoom's API, and the meeting of an account that it was about.
package struct CallView: Hashable, Sendable {
    package let call: RecordedCall
    /// Nil for a call about none, or about one of another account.
    package let meeting: CalledMeeting?

    package init(call: RecordedCall, meeting: CalledMeeting?) {
        (self.call, self.meeting) = (call, meeting)
    }
}

extension RecordedCall {
    /// Whether Zoom did not do what was asked, or did not answer.
    package var isFailed: Bool { !(200..<300).contains(status) || problem != nil }
}
