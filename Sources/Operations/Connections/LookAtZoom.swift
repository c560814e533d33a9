import Logging
import Scheduling
import Store
import TimeZones
import Zoom

extension Verbs {
    /// How often Zoom is asked what a user has there, minutes.
    private static let lookMinutes = 360

    private static let mostRooms = 1000
    private static let mostConnections = 10_000
    /// Over how long the looks after a start are spread, seconds.
    private static let spread = 300

    /// Has every connection looked at soon: what Zoom told while nobody listened is found by looking.
    func lookAfterSilence() async throws {
        try await store.write { transaction in
            let users = try transaction.activeConnections(limit: Self.mostConnections)
            for (index, userID) in users.enumerated() {
                let due = now.adding(seconds: index * Self.spread / users.count)
                transaction.promise(.lookAtZoom, userID, due: due, at: now)
            }
        }
    }

    /// Looks at all that Zoom holds for a user: what we made and nobody needs is taken down, what should be there and is
    /// not, or at another time, is put right, and their own meetings are time that nobody books. Meetings of others are
    /// never touched.
    func lookAtZoom(of userID: String) async throws -> Outcome {
        let held: [ZoomMeeting]
        do {
            held = try await withToken(of: userID) { try await zoom.scheduledMeetings(token: $0) }
        } catch is TokenProblem {
            // Connecting sets it going again.
            return .settled
        } catch let error as GateClosed {
            return .again(at: error.until, error: "Zoom is left alone for a while.")
        } catch let error as ZoomError {
            let minutes = error.kind == .missingScope ? Self.lookMinutes : 10
            return .again(at: now.adding(minutes: minutes), error: error.description)
        }
        let sorted = try await store.read { snapshot in
            try held.map { (meeting: $0, standing: try snapshot.standing(of: $0)) }
        }
        try await putRight(held, of: userID)
        try await mirror(sorted.filter { $0.standing == .strange }.map(\.meeting), of: userID)
        for orphan in sorted where orphan.standing == .orphan { await takeDown(orphan.meeting.id, of: userID) }
        return .again(at: now.adding(minutes: Self.lookMinutes), error: "")
    }

    private func putRight(_ held: [ZoomMeeting], of userID: String) async throws {
        let starts = Dictionary(held.map { ($0.id, $0.startTime.flatMap(Instant.init(rfc3339:))) }) { first, _ in
            first
        }
        try await store.write { transaction in
            for room in try transaction.heldRooms(host: userID, after: now, limit: Self.mostRooms)
            where starts[room.zoomID] != room.start {
                transaction.promise(.reconcileRoom, room.meetingID, due: now, at: now)
            }
        }
    }

    /// What Zoom will not take down now is looked at again next time.
    private func takeDown(_ zoomID: String, of userID: String) async {
        do {
            try await withToken(of: userID) { try await zoom.deleteMeeting(zoomID, token: $0) }
            logger.notice("orphan taken down", metadata: ["user": "\(userID)", "zoom": "\(zoomID)"])
        } catch {
            logger.info("orphan left", metadata: ["user": "\(userID)", "zoom": "\(zoomID)", "error": "\(error)"])
        }
    }

    private func mirror(_ meetings: [ZoomMeeting], of userID: String) async throws {
        try await store.write { transaction in
            guard let account = try transaction.accountIDs(of: userID).first else { return }
            let blocks = meetings.compactMap { meeting -> Block? in
                guard let start = meeting.startTime.flatMap(Instant.init(rfc3339:)),
                    let minutes = meeting.duration,
                    minutes > 0, start.adding(minutes: minutes) > now
                else { return nil }
                return Block(
                    id: "blk_zoom_\(meeting.id)_\(start.milliseconds)", accountID: account, ownerID: userID,
                    kind: .external, interval: Interval(start: start, end: start.adding(minutes: minutes)),
                    label: "A meeting of their own in Zoom", createdBy: "Zoom", createdAt: now)
            }
            try transaction.setExternalBlocks(blocks, of: userID)
        }
    }
}

/// What a meeting in Zoom is to us.
private enum Standing {
    /// The one that a room wants, or may yet turn out to want.
    case ours
    /// We made it, and no room wants it any more.
    case orphan
    /// Of the user's own, or of another Usher.
    case strange
}

extension Reading {
    fileprivate func standing(of meeting: ZoomMeeting) throws -> Standing {
        if let room = try room(zoomID: meeting.id) {
            return room.isWanted || room.state != .closed ? .ours : .orphan
        }
        guard let meetingID = RoomPlan.meetingID(markedIn: meeting.agenda), let room = try room(of: meetingID)
        else {
            return .strange
        }
        // A copy that the host has made for another time is theirs, though it bears our mark.
        let start = try self.meeting(id: meetingID)?.interval.start
        guard meeting.startTime.flatMap(Instant.init(rfc3339:)) == start else { return .strange }
        // A create whose answer was lost is adopted by its own room.
        let isUnsettled = room.createSentAt != nil && room.zoomID == nil && room.state != .closed
        return isUnsettled ? .ours : .orphan
    }
}
