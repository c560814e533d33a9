import Database
package import Scheduling
package import TimeZones

/// A contact's place in a meeting.
package struct Appointment: Hashable, Sendable {
    /// The commercial state; what happened in the room and whether there is one are kept apart from it.
    package enum Status: String, Sendable {
        case new, confirmed, cancelled, showed, noshow, invalid
    }

    package var id: String
    package var accountID: String
    package var calendarID: String
    package var meetingID: String
    package var contactID: String
    package var hostID: String
    package var status: Status
    package var interval: Interval
    package var guest: Guest
    package var notes: String
    /// Up by one at every change that the guest's own calendar must learn of (RFC 5545, SEQUENCE).
    package var sequence: Int
    package var createdAt: Instant
    package var cancelReason: String?

    package init(
        id: String, accountID: String, calendarID: String, meetingID: String, contactID: String, hostID: String,
        status: Status, interval: Interval, guest: Guest, notes: String, sequence: Int, createdAt: Instant
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.meetingID = meetingID
        self.contactID = contactID
        self.hostID = hostID
        self.status = status
        self.interval = interval
        self.guest = guest
        self.notes = notes
        self.sequence = sequence
        self.createdAt = createdAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), calendarID: try row.text("calendar_id"),
            meetingID: try row.text("meeting_id"), contactID: try row.text("contact_id"),
            hostID: try row.text("host_id"), status: Status(rawValue: try row.text("status")) ?? .invalid,
            interval: Interval(
                start: Instant(milliseconds: try row.integer64("starts_at")),
                end: Instant(milliseconds: try row.integer64("ends_at"))),
            guest: try Guest(row), notes: try row.text("notes"), sequence: try row.integer("sequence"),
            createdAt: Instant(milliseconds: try row.integer64("created_at")))
        cancelReason = try row.optionalText("cancel_reason")
    }

    /// Whether it still takes place, as far as anyone has said.
    package var isActive: Bool { status == .new || status == .confirmed }
}

/// The person expected in the meeting, as they named themselves.
package struct Guest: Hashable, Sendable {
    package let id: String
    package let name: String
    package let email: String
    /// A name of the tz database: the zone they booked in.
    package let zone: String

    package init(id: String, name: String, email: String, zone: String) {
        (self.id, self.name, self.email, self.zone) = (id, name, email, zone)
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("guest_id"), name: try row.text("guest_name"), email: try row.text("guest_email"),
            zone: try row.text("guest_zone"))
    }
}

extension Reading {
    /// The appointment of that id, whosever it is.
    package func appointment(id: String) throws -> Appointment? {
        try first("SELECT * FROM appointments WHERE id = ?", [id], Appointment.init)
    }

    /// The appointment that a guest's links stand for.
    package func appointment(guestID: String) throws -> Appointment? {
        try first("SELECT * FROM appointments WHERE guest_id = ?", [guestID], Appointment.init)
    }

    /// Everyone's places in a meeting, cancelled ones too.
    package func appointments(meetingID: String) throws -> [Appointment] {
        try all("SELECT * FROM appointments WHERE meeting_id = ? ORDER BY id", [meetingID], Appointment.init)
    }
}

extension Transaction {
    /// Stores a new appointment.
    package func insert(_ appointment: Appointment) throws {
        try connection.execute(
            "INSERT INTO appointments (id, account_id, calendar_id, meeting_id, contact_id, host_id, status, "
                + "starts_at, ends_at, guest_id, guest_name, guest_email, guest_zone, notes, sequence, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                appointment.id, appointment.accountID, appointment.calendarID, appointment.meetingID,
                appointment.contactID, appointment.hostID, appointment.status.rawValue,
                appointment.interval.start.milliseconds, appointment.interval.end.milliseconds,
                appointment.guest.id, appointment.guest.name, appointment.guest.email, appointment.guest.zone,
                appointment.notes, appointment.sequence, appointment.createdAt.milliseconds,
            ])
    }

    /// Keeps an appointment as it is until this transaction ends, but for what it does itself.
    package func lockAppointment(id: String) throws {
        try lock("SELECT id FROM appointments WHERE id = ?", [id])
    }

    /// Places the appointment in another meeting.
    package func move(_ appointment: Appointment) throws {
        try connection.execute(
            "UPDATE appointments SET meeting_id = ?, host_id = ?, starts_at = ?, ends_at = ?, guest_zone = ?, "
                + "sequence = ? WHERE id = ?",
            [
                appointment.meetingID, appointment.hostID, appointment.interval.start.milliseconds,
                appointment.interval.end.milliseconds, appointment.guest.zone, appointment.sequence,
                appointment.id,
            ])
    }

    /// Marks the appointment cancelled; its meeting is the caller's to give back.
    package func cancel(_ appointment: Appointment, reason: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE appointments SET status = ?, sequence = ?, cancelled_at = ?, cancel_reason = ? WHERE id = ?",
            [
                Appointment.Status.cancelled.rawValue, appointment.sequence, now.milliseconds, reason,
                appointment.id,
            ])
    }
}
