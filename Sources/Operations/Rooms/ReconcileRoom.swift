import Foundation
import Scheduling
import Store
import TimeZones
import Zoom

/// What a round of reconciling came to.
enum Outcome {
    /// Zoom holds what it should.
    case settled
    /// To be looked at again then.
    case again(at: Instant, error: String)
    /// Nothing will change until somebody does something; what that is stands in the room's own problem.
    case parked
}

extension Verbs {
    /// Makes Zoom hold what the room of a meeting says. Nothing else writes to Zoom.
    func reconcileRoom(_ item: WorkItem) async throws -> Outcome {
        try await asking(for: .of(meeting: item.subjectID)) { try await settleRoom(item) }
    }

    private func settleRoom(_ item: WorkItem) async throws -> Outcome {
        guard let plan = try await store.read({ try RoomPlan(item.subjectID, $0) }) else { return .settled }
        let outcome: Outcome
        do {
            if plan.room.isWanted {
                guard plan.meeting.interval.end > now else { return try await giveUpLate(plan) }
                let zoomID = try await open(plan, item)
                var isDone = true
                if let zoomID { isDone = try await giveWays(plan, zoomID) }
                let next = isDone ? nextLook(plan) : surroundings.retry(after: item.attempts)
                outcome = next.map { .again(at: $0, error: "") } ?? .settled
            } else {
                try await close(plan)
                outcome = .settled
            }
        } catch let error as LeaseLost {
            throw error
        } catch let error as WritesSpent where plan.meeting.interval.start > error.until {
            try await store.write { try $0.planRoom(of: plan.meeting.id, at: error.until, now: now) }
            outcome = .again(at: error.until, error: "")
        } catch {
            outcome = try await noteProblem(error, plan)
        }
        for appointment in plan.appointments { live.publish(appointment.id) }
        return outcome
    }

    /// A room that is right is looked at again a day and a quarter of an hour before its meeting: somebody may have
    /// changed or deleted it in Zoom while no event reached us.
    private func nextLook(_ plan: RoomPlan) -> Instant? {
        [1440, 15].map { plan.meeting.interval.start.adding(minutes: -$0) }.first { $0 > now.adding(minutes: 5) }
    }

    /// How long a create that was not answered may still be carried out.
    private static let patienceSeconds = 30

    /// - Returns: the meeting that Zoom holds; nil when another process has gone on.
    private func open(_ plan: RoomPlan, _ item: WorkItem) async throws -> String? {
        let former = try await known(plan)
        var zoomID = former
        if zoomID == nil {
            try await requireTurn(plan)
            zoomID = try await create(plan, item)
        }
        guard let zoomID else { return nil }
        do {
            try await bringInLine(plan, zoomID)
        } catch let error as ZoomError where error.kind == .notFound {
            // Somebody deleted it in Zoom, so the next round makes a new one; but what was made a moment ago is there,
            // and Zoom has only not heard of it yet.
            if former != nil {
                try await store.write { transaction in
                    try transaction.forgetZoomID(zoomID, of: plan.meeting.id, at: now)
                    for appointment in plan.appointments {
                        try record(
                            "room_lost", by: "zoom", "Zoom meeting \(zoomID)", on: appointment, in: transaction)
                    }
                }
            }
            throw ZoomError(kind: .server, status: error.status, code: error.code, message: error.message)
        }
        return zoomID
    }

    private func close(_ plan: RoomPlan) async throws {
        // A meeting that is over hurts nobody any more.
        let isOver = plan.meeting.interval.end < now
        if !isOver, let zoomID = try await known(plan) {
            try await withToken(of: plan.ownerID) { try await zoom.deleteMeeting(zoomID, token: $0) }
        }
        try await store.write { try $0.markClosed(of: plan.meeting.id, at: now) }
    }

    /// The meeting that Zoom holds for this room already: its number is stored, or a create was sent whose answer was
    /// lost and the meeting bears our marker.
    private func known(_ plan: RoomPlan) async throws -> String? {
        if let zoomID = plan.room.zoomID { return zoomID }
        guard let sentAt = plan.room.createSentAt else { return nil }
        let meetings = try await withToken(of: plan.ownerID) { try await zoom.scheduledMeetings(token: $0) }
        guard let found = meetings.first(where: { plan.bears(marker: $0.agenda) }) else {
            let patience = sentAt.adding(seconds: Self.patienceSeconds)
            if now < patience { throw CreateUnsettled(until: patience) }
            return nil
        }
        _ = try await store.write { try $0.storeZoomID(found.id, of: plan.meeting.id, at: now) }
        return found.id
    }

