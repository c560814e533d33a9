import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

/// A booking for a contact as staff typed it.
struct StaffWish {
    /// Where the calendar's days are counted: times are typed on its clocks.
    let zone: Zone
    var date: String
    var time = ""
    /// One of the free starts, as RFC 3339; empty for a time of one's own.
    var start = ""
    var duration: Int
    var hostID = ""
    /// The contact's zone, a name of the tz database.
    var contactZone: String
    var typed = TypedBooking()
    var goesPastRules = false
    var reason = ""
    var submission: String

    /// What the address already says.
    init(_ request: Request, _ open: OpenCalendar, zone: Zone, today: CivilDate, submission: String) {
        self.zone = zone
        self.submission = submission
        let start = request.query("start").flatMap { Instant(rfc3339: $0) }
        self.start = start?.rfc3339 ?? ""
        date = start.map { zone.civil(at: $0).date.description } ?? request.query("date") ?? today.description
        duration = request.query("duration").flatMap { Int($0) } ?? open.calendar.rules.duration
        hostID = request.query("host") ?? ""
        contactZone = open.account.zone
    }

    /// Is for somebody who is known already.
    mutating func take(_ contact: Contact) {
        (typed.name, typed.email, contactZone) = (contact.name, contact.email, contact.zone)
    }

    init(_ fields: FormFields, _ open: OpenCalendar, zone: Zone) {
        self.zone = zone
        (date, time, start) = (fields["date"], fields["time"], fields["start"])
        duration = Int(fields["duration"]) ?? open.calendar.rules.duration
        hostID = fields["host"]
        contactZone = fields["timezone"]
        typed = TypedBooking(fields, open.calendar)
        goesPastRules = fields["override"] == "yes"
        reason = fields["reason"]
        submission = fields["submission"]
        if start == "other" { start = "" }
        // One of the nearest free times, taken by its own button.
        if let taken = Instant(rfc3339: fields["take"]) {
            start = taken.rfc3339
            date = zone.civil(at: taken).date.description
        }
    }

    /// The time as it is asked for: a moment, or a reading of the calendar's clocks.
    var startText: String { start.isEmpty ? DayTime(date: date, time: time, zone: zone).reading : start }

    var instant: Instant? {
        Instant(rfc3339: start) ?? DayTime(date: date, time: time, zone: zone).instant
    }

    var day: Interval? { DayTime(date: date, time: "", zone: zone).day }

    /// What is asked of the verbs, but for the start.
    func request(_ open: OpenCalendar, start: Instant) -> BookingRequest {
        var request = BookingRequest(
            account: open.account.slug, calendar: open.calendar.slug, start: start, zone: contactZone,
            name: typed.name, email: typed.email, notes: typed.notes,
            submission: submission.isEmpty ? nil : .init(key: "staff:\(submission)"))
        request.duration = duration
        request.hostID = hostID.isEmpty ? nil : hostID
        request.guests = typed.guests
        request.answers = typed.answers.mapValues { $0.filter { !$0.isEmpty }.joined(separator: "\n") }
        request.place = typed.chosenPlace
        request.locationAnswer = typed.place
        return request
    }
}
