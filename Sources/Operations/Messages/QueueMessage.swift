import Foundation
import Scheduling
import Store
import TimeZones

/// What a message about a move has to remember: when the appointment was before.
struct FormerTime: Codable {
    /// UTC epoch milliseconds.
    let start: Int64
    let end: Int64

    init(_ interval: Interval) {
        start = interval.start.milliseconds
        end = interval.end.milliseconds
    }

    /// Reads a message's context; nil when it holds none.
    init?(context: String) {
        guard let former = try? JSONDecoder().decode(FormerTime.self, from: Data(context.utf8)) else { return nil }
        self = former
    }

    var json: String { #"{"start":\#(start),"end":\#(end)}"# }
    var interval: Interval {
        Interval(start: Instant(milliseconds: start), end: Instant(milliseconds: end))
    }
}

extension Verbs {
    /// A message to one person about an appointment, still to be promised.
    func message(
        _ kind: Message.Kind, to name: String, _ email: String, about appointment: Appointment,
        context: String = ""
    ) -> Message {
        Message(
            id: surroundings.id("msg"), accountID: appointment.accountID, appointmentID: appointment.id,
            kind: kind, recipientName: name, recipientEmail: email, context: context, createdAt: now)
    }

    /// Promises a message to the host of an appointment.
    func queueForHost(
        _ kind: Message.Kind, about appointment: Appointment, context: String = "", in transaction: Transaction
    ) throws {
        guard let hostID = appointment.hostID, let host = try transaction.user(id: hostID) else { return }
        try queue(kind, to: host, about: appointment, context: context, in: transaction)
    }

    /// Promises a message to a user about an appointment.
    func queue(
        _ kind: Message.Kind, to user: User, about appointment: Appointment, context: String = "",
        in transaction: Transaction
    ) throws {
        try queue(
            message(kind, to: user.name, user.email, about: appointment, context: context), in: transaction)
    }

    /// Promises a message to a user that is about no appointment.
    func queue(
        _ kind: Message.Kind, to user: User, account: String, context: String, in transaction: Transaction
    ) throws {
        try queue(
            Message(
                id: surroundings.id("msg"), accountID: account, appointmentID: nil, kind: kind,
                recipientName: user.name, recipientEmail: user.email, context: context, createdAt: now),
            in: transaction)
    }

    func queue(_ message: Message, in transaction: Transaction) throws {
        try queue([message], in: transaction)
    }

    /// Promises messages together.
    func queue(_ messages: [Message], in transaction: Transaction) throws {
        try transaction.insert(messages)
        for message in messages { transaction.promise(.sendMessage, message.id, due: now, at: now) }
    }
}
