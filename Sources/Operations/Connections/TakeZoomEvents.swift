import Logging
import Store
import TimeZones
import Zoom

extension Verbs {
    /// Does what follows from the events about one thing that have come so far, by the time they happened. One that
    /// comes late finds what is newer already done: what follows is always to look at how things stand.
    func takeZoomEvents(about subjectID: String) async throws -> Outcome {
        for received in try await store.read({ try $0.waitingEvents(about: subjectID) }) {
            let event = try ZoomEvent(body: Array(received.body.utf8))
            if let problem = Self.end(of: event) { try await end(problem.zoomUserID, problem.reason, event) }
            try await store.write { transaction in
                guard try transaction.takeEvent(received.id, at: now) else { return }
                try act(on: event, in: transaction)
            }
        }
        return .settled
    }

    private func act(on event: ZoomEvent, in transaction: Transaction) throws {
        guard case .meetingChanged(let zoomID) = event.content else { return }
        if let room = try transaction.room(zoomID: zoomID) {
            // If it is still wanted it is mended or made anew, and the guest's link leads there.
            if room.isWanted { transaction.promise(.reconcileRoom, room.meetingID, due: now, at: now) }
        } else if let host = try event.hostID.flatMap({ try transaction.connection(zoomUserID: $0) }) {
            // One of the host's own, or of ours whose number is not stored yet.
            transaction.promise(.lookAtZoom, host.userID, due: now.adding(minutes: 1), at: now)
        }
    }

    /// Whose connection an event ends, and the reason that they read.
    private static func end(of event: ZoomEvent) -> (zoomUserID: String, reason: String)? {
        switch event.content {
        case .deauthorized(let zoomUserID): (zoomUserID, "The permission was taken back in Zoom.")
        case .userGone(let zoomUserID):
            (zoomUserID, "Zoom says that this user is no longer active (\(event.name)).")
        case .validation, .meetingChanged, .other: nil
        }
    }

    private func end(_ zoomUserID: String, _ reason: String, _ event: ZoomEvent) async throws {
        guard let connection = try await store.read({ try $0.connection(zoomUserID: zoomUserID) }),
            // An event from before the present connection is about the one before it.
            event.time.map({ Instant(milliseconds: $0) > connection.connectedAt }) ?? true
        else { return }
        try await markBroken(connection, reason: reason)
    }
}
