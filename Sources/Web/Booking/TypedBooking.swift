import Operations
import Store
import TimeZones

/// What a visitor typed into the booking form: it can be booked, and shown again as it is.
struct TypedBooking {
    var name = ""
    var email = ""
    var notes = ""
    /// Without rows that were left empty.
    var guests: [BookingRequest.GuestForm] = []
    /// By the question's key; several choices each by itself.
    var answers: [String: [String]] = [:]
    var consents = false
    /// The label of the place that was chosen, where there are several.
    var chosenPlace = ""
    /// Where, if that is asked.
    var place = ""
    var repeats = Repeats.never
    /// How often, with the first; a number as typed.
    var times = ""
    /// What is kept for the visitor.
    var holdID = ""

    init() {}

    /// - Parameter calendar: whose questions were asked.
    init(_ fields: FormFields, _ calendar: BookingCalendar) {
        name = fields["name"]
        email = fields["email"]
        notes = fields["notes"]
        guests = (0..<Self.mostGuestRows).compactMap { row in
            let guest = BookingRequest.GuestForm(
                name: fields["guests.\(row).name"], email: fields["guests.\(row).email"])
            return (guest.name + guest.email).allSatisfy(\.isWhitespace) ? nil : guest
        }
        for question in calendar.questions {
            answers[question.key] = fields.all("answers.\(question.key)")
        }
        consents = fields["consent"] == "yes"
        chosenPlace = fields["place"]
        place = fields["location"]
        repeats = Repeats(rawValue: fields["repeat"]) ?? .never
        times = fields["times"]
        holdID = fields["hold"]
    }

    /// More rows than any calendar lets a visitor fill, with those that a script left empty in between.
    private static let mostGuestRows = 60

    /// What is asked of the verbs.
    func request(
        _ open: OpenCalendar, _ choice: BookingChoice, start: Instant, zone: Zone, address: String,
        submission: String
    ) -> BookingRequest {
        var request = BookingRequest(
            account: open.account.slug, calendar: open.calendar.slug, start: start, zone: zone.identifier,
            name: name, email: email, notes: notes,
            submission: submission.isEmpty ? nil : .init(key: "form:\(submission)"))
        request.duration = choice.duration
        request.hostID = choice.hostID
        request.link = choice.link
        request.guests = guests
        request.answers = answers.mapValues { $0.filter { !$0.isEmpty }.joined(separator: "\n") }
        request.consents = consents
        request.address = address
        request.place = chosenPlace
        request.locationAnswer = place
        request.holdID = holdID.isEmpty ? nil : holdID
        return request
    }
}

/// How a visitor wants a booking repeated.
enum Repeats: String, CaseIterable {
    case never, daily, weekly, fortnightly, monthly

    var label: String {
        switch self {
        case .never: "Only once"
        case .daily: "Every day"
        case .weekly: "Every week"
        case .fortnightly: "Every 2 weeks"
        case .monthly: "Every month"
        }
    }

    /// The rule as iCalendar writes it (RFC 5545, RECUR); nil for never.
    func rule(times: Int) -> String? {
        switch self {
        case .never: nil
        case .daily: "FREQ=DAILY;COUNT=\(times)"
        case .weekly: "FREQ=WEEKLY;COUNT=\(times)"
        case .fortnightly: "FREQ=WEEKLY;INTERVAL=2;COUNT=\(times)"
        case .monthly: "FREQ=MONTHLY;COUNT=\(times)"
        }
    }
}
