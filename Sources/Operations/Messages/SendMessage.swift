import Foundation
import Logging
import Messaging
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// After how many tries a message that nobody takes is given up; the tries then reach over some three hours.
    private static let triesOfMessage = 24

    /// Writes a message as things stand now, and sends it. Its Message-ID never changes, so that a repetition after a
    /// crash in mid-sending is recognised as one.
    func sendMessage(_ id: String, attempts: Int) async throws -> Outcome {
        guard let letter = try await store.read({ try Letter(id, $0, at: now) }), letter.message.state == .queued
        else {
            return .settled
        }
        if letter.message.kind.isToMember { live.publish(Self.noticeSubject(letter.message.recipientEmail)) }
        guard !letter.isOvertaken else {
            try await settle(letter, as: .failed, problem: "Overtaken by a later change.")
            return .settled
        }
        let mail: MailMessage
        do {
            mail = try compose(letter)
        } catch {
            try await settle(letter, as: .failed, problem: "It could not be put into words: \(error)")
            return .settled
        }
        do throws(MessagingError) {
            try await self.mail.send(mail)
        } catch {
            return try await noteFailure(error, letter, subject: mail.subject, attempts: attempts)
        }
        try await settle(letter, as: .sent, subject: mail.subject)
        return .settled
    }

    private func noteFailure(
        _ error: MessagingError, _ letter: Letter, subject: String, attempts: Int
    ) async throws -> Outcome {
        logger.warning("mail not sent", metadata: ["message": "\(letter.message.id)", "error": "\(error)"])
        guard !error.isPermanent, attempts < Self.triesOfMessage else {
            try await settle(letter, as: .failed, subject: subject, problem: error.description)
            return .settled
        }
        try await settle(letter, as: .queued, subject: subject, problem: error.description)
        return .again(at: surroundings.retry(after: attempts), error: error.description)
    }

    private func settle(
        _ letter: Letter, as state: Message.State, subject: String? = nil, problem: String? = nil
    ) async throws {
        try await keep {
            try $0.settle(message: letter.message.id, as: state, subject: subject, problem: problem, at: now)
        }
    }
}

/// A message with everything its words are made of, as things stand at the moment of sending.
struct Letter: Sendable {
    let message: Message
    let account: Account
    let view: AppointmentView?
    /// The appointments that a message about several is about, in order of time.
    let series: [AppointmentView]
    /// The place in a queue that it is about.
    let waiting: WaitingView?
    /// The user it goes to; nil for a guest.
    let recipient: User?
    /// The webhook that it is about.
    let hook: HookEndpoint?
    /// Whose connection it is about.
    let connected: User?
    /// The meetings that need that connection, the next first.
    let atStake: [RoomAhead]

    /// Nil when there is no such message.
    init?(_ id: String, _ snapshot: Snapshot, at now: Instant) throws {
        guard let message = try snapshot.message(id: id) else { return nil }
        let asked = try snapshot.askAccount(id: message.accountID)
        let appointment = try message.appointmentID.flatMap { try snapshot.appointment(id: $0) }
        guard let account = try asked.first else { return nil }
        self.message = message
        self.account = account
        view = try appointment.flatMap { try snapshot.view(of: $0) }
        let members = message.kind.isAboutSeries ? message.context.split(separator: ",").map(String.init) : []
        series = try members.compactMap { id in
            try snapshot.appointment(id: id).flatMap { try snapshot.view(of: $0) }
        }
        let isAboutWaiting = message.kind == .waitingJoined || message.kind == .placeOffered
        let entry = isAboutWaiting ? try snapshot.waitingEntry(id: message.context) : nil
        waiting = try entry.flatMap { try snapshot.view(of: $0) }
        hook = message.kind == .hookDisabled ? try snapshot.hook(id: message.context) : nil
        let reader = message.kind.isForStaff ? try snapshot.user(email: message.recipientEmail) : nil
        recipient = reader
        connected = message.kind == .connectionBroken ? try snapshot.user(id: message.context) : nil
        atStake = try connected.map { try snapshot.atStake(of: $0, for: reader, at: now) } ?? []
    }

    /// Whether the appointment goes on without the host that this message takes it from.
    var isHandedOver: Bool {
        message.kind == .hostCancelled && (view?.appointment.isActive ?? false)
    }

    /// A message that would announce what is no longer so.
    var isOvertaken: Bool {
        switch message.kind {
        case .placeOffered: return waiting?.entry.state != .offered
        case .waitingJoined: return waiting?.entry.state != .waiting
        case .hookDisabled: return hook?.state != .disabled
        case .cancelled, .declined, .invitation, .passwordReset, .passwordChanged: return false
        case .requested, .hostRequested: return view?.appointment.status != .new
        // It may have become a request meanwhile, and they are told of that.
        case .confirmation, .moved, .hostBooked, .hostMoved:
            if view?.appointment.status == .new { return true }
        case _ where message.kind.isAboutSeries: return series.isEmpty
        default: break
        }
        guard let view else { return false }
        let hosts = [view.host?.id].compactMap(\.self) + view.cohosts.map(\.id)
        let isTheirs = !message.kind.isForStaff || recipient.map { hosts.contains($0.id) } ?? false
        return message.kind == .hostCancelled ? isHandedOver && isTheirs : !view.appointment.isActive || !isTheirs
    }
}

extension Message.Kind {
    /// Whether it goes to a user, and not to a guest.
    var isForStaff: Bool {
        switch self {
        case .confirmation, .moved, .cancelled, .requested, .declined, .seriesBooked, .seriesCancelled,
            .seriesMoved,
            .waitingJoined, .placeOffered, .invitation, .passwordReset, .passwordChanged:
            false
        case .hostBooked, .hostMoved, .hostCancelled, .hostRequested, .hostSeriesBooked, .hostSeriesCancelled,
            .hostSeriesMoved, .roomFailed, .connectionNeeded, .connectionBroken, .organisationBroken, .writesLow,
            .hookDisabled:
            true
        }
    }

    /// Whether its context lists the ids of several appointments.
    var isAboutSeries: Bool {
        switch self {
        case .seriesBooked, .seriesCancelled, .seriesMoved, .hostSeriesBooked, .hostSeriesCancelled,
            .hostSeriesMoved:
            true
        default: false
        }
    }
}

extension Reading {
    /// What needs a user's connection, of the accounts that a reader looks after; their own of all.
    fileprivate func atStake(of user: User, for reader: User?, at now: Instant) throws -> [RoomAhead] {
        let accounts = try accountIDs(of: user.id).filter { account in
            try reader.map { try $0.id == user.id || membership(of: $0.id, in: account)?.role == .admin } ?? false
        }
        return try roomsAhead(host: user.id, of: accounts, after: now, limit: 10)
    }
}