    private func create(_ plan: RoomPlan, _ item: WorkItem) async throws -> String? {
        // The token first: a create that could not even be sent leaves nothing to look for.
        let draft = plan.draft
        let made = try await withToken(of: plan.ownerID) { token in
            try await store.write {
                // A process that stood still may come too late.
                try $0.requireLease(of: item)
                try spendWrite(plan, in: $0)
                try $0.markCreateSent(of: plan.meeting.id, at: now)
            }
            do {
                return try await zoom.createMeeting(draft, token: token)
            } catch let error as ZoomError where error.leavesNothing {
                try await store.write { try $0.clearCreateSent(of: plan.meeting.id, at: now) }
                try await correctMeter(error, plan)
                throw error
            } catch let error as ZoomError where error.kind != .unreachable {
                // Zoom has answered, so nothing is under way any more: a look will tell at once.
                let answered = now.adding(seconds: -Self.patienceSeconds)
                try await store.write { try $0.markCreateSent(of: plan.meeting.id, at: answered) }
                throw error
            }
        }
        let isKept = try await keep { try $0.storeZoomID(made.id, of: plan.meeting.id, at: now) }
        if isKept { return made.id }
        // While this process stood still another one has gone on: what it made is too many.
        try await withToken(of: plan.ownerID) { try await zoom.deleteMeeting(made.id, token: $0) }
        return nil
    }

    /// Reads the meeting, sends what differs, reads it back, and stores what holds in effect.
    private func bringInLine(_ plan: RoomPlan, _ zoomID: String) async throws {
        let userID = plan.ownerID
        var held = try await withToken(of: userID) { try await zoom.meeting(zoomID, token: $0) }
        let change = plan.change(from: held, at: now)
        if !change.isEmpty {
            try await update(zoomID, change, plan)
            held = try await withToken(of: userID) { try await zoom.meeting(zoomID, token: $0) }
        }
        guard let link = held.joinURL.flatMap(ZoomLink(app: zoom.app).checked) else {
            throw ZoomError(kind: .nonsense, status: 200, message: "a join link that is not Zoom's")
        }
        let settings = try EffectiveSettings(held, asked: plan.wantedSettings).json
        try await store.write { transaction in
            try transaction.lockRoom(of: plan.meeting.id)
            let before = try transaction.room(of: plan.meeting.id)
            try transaction.markReady(
                of: plan.meeting.id, zoomID: zoomID, joinURL: link, settings: settings, at: now)
            // Another passcode is in another link, and in the guests' own.
            if let former = before?.joinURL, former != link { try transaction.deleteWays(into: plan.meeting.id) }
            guard let before, before.isWanted else { return }
            let isNew = before.state != .ready
            // What we wrote ourselves a moment ago is no news.
            guard isNew || !change.isEmpty else { return }
            for appointment in plan.appointments {
                try record(
                    isNew ? "room_ready" : "room_mended", by: "usher", "Zoom meeting \(zoomID)", on: appointment,
                    in: transaction)
            }
            if isNew { try announce(.locationReady, about: plan.meeting, in: transaction) }
        }
    }
}

extension Verbs {
    private func update(_ zoomID: String, _ change: ZoomMeetingChange, _ plan: RoomPlan) async throws {
        try await withToken(of: plan.ownerID) { token in
            try await store.write { try spendWrite(plan, in: $0) }
            do {
                try await zoom.updateMeeting(zoomID, change, token: token)
            } catch let error as ZoomError {
                try await correctMeter(error, plan)
                throw error
            }
        }
    }
}

/// A create was sent, no answer came, and it is too early to say that it was lost.
struct CreateUnsettled: Error {
    let until: Instant
}

extension ZoomError {
    /// Whether Zoom has said that it did not do what was asked. Without an answer it may have.
    fileprivate var leavesNothing: Bool {
        switch kind {
        case .unconnected, .invalidToken, .invalidGrant, .missingScope, .notFound, .tooFast, .dailyLimit, .refused:
            true
        case .unreachable, .server, .nonsense: false
        }
    }
}
