import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Promises messages to everybody: to the guests who are expected, and to those whose time it takes.
    func tell(
        guests guestKind: Message.Kind, hosts hostKind: Message.Kind, about view: AppointmentView,
        in transaction: Transaction
    ) throws {
        try queue(
            messages(guestKind, toGuestsOf: view) + messages(hostKind, toHostsOf: view, in: transaction),
            in: transaction)
    }

    /// Promises a message to everybody who is expected as a guest.
    /// - Parameter reachesBrought: whether those who are brought along have heard of it before.
    func tellGuests(
        _ kind: Message.Kind, about view: AppointmentView, context: String = "", reachesBrought: Bool = true,
        in transaction: Transaction
    ) throws {
        try queue(
            messages(kind, toGuestsOf: view, context: context, reachesBrought: reachesBrought), in: transaction)
    }

    private func messages(
        _ kind: Message.Kind, toGuestsOf view: AppointmentView, context: String = "", reachesBrought: Bool = true
    ) -> [Message] {
        let appointment = view.appointment
        // Who is brought along hears of it once it is certain.
        let isCertain = kind != .requested && kind != .declined && reachesBrought
        let brought = isCertain ? view.guests.map { ($0.name, $0.email) } : []
        return ([(appointment.guest.name, appointment.guest.email)] + brought).map { name, email in
            message(kind, to: name, email, about: appointment, context: context)
        }
    }

    private func messages(
        _ kind: Message.Kind, toHostsOf view: AppointmentView, in transaction: Transaction
    ) throws -> [Message] {
        var hosts = view.host.map { [$0] } ?? []
        if view.calendar.kind == .collective {
            // Those of a meeting that has been given back are known from before.
            hosts += view.cohosts.isEmpty ? try transaction.cohosts(of: view.meeting) : view.cohosts
        }
        return hosts.map { message(kind, to: $0.name, $0.email, about: view.appointment) }
    }

    /// Writes one line of the appointment's history.
    func record(
        _ event: String, by actor: String, _ detail: String, on appointment: Appointment,
        in transaction: Transaction
    ) throws {
        try transaction.record(
            HistoryEntry(event: event, actor: actor, detail: detail, at: now), id: surroundings.id("his"),
            account: appointment.accountID, subject: appointment.id)
    }
}
