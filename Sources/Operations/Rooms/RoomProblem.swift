import Logging
import Scheduling
import Store
import TimeZones
import Zoom

/// Something that went wrong with a room: a code, a sentence for the host, and whether waiting helps.
struct RoomProblem {

    enum Remedy {
        /// Try again then.
        case waiting(until: Instant)
        /// The host has to connect Zoom; that sets it going again.
        case connecting
        /// It is given up until someone asks for another try.
        case acting
    }

    let code: String
    let sentence: String
    let remedy: Remedy
}

extension Verbs {
    /// After how many tries the host is told that there is still no room, and how long those take; before a meeting
    /// that begins sooner the third try must do.
    private static let triesUntilTold = 10
    private static let minutesOfTries = 30

    /// Stores what went wrong, tells the host when it matters, and says when to look again.
    func noteProblem(_ error: any Error, _ plan: RoomPlan) async throws -> Outcome {
        // The process is stopping: that is nobody's problem.
        if error is CancellationError { throw error }
        let problem = problem(error, attempts: plan.room.attempts)
        // That a host has yet to connect is their business, not the operator's.
        let level: Logger.Level = if case .connecting = problem.remedy { .info } else { .warning }
        logger.log(
            level: level, "room not settled",
            metadata: ["meeting": "\(plan.meeting.id)", "code": "\(problem.code)", "error": "\(error)"])
        let (state, nextTry): (Room.State, Instant?) =
            switch problem.remedy {
            case .waiting(let until): (.pending, until)
            case .connecting: (.pending, nil)
            // A room that is to go is on nobody's page, so nobody could ask for another try.
            case .acting where !plan.room.isWanted: (.pending, surroundings.retry(after: plan.room.attempts))
            case .acting: (.failed, nil)
            }
        try await store.write { transaction in
            try transaction.markProblem(
                of: plan.meeting.id, as: state, problem: problem.sentence, code: problem.code, nextTry: nextTry,
                at: now)
            let isClose = plan.meeting.interval.start < now.adding(minutes: Self.minutesOfTries)
            let isDue = plan.room.attempts + 1 == (isClose ? 3 : Self.triesUntilTold)
            let tells = nextTry == nil ? plan.room.problemCode != problem.code : isDue
            if tells, !plan.room.isOpen { try tellHost(problem, plan, in: transaction) }
        }
        return nextTry.map { .again(at: $0, error: problem.sentence) } ?? .parked
    }

    /// The meeting is over and never had its room.
    func giveUpLate(_ plan: RoomPlan) async throws -> Outcome {
        guard plan.room.state == .pending else { return .settled }
        let problem = RoomProblem(
            code: "too_late", sentence: "The meeting ended before Zoom had a room for it.", remedy: .acting)
        try await store.write { transaction in
            try transaction.markProblem(
                of: plan.meeting.id, as: .failed, problem: problem.sentence, code: problem.code, nextTry: nil,
                at: now)
            try tellHost(problem, plan, in: transaction)
        }
        return .parked
    }

    private func tellHost(_ problem: RoomProblem, _ plan: RoomPlan, in transaction: Transaction) throws {
        // A room that cannot be taken down hurts nobody who books.
        guard plan.room.isWanted,
            let appointment = try transaction.appointments(meetingID: plan.meeting.id).first(where: \.isActive)
        else { return }
        try announce(.locationFailed, about: plan.meeting, in: transaction)
        try record("room_failed", by: "usher", problem.sentence, on: appointment, in: transaction)
        let kind: Message.Kind = problem.code == Room.notConnected ? .connectionNeeded : .roomFailed
        try queueForHost(kind, about: appointment, in: transaction)
    }

    private func problem(_ error: any Error, attempts: Int) -> RoomProblem {
        switch error {
        case TokenProblem.notConnected:
            RoomProblem(
                code: Room.notConnected, sentence: "The host has not connected a Zoom account yet.",
                remedy: .connecting)
        case TokenProblem.broken(let reason):
            RoomProblem(
                code: Room.connectionBroken, sentence: "\(reason) The host has to connect again.",
                remedy: .connecting)
        case let error as CreateUnsettled:
            RoomProblem(
                code: "zoom_unsettled", sentence: "Zoom has not said yet whether it made the room.",
                remedy: .waiting(until: min(error.until, now.adding(seconds: 10))))
        case let error as GateClosed:
            RoomProblem(
                code: "zoom_resting",
                sentence: "Zoom has not answered several times in a row; it is asked less often.",
                remedy: .waiting(until: error.until))
        case let error as WritesSpent:
            spent(until: error.until)
        case let error as ZoomError:
            problem(error, attempts: attempts)
        default:
            RoomProblem(
                code: "internal", sentence: "Usher could not go on: \(error).",
                remedy: .waiting(until: surroundings.retry(after: attempts)))
        }
    }

    private func problem(_ error: ZoomError, attempts: Int) -> RoomProblem {
        let code = error.code.map { "zoom_\($0)" } ?? "zoom_\(error.status)"
        switch error.kind {
        case .dailyLimit(let resumesAt):
            // A limit of a day ends within a day, whatever is said.
            let resumes = min(
                resumesAt.map(Instant.init(milliseconds:)) ?? UTCDay.end(after: now, days: 1),
                now.adding(minutes: 25 * 60))
            return spent(until: max(resumes, now.adding(seconds: 5)))
        case .tooFast:
            return RoomProblem(
                code: "zoom_rate", sentence: error.description,
                remedy: .waiting(until: surroundings.retry(after: 1)))
        case .missingScope:
            return RoomProblem(
                code: Room.missingScope, sentence: "\(error) The host has to connect Zoom again.",
                remedy: .connecting)
        case .unreachable, .unconnected, .server, .nonsense, .invalidToken:
            return RoomProblem(
                code: code, sentence: error.description,
                remedy: .waiting(until: surroundings.retry(after: attempts)))
        case .notFound, .refused, .invalidGrant:
            return RoomProblem(code: code, sentence: error.description, remedy: .acting)
        }
    }

    private func spent(until: Instant) -> RoomProblem {
        RoomProblem(
            code: Room.dailyLimit,
            sentence: "Zoom's limit of meeting changes for today is used up. It goes on at \(until.rfc3339).",
            remedy: .waiting(until: until))
    }
}

extension Surroundings {
    /// When to try again after so many failures: 1 s, 2 s, 4 s … up to ten minutes, spread by a fifth.
    func retry(after attempts: Int) -> Instant {
        let seconds = min(600, 1 << min(attempts, 10))
        let spread = Int(randomBytes(1).first ?? 0) * seconds * 1000 / 5 / 255
        return Instant(milliseconds: now().milliseconds + Int64(seconds * 1000 + spread))
    }
}
