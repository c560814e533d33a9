import Database
package import Scheduling
package import TimeZones

/// A contact's place in a meeting.
package struct Appointment: Hashable, Sendable {
    /// The commercial state; what happened in the room and whether there is one are kept apart from it.
    package typealias Status = AppointmentStatus

    package var id: String
    package var accountID: String
    package var calendarID: String
    package var meetingID: String
    package var contactID: String
    /// Nil on a calendar without hosts.
    package var hostID: String?
    package var status: Status
    package var interval: Interval
    package var guest: Guest
    package var notes: String
    /// Up by one at every change that the guest's own calendar must learn of (RFC 5545, SEQUENCE).
    package var sequence: Int
    package var createdAt: Instant
    package var cancelReason: String?
    /// The series it belongs to.
    package var seriesID: String?
    /// How many places of the meeting it takes.
    package var seats = 1
    package var answers: [Answer] = []
    package var consent: Consent?
    /// When it was before it was moved last.
    package var formerStart: Instant?
    /// Where, as the person who booked answered.
    package var locationAnswer = ""

    package init(
        id: String, accountID: String, calendarID: String, meetingID: String, contactID: String, hostID: String?,
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
            hostID: try row.optionalText("host_id"), status: Status(rawValue: try row.text("status")) ?? .invalid,
            interval: Interval(
                start: Instant(milliseconds: try row.integer64("starts_at")),
                end: Instant(milliseconds: try row.integer64("ends_at"))),
            guest: try Guest(row), notes: try row.text("notes"), sequence: try row.integer("sequence"),
            createdAt: Instant(milliseconds: try row.integer64("created_at")))
        cancelReason = try row.optionalText("cancel_reason")
        seriesID = try row.optionalText("series_id")
        seats = try row.integer("seats")
        let answers = try row.text("answers")
        if answers != "[]" { self.answers = try StoredJSON.value(answers) }
        consent = try row.optionalText("consent").map { try StoredJSON.value($0) }
        formerStart = try row.optionalInteger64("former_start").map(Instant.init(milliseconds:))
        locationAnswer = try row.text("location_answer")
    }

    /// Whether it still takes place, as far as anyone has said.
    package var isActive: Bool { status.isActive }
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

    /// The appointment that a guest's links stand for; those of people who are brought along stand for it, too.
    package func appointment(guestID: String) throws -> Appointment? {
        if let own = try first("SELECT * FROM appointments WHERE guest_id = ?", [guestID], Appointment.init) {
            return own
        }
        return try first(
            "SELECT * FROM appointments WHERE id = (SELECT appointment_id FROM extra_guests WHERE id = ?)",
            [guestID], Appointment.init)
    }

    /// The appointments of a series in order of time, cancelled ones too.
    package func appointments(seriesID: String) throws -> [Appointment] {
        try all(
            "SELECT * FROM appointments WHERE series_id = ? ORDER BY starts_at, id", [seriesID], Appointment.init)
    }

    /// Everyone's places in a meeting, cancelled ones too.
    package func appointments(meetingID: String) throws -> [Appointment] {
        try all("SELECT * FROM appointments WHERE meeting_id = ? ORDER BY id", [meetingID], Appointment.init)
    }
}

extension Transaction {
    /// Stores a new appointment.
    package func insert(_ appointment: Appointment) throws {
        let answers = appointment.answers.isEmpty ? "[]" : try StoredJSON.text(appointment.answers)
        let consent = try appointment.consent.map { try StoredJSON.text($0) }
        try insert(
            [appointment],
            "INSERT INTO appointments (id, account_id, calendar_id, meeting_id, contact_id, host_id, status, starts_at, "
                + "ends_at, guest_id, guest_name, guest_email, guest_zone, notes, sequence, created_at, series_id, "
                + "seats, answers, consent, location_answer)"
        ) { appointment in
            [
                appointment.id, appointment.accountID, appointment.calendarID, appointment.meetingID,
                appointment.contactID, appointment.hostID, appointment.status.rawValue,
                appointment.interval.start.milliseconds, appointment.interval.end.milliseconds,
                appointment.guest.id, appointment.guest.name, appointment.guest.email, appointment.guest.zone,
                appointment.notes, appointment.sequence, appointment.createdAt.milliseconds, appointment.seriesID,
                appointment.seats, answers, consent, appointment.locationAnswer,
            ]
        }
    }

    /// Keeps an appointment as it is until this transaction ends, but for what it does itself.
    package func lockAppointment(id: String) throws {
        try lock("SELECT id FROM appointments WHERE id = ?", [id])
    }

    /// Places the appointment in another meeting.
    package func move(_ appointment: Appointment) throws {
        try connection.execute(
            "UPDATE appointments SET meeting_id = ?, host_id = ?, starts_at = ?, ends_at = ?, guest_zone = ?, "
                + "sequence = ?, former_start = ?, status = ? WHERE id = ?",
            [
                appointment.meetingID, appointment.hostID, appointment.interval.start.milliseconds,
                appointment.interval.end.milliseconds, appointment.guest.zone, appointment.sequence,
                appointment.formerStart?.milliseconds, appointment.status.rawValue, appointment.id,
            ])
    }

    /// Stores the status; what becomes of the place in the meeting is the caller's to settle.
    package func setStatus(of appointment: Appointment, at now: Instant) throws {
        let isOff = !appointment.status.holdsPlace
        try connection.execute(
            "UPDATE appointments SET status = ?, sequence = ?, cancelled_at = ?, cancel_reason = ? WHERE id = ?",
            [
                appointment.status.rawValue, appointment.sequence, isOff ? now.milliseconds : nil,
                isOff ? appointment.cancelReason : nil, appointment.id,
            ])
    }
}
