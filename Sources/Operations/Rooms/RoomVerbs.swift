import Scheduling
package import Store
import TimeZones
import Zoom

/// Where a guest's link leads at this moment.
package enum Way: Sendable {
    /// Into the meeting: a checked address of Zoom's.
    case zoom(String)
    /// Not by Zoom: the place is to be shown.
    case place(PlaceView)
    /// A member has to confirm it first.
    case unconfirmed
    /// The room is not there yet, or not to be had.
    case waiting
    case cancelled
    case over
}

extension Verbs {
    /// Resolves a guest's link to the way into the current meeting: their own where Zoom has given them one. A click before
    /// there is a room asks for it at once.
    /// - Parameter guestID: whose link it is; the one who booked, when nil.
    package func wayIn(_ view: AppointmentView, of guestID: String? = nil) async throws -> Way {
        guard view.appointment.status.holdsPlace else { return .cancelled }
        guard view.appointment.interval.end.adding(minutes: 60) > now else { return .over }
        if view.appointment.status == .new { return .unconfirmed }
        guard let room = view.room else { return .place(view.place) }
        if room.state == .ready, let link = try await link(room, of: guestID ?? view.appointment.guest.id) {
            return .zoom(link)
        }
        if try await askForRoom(room) { return .waiting }
        // Not more often than every five seconds, however often the link is clicked.
        if room.state == .pending, let next = room.nextTryAt, next > now.adding(seconds: 5),
            room.problemCode != Room.dailyLimit
        {
            try await store.write {
                $0.promise(.reconcileRoom, room.meetingID, due: now.adding(seconds: 2), at: now)
            }
        }
        return .waiting
    }

    private func link(_ room: Room, of guestID: String) async throws -> String? {
        let own = try await store.read { try $0.guestWay(of: guestID) }
        let isGood = own.map { $0.zoomID == room.zoomID && ($0.expiresAt.map { $0 > now } ?? true) } ?? false
        return (isGood ? own?.url : room.joinURL).flatMap(ZoomLink(app: zoom.app).checked)
    }

    /// A room that could wait is made at once when somebody wants to go in.
    private func askForRoom(_ room: Room) async throws -> Bool {
        guard room.state == .pending, room.plannedAt != nil else { return false }
        return try await store.write { transaction in
            guard try transaction.askForRoom(of: room.meetingID, at: now) else { return false }
            transaction.promise(.reconcileRoom, room.meetingID, due: now, at: now)
            return true
        }
    }

    /// Sets a room going again that was given up.
    package func retryRoom(_ view: AppointmentView) async throws {
        guard let room = view.room else { return }
        try await store.write {
            try $0.retryRoom(of: room.meetingID, at: now)
            $0.promise(.reconcileRoom, room.meetingID, due: now, at: now)
        }
    }

    /// A fresh start link of this very meeting, for its host alone: it carries the host's own credential.
    /// - Throws: `not_host` for anyone else; `room_pending` before there is a room; `zoom_failed`.
    package func startLink(_ view: AppointmentView, for user: User) async throws -> String {
        let owners = try await store.read { snapshot in
            try view.room.map { [$0.hostID] + (try snapshot.successors(of: $0.hostID)) } ?? []
        }
        guard let room = view.room, owners.contains(user.id) else {
            throw OperationError(.forbidden, "not_host", "Only the host can start this meeting.")
        }
        guard view.appointment.isActive else {
            throw OperationError(.conflict, "cancelled", "This appointment has been cancelled.")
        }
        guard room.state == .ready, let zoomID = room.zoomID else {
            _ = try await askForRoom(room)
            throw OperationError(.conflict, "room_pending", "There is no Zoom room for this appointment yet.")
        }
        do {
            let meeting = try await asking(for: .of(meeting: room.meetingID)) {
                try await withToken(of: user.id) { try await zoom.meeting(zoomID, token: $0) }
            }
            if let link = meeting.startURL.flatMap(ZoomLink(app: zoom.app).checked) { return link }
            throw OperationError(
                .unavailable, "zoom_failed", "Zoom gave no start link. Try again, or start it in Zoom.")
        } catch let error as ZoomError {
            if error.kind == .notFound { try await retryLost(room) }
            throw OperationError(.unavailable, "zoom_failed", "\(error) Try again in a moment.")
        } catch is GateClosed {
            throw OperationError(
                .unavailable, "zoom_failed",
                "Zoom does not answer at the moment. Try again soon, or start it in Zoom.")
        } catch is TokenProblem {
            throw OperationError(.unavailable, "not_connected", "Connect your Zoom account again, then start.")
        }
    }

    /// Zoom no longer holds the meeting: a new one is made.
    private func retryLost(_ room: Room) async throws {
        try await store.write {
            $0.promise(.reconcileRoom, room.meetingID, due: now, at: now)
        }
    }
}
