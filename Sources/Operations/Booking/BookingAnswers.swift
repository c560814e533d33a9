import Foundation
import Scheduling
import Store
import TimeZones

/// What of a booking's form can only be checked once its calendar is known.
struct BookingAnswers {
    var answers: [Answer] = []
    var consent: Consent?
    /// How many places it takes.
    var seats = 1
    /// The place that was chosen among several.
    var location: CalendarLocation?

    /// - Parameter isLenient: where the questions were not put, as to a member who books for a contact.
    /// - Throws: `invalid` with the fields at fault.
    init(
        _ request: BookingRequest, on open: OpenCalendar, isLenient: Bool, at now: Instant
    ) throws(OperationError) {
        let calendar = open.calendar
        var validation = Validation()
        if request.guests.count > calendar.policy.maxGuests {
            let most = calendar.policy.maxGuests
            validation.fault(
                "guests", "too_many",
                most == 0 ? "Nobody else can be brought to this." : "At most \(most) more can be brought to this.")
        }
        seats = calendar.seats(for: request)
        for question in calendar.questions {
            let typed = request.answers[question.key] ?? ""
            guard
                let answer = question.checked(
                    typed, named: "answers.\(question.key)", isRequired: !isLenient, &validation)
            else { continue }
            answers.append(Answer(key: question.key, label: question.label, answer: answer))
        }
        for key in request.answers.keys.sorted() where !calendar.questions.contains(where: { $0.key == key }) {
            validation.fault("answers.\(key)", "unknown_question", "There is no such question here.")
        }
        if !calendar.consent.isEmpty {
            if request.consents {
                consent = Consent(text: calendar.consent, at: now.milliseconds, address: request.address)
            } else if !isLenient {
                validation.fault("consent", "missing", "Please agree to this before you book.")
            }
        }
        location = Self.place(request, on: open, isLenient: isLenient, &validation)
        let places = location.map { [$0] } ?? open.possibleLocations
        if places.contains(where: { $0.kind == .ask }), request.locationAnswer.isEmpty, !isLenient {
            validation.fault("location", "missing", "Say where the meeting should take place.")
        }
        try validation.finish()
    }

    private static func place(
        _ request: BookingRequest, on open: OpenCalendar, isLenient: Bool, _ validation: inout Validation
    ) -> CalendarLocation? {
        let offered = open.offeredLocations
        if let chosen = open.location(labelled: request.place) { return chosen }
        if !request.place.isEmpty {
            let labels = offered.map(\.label).joined(separator: ", ")
            validation.fault(
                "place", "unknown_choice",
                offered.isEmpty ? "There is no place to choose here." : "Choose one of the places: \(labels).")
        } else if !offered.isEmpty, !isLenient {
            validation.fault("place", "missing", "Choose where the meeting should take place.")
        }
        return offered.first?.location
    }
}

extension BookingCalendar {
    /// How many places a booking takes: on a calendar of several seats everybody needs one.
    func seats(for request: BookingRequest) -> Int {
        rules.seats > 1 ? 1 + request.guests.count : 1
    }

    /// - Throws: `invalid` when nobody can take as many places at once.
    func requireSeats(_ seats: Int) throws(OperationError) {
        let most = min(rules.seats, 1 + policy.maxGuests)
        guard !(1...most).contains(seats) else { return }
        throw .invalid([
            .init(
                "seats", "out_of_range",
                most == 1
                    ? "One place can be taken here at once." : "From 1 to \(most) places can be taken at once.")
        ])
    }
}

extension Question {
    /// The answer as it is stored; nil when there is none, or it cannot be taken.
    /// - Parameter field: what it is called in faults.
    func checked(
        _ typed: String, named field: String, isRequired mustAnswer: Bool, _ validation: inout Validation
    ) -> String? {
        let before = validation.faults.count
        let text = validation.text(
            typed, field, "The answer", longest: kind == .paragraph ? 5000 : 500,
            isRequired: isRequired && mustAnswer && kind != .checkbox,
            lines: kind == .paragraph || kind == .choices)
        guard validation.faults.count == before else { return nil }
        if text.isEmpty, kind != .checkbox || !mustAnswer { return nil }
        if let fault = fault(in: text, isRequired: isRequired && mustAnswer) {
            validation.fault(field, fault.code, fault.message)
            return nil
        }
        return kind == .checkbox ? (Self.isYes(text) ? "Yes" : "No") : text
    }

    private func fault(in text: String, isRequired: Bool) -> (code: String, message: String)? {
        let choices = text.split(separator: "\n").map(String.init)
        switch kind {
        case .text, .paragraph: return nil
        case .email:
            return EmailAddress.isPlausible(text.lowercased())
                ? nil : ("bad_email", "This is not an e-mail address.")
        case .phone:
            return PhoneNumber.fault(in: text)
        case .number:
            return Double(text)?.isFinite ?? false ? nil : ("bad_number", "This is not a number.")
        case .date:
            return CivilDate(text) != nil
                ? nil : ("bad_date", "This is not a date. It should look like 2026-12-01.")
        case .url:
            let url = URL(string: text)
            let isWeb = ["http", "https"].contains(url?.scheme?.lowercased()) && !(url?.host() ?? "").isEmpty
            return isWeb ? nil : ("bad_url", "This is not a web address. It should look like https://example.com.")
        case .choice:
            return options.contains(text) ? nil : ("unknown_choice", "Choose one of the answers.")
        case .choices:
            return choices.allSatisfy(options.contains) ? nil : ("unknown_choice", "Choose among the answers.")
        case .checkbox:
            return isRequired && !Self.isYes(text) ? ("missing", "This has to be ticked.") : nil
        }
    }

    private static func isYes(_ text: String) -> Bool { ["yes", "true", "on", "1"].contains(text.lowercased()) }
}
