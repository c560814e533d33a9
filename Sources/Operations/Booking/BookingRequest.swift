import Scheduling
import Store
package import TimeZones

/// What a visitor asks for.
package struct BookingRequest: Sendable {
    /// The account's link name.
    package var account: String
    /// The calendar's link name.
    package var calendar: String
    package var start: Instant
    /// Minutes; nil for the calendar's first.
    package var duration: Int?
    /// The visitor's zone, a name of the tz database.
    package var zone: String
    package var name: String
    package var email: String
    package var notes: String
    /// The host whom the visitor has chosen.
    package var hostID: String?
    /// The people they bring.
    package var guests: [GuestForm] = []
    /// By the question's key; several choices are lines.
    package var answers: [String: String] = [:]
    /// Whether they agree to what the calendar asks them to.
    package var consents = false
    /// The visitor's network address, kept with their consent.
    package var address = ""
    /// Where, if the calendar asks them.
    package var locationAnswer = ""
    /// The label of the place that was chosen, where there are several.
    package var place = ""
    /// The place that is kept for them.
    package var holdID: String?
    /// A one-time link's token.
    package var link: String?
    package var submission: Submission?
    /// The rule of the series that it is the first appointment of; empty for a single one.
    var rule = ""

    package init(
        account: String, calendar: String, start: Instant, zone: String, name: String, email: String,
        notes: String = "", submission: Submission? = nil
    ) {
        self.account = account
        self.calendar = calendar
        self.start = start
        self.zone = zone
        self.name = name
        self.email = email
        self.notes = notes
        self.submission = submission
    }

    /// Somebody whom the person who books brings along, as typed.
    package struct GuestForm: Hashable, Sendable {
        package var name: String
        package var email: String

        package init(name: String, email: String) {
            (self.name, self.email) = (name, email)
        }
    }

    /// Says which submission this is, so that a repetition of it books nothing more.
    package struct Submission: Hashable, Sendable {
        /// Given by the caller: the same key with other content is refused.
        package let key: String
        /// Not given, but made from who asks and for what. Such a guess does not bring back what was cancelled.
        package let isDerived: Bool

        package init(key: String, isDerived: Bool = false) {
            self.key = key
            self.isDerived = isDerived
        }
    }

    /// The content, so that a key that comes back with other content is noticed.
    package var fingerprint: String {
        let parts = [
            account.lowercased(), calendar.lowercased(), String(start.milliseconds), zone, name,
            email.lowercased(), notes,
        ]
        // Only what is used, so that two different requests never come to the same words.
        var more: [String] = []
        if let duration { more += ["duration", String(duration)] }
        if let hostID { more += ["host", hostID] }
        for guest in guests { more += ["guest", guest.name, guest.email] }
        for (key, answer) in answers.sorted(by: { $0.key < $1.key }) { more += ["answer", key, answer] }
        if !place.isEmpty { more += ["place", place] }
        if !locationAnswer.isEmpty { more += ["location", locationAnswer] }
        if !rule.isEmpty { more += ["rule", rule] }
        return Vault.digest((parts + more).joined(separator: "\u{1F}"))
    }

    /// Checks what can be checked without the calendar, and tidies the rest.
    func validated(zones: ZoneDatabase) throws(OperationError) -> BookingRequest {
        var validation = Validation()
        let request = tidied(zones: zones, &validation)
        try validation.finish()
        return request
    }

    func tidied(zones: ZoneDatabase, _ validation: inout Validation) -> BookingRequest {
        _ = validation.zone(zone, "timezone", in: zones)
        var request = self
        request.account = account.lowercased()
        request.calendar = calendar.lowercased()
        request.name = validation.text(name, "name", "The name", longest: 200)
        request.email = validation.email(email, "email")
        request.notes = validation.text(notes, "notes", "The note", longest: 5000, isRequired: false, lines: true)
        request.locationAnswer = validation.text(
            locationAnswer, "location", "The place", longest: 500, isRequired: false)
        var known: Set = [request.email]
        request.guests = guests.enumerated().compactMap { index, guest in
            guest.tidied(at: index, besides: &known, &validation)
        }
        if let submission, !(1...240).contains(submission.key.utf8.count) {
            validation.fault("idempotency_key", "out_of_range", "An idempotency key has 1 to 200 characters.")
        }
        return request
    }
}

extension BookingRequest.GuestForm {
    /// Nil for a row that was left empty.
    /// - Parameter known: the addresses of those before; everybody gets messages of their own.
    fileprivate func tidied(
        at index: Int, besides known: inout Set<String>, _ validation: inout Validation
    ) -> BookingRequest.GuestForm? {
        guard !name.isEmpty || !email.isEmpty else { return nil }
        let guest = BookingRequest.GuestForm(
            name: validation.text(name, "guests.\(index).name", "The guest's name", longest: 200),
            email: validation.email(email, "guests.\(index).email"))
        if !guest.email.isEmpty, !known.insert(guest.email).inserted {
            validation.fault("guests.\(index).email", "repeated", "Somebody else here has this address.")
        }
        return guest
    }
}

extension Verbs {
    /// Reads the start of a request as it was sent.
    /// - Throws: the faults of the start together with those of all its other fields.
    package func start(_ text: String, of request: BookingRequest) throws(OperationError) -> Instant {
        var validation = Validation()
        var start: Instant?
        do throws(OperationError) {
            start = try Instant.bookingStart(text, in: (try? zones.zone(request.zone)) ?? zones.utc)
        } catch {
            for fault in error.fields { validation.fault(fault.name, fault.code, fault.message) }
        }
        if start == nil { _ = request.tidied(zones: zones, &validation) }
        try validation.finish()
        return start ?? now
    }
}

extension Instant {
    /// Reads the start a visitor asks for: RFC 3339, or a wall-clock reading (`2026-12-01T09:00`) in their zone.
    /// - Throws: the fault of the field `start`: unreadable, a reading that clocks skip, or one they show twice.
    package static func bookingStart(_ text: String, in zone: Zone) throws(OperationError) -> Instant {
        if let instant = Instant(rfc3339: text) { return instant }
        if text.isEmpty { throw .invalid([.init("start", "missing", "The start is missing.")]) }
        guard let asUTC = Instant(rfc3339: text + "Z") else {
            throw .invalid([
                .init("start", "bad_time", "This is not a time. It should look like 2026-12-01T08:00:00Z.")
            ])
        }
        let civil = CivilDateTime(utc: asUTC)
        switch zone.resolve(civil) {
        case .unique(let instant):
            return instant
        case .gap:
            throw .invalid([
                .init(
                    "start", "nonexistent_time",
                    "Clocks in \(zone.identifier) skip \(civil.clock) on \(civil.date). Choose another time.")
            ])
        case .overlap:
            throw .invalid([
                .init(
                    "start", "ambiguous_time",
                    "Clocks in \(zone.identifier) show \(civil.clock) twice on \(civil.date). Give the time in UTC."
                )
            ])
        }
    }
}
