import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Promises a message to everybody who is expected as a guest.
    func tellGuests(
        _ kind: Message.Kind, about view: AppointmentView, context: String = "", in transaction: Transaction
    ) throws {
        let appointment = view.appointment
        try queue(kind, to: appointment.guest, about: appointment, context: context, in: transaction)
        // Who is brought along hears of it once it is certain.
        guard kind != .requested, kind != .declined else { return }
        for guest in view.guests {
            let person = Guest(id: guest.id, name: guest.name, email: guest.email, zone: appointment.guest.zone)
            try queue(kind, to: person, about: appointment, context: context, in: transaction)
        }
    }

    /// Promises a message to everybody whose time it takes.
    func tellHosts(
        _ kind: Message.Kind, about view: AppointmentView, context: String = "", in transaction: Transaction
    ) throws {
        let appointment = view.appointment
        if let host = view.host {
            try queue(kind, to: host, about: appointment, context: context, in: transaction)
        }
        guard view.calendar.kind == .collective else { return }
        // Those of a meeting that has been given back are known from before.
        let cohosts = view.cohosts.isEmpty ? try transaction.cohosts(of: view.meeting) : view.cohosts
        for cohost in cohosts {
            try queue(kind, to: cohost, about: appointment, context: context, in: transaction)
        }
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
