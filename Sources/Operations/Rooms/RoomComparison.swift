import Scheduling
package import Store
package import TimeZones
import Zoom

/// What Zoom should hold for a meeting beside what it was seen to hold, and what was asked of it lately.
package struct RoomComparison: Sendable {
    /// What is compared, by the name that programs know.
    package enum Aspect: String, Sendable {
        case exists, host, topic, start, duration
        case waitingRoom = "waiting_room"
        case joinBeforeHost = "join_before_host"
        case authentication, registration, passcode, recording
    }

    package enum Value: Hashable, Sendable {
        case flag(Bool)
        case moment(Instant)
        case minutes(Int)
        case text(String)
    }

    /// Why the two differ.
    package enum Difference: String, Sendable {
        /// Usher has yet to bring it in line.
        case waiting
        /// Zoom was asked and does otherwise: its own rules stand above ours.
        case overruled
        /// Decided when the meeting was made, or changed in Zoom since; Usher leaves it so.
        case left
    }

    package struct Line: Hashable, Sendable {
        package let aspect: Aspect
        /// Nil where nothing is wanted any more.
        package let wanted: Value?
        /// Nil where Zoom holds no meeting, or has not said.
        package let held: Value?
        /// Nil where they agree, or one of them is not known.
        package let difference: Difference?
    }

    package let room: Room
    package let lines: [Line]
    /// When Zoom was last looked at for it, or tried where the room has a problem; nil before Zoom held anything.
    package let seenAt: Instant?
    package let guests: [GuestAccess]
    /// The last hundred calls about it, the newest first.
    package let calls: [RecordedCall]

    package var differences: [Line] { lines.filter { $0.difference != nil } }
}

/// How a guest gets into a meeting, without the way itself: it is theirs alone.
package struct GuestAccess: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Registered with Zoom, with a link of their own.
        case registration
        /// A link with their name.
        case personal
        /// The meeting's own link, as everybody's.
        case shared
        /// There is no way in yet.
        case none
    }

    package let name: String
    package let kind: Kind
    /// Nil for a way that lives as long as the meeting.
    package let expiresAt: Instant?
}

extension Verbs {
    private static let mostCalls = 100

    /// What Zoom should hold for an appointment beside what it was seen to hold, from what is stored; to have Zoom looked
    /// at, `retryRoom`.
    /// - Throws: `not_found` where no room in Zoom is wanted.
    package func compareRoom(_ view: AppointmentView) async throws -> RoomComparison {
        let (meetingID, now) = (view.meeting.id, now)
        let found = try await store.read { snapshot -> RoomComparison? in
            guard let plan = try RoomPlan(meetingID, snapshot) else { return nil }
            let guests = try snapshot.expectedGuests(in: meetingID)
            let ways = try snapshot.guestWays(into: meetingID)
            return RoomComparison(
                room: plan.room, lines: plan.lines(owner: try snapshot.connection(of: plan.ownerID)),
                seenAt: plan.known == nil ? nil : plan.room.updatedAt,
                guests: guests.map { guest in
                    plan.access(of: guest, by: ways.first { $0.guestID == guest.id }, at: now)
                },
                calls: try snapshot.zoomCalls(about: meetingID, limit: Self.mostCalls))
        }
        guard let found else { throw OperationError.notFound("This appointment has no room in Zoom.") }
        return found
    }
}
