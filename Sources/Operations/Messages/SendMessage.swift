import Foundation
import Logging
import Messaging
import Store
import TimeZones

extension Verbs {
    /// After how many tries a message that nobody takes is given up; the tries then reach over some three hours.
    private static let triesOfMessage = 24

    /// Writes a message as things stand now, and sends it. Its Message-ID never changes, so that a repetition after a
    /// crash in mid-sending is recognised as one.
    func sendMessage(_ id: String, attempts: Int) async throws -> Outcome {
        guard let letter = try await store.read({ try Letter(id, $0) }), letter.message.state == .queued else {
            return .settled
        }
        guard !letter.isOvertaken else {
            try await settle(letter, as: .failed, problem: "Overtaken: the appointment was cancelled first.")
            return .settled
        }
        let mail = try compose(letter)
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
        return .again(at: surroundings.retry(after: attempts), error: error.description)
    }

    private func settle(
        _ letter: Letter, as state: Message.State, subject: String? = nil, problem: String? = nil
    ) async throws {
        try await store.write {
            try $0.settle(message: letter.message.id, as: state, subject: subject, problem: problem, at: now)
        }
    }
}

/// A message with everything its words are made of, as things stand at the moment of sending.
struct Letter: Sendable {
    let message: Message
    let account: Account
    let view: AppointmentView?

    /// Nil when there is no such message.
    init?(_ id: String, _ snapshot: Snapshot) throws {
        guard let message = try snapshot.message(id: id), let account = try snapshot.account(id: message.accountID)
        else { return nil }
        self.message = message
        self.account = account
        view = try message.appointmentID.flatMap { try snapshot.appointment(id: $0) }
            .flatMap { try snapshot.view(of: $0) }
    }

    /// A message that would announce what is no longer so.
    var isOvertaken: Bool {
        let announces: Set<Message.Kind> = [
            .confirmation, .moved, .hostBooked, .hostMoved, .roomFailed, .connectionNeeded,
        ]
        return announces.contains(message.kind) && !(view?.appointment.isActive ?? true)
    }
}
