import Operations
import Scheduling
import Store
import TimeZones

/// The second step of a picker: the chosen time to be confirmed, or others in its place when it is gone.
struct ChosenTime {
    let start: String
    let leaf: Leaf
    let changeHref: String

    init(_ start: Instant, minutes: Int, _ links: PickerLinks) {
        leaf = Leaf(Interval(start: start, minutes: minutes), Dates(zone: links.zone))
        self.start = start.rfc3339
        changeHref = links.day(links.zone.civil(at: start).date)
    }
}

struct SlotTaken {
    struct Near {
        let start: String
        let nearestLabel: String
        let isSelected: Bool
    }

    /// What is the matter with the time: `Someone just took 10:00 on Tuesday`.
    let takenHeadline: String
    let zoneLine: String
    let hasNearest: Bool
    let otherTimesHref: String
    let nearest: [Near]
    /// Where one asks to be told when the time is free again.
    let waitForHref: String?

    /// - Parameters:
    ///   - problem: why the time cannot be had, when nobody has just taken it.
    ///   - offersWaiting: whether one can ask to be told of a place.
    init(
        _ start: Instant, nearest: [Interval], _ links: PickerLinks, problem: String? = nil,
        offersWaiting: Bool = false
    ) {
        let dates = Dates(zone: links.zone)
        let civil = links.zone.civil(at: start)
        takenHeadline = problem ?? "Someone just took \(civil.clock) on \(Dates.weekday(civil.date))"
        zoneLine = dates.zoneName(at: start)
        otherTimesHref = links.day(civil.date)
        hasNearest = !nearest.isEmpty
        waitForHref = offersWaiting ? links.waiting(civil.date, start: start) : nil
        self.nearest = nearest.enumerated().map { index, near in
            let civil = links.zone.civil(at: near.start)
            return Near(
                start: near.start.rfc3339, nearestLabel: "\(Dates.shortDay(civil.date)), \(civil.clock)",
                isSelected: index == 0)
        }
    }
}

/// The form that books.
struct BookingForm {
    struct GuestRow {
        let row: Int
        let rowNumber: Int
        let rowName: String
        let rowEmail: String
        let hasNameFault: Bool
        let nameFault: String
        let hasEmailFault: Bool
        let emailFault: String
        /// There for who has no script to add rows.
        let isSpare: Bool
    }

    struct RepeatOption {
        let repeatValue: String
        let repeatLabel: String
        let isOn: Bool
    }

    let action: String
    let holdAction: String
    let timezone: String
    let submission: String
    /// What was chosen besides the time, as hidden fields.
    let kept: [Picker.Kept]
    let holdID: String
    let chosen: ChosenTime?
    let slotTaken: SlotTaken?
    let guestName: String
    let guestNameError: String?
    let email: String
    let emailError: String?
    let notes: String
    let notesError: String?
    /// Absent where there is nothing to choose.
    let placeChoice: PlaceChoice?
    let asksPlace: Bool
    /// What the calendar asks, in its own words if it has any.
    let placeLabel: String
    let placeHint: String?
    let placeAnswer: String
    let placeError: String?
    let takesGuests: Bool
    let guestsHint: String
    let mostGuests: Int
    let guestRows: [GuestRow]
    let guestsError: String?
    let hasQuestions: Bool
    let questions: [QuestionField]
    let canRepeat: Bool
    let repeats: [RepeatOption]
    let times: String
    let mostTimes: Int
    let timesError: String?
    let consentText: String?
    let consents: Bool
    let consentError: String?
    let bookLabel: String

    /// - Parameters:
    ///   - path: the calendar's booking page.
    ///   - chosen: the time that is booked; nil when it is gone and others are offered.
    init(
        _ open: OpenCalendar, _ choice: BookingChoice, _ typed: TypedBooking, path: String, timezone: String,
        submission: String, chosen: ChosenTime?, slotTaken: SlotTaken? = nil, error: OperationError? = nil
    ) {
        let policy = open.calendar.policy
        action = path
        holdAction = "\(path)/hold"
        self.timezone = timezone
        self.submission = submission
        kept = choice.parameters.map { Picker.Kept(keptName: $0.name, keptValue: $0.value) }
        holdID = chosen == nil ? "" : typed.holdID
        self.chosen = chosen
        self.slotTaken = slotTaken
        (guestName, guestNameError) = (typed.name, error?.message(of: "name"))
        (email, emailError) = (typed.email, error?.message(of: "email"))
        (notes, notesError) = (typed.notes, error?.message(of: "notes"))
        placeChoice = PlaceChoice(open, typed, error)
        let asking = open.possibleLocations.first { $0.kind == .ask }
        let question = asking?.detail ?? ""
        asksPlace = asking != nil
        placeLabel = question.isEmpty ? "Where shall it take place?" : question
        placeHint = question.isEmpty ? "An address, a phone number or a link." : nil
        (placeAnswer, placeError) = (typed.place, error?.message(of: "location"))
        takesGuests = policy.maxGuests > 0
        guestsHint = policy.maxGuests == 1 ? "one person" : "up to \(policy.maxGuests)"
        mostGuests = policy.maxGuests
        guestRows = Self.guestRows(typed.guests, most: policy.maxGuests, error)
        guestsError = error?.message(of: "guests")
        questions = open.calendar.questions.map { QuestionField($0, typed.answers[$0.key] ?? [], error) }
        hasQuestions = !questions.isEmpty
        canRepeat = policy.maxOccurrences > 1
        repeats = Repeats.allCases.map {
            RepeatOption(repeatValue: $0.rawValue, repeatLabel: $0.label, isOn: $0 == typed.repeats)
        }
        times = typed.times.isEmpty ? String(min(4, policy.maxOccurrences)) : typed.times
        mostTimes = policy.maxOccurrences
        timesError = error?.message(of: "times") ?? error?.message(of: "rule")
        consentText = open.calendar.consent.isEmpty ? nil : open.calendar.consent
        (consents, consentError) = (typed.consents, error?.message(of: "consent"))
        bookLabel = policy.needsApproval ? "Ask for this time" : "Book this time"
    }

    private static func guestRows(
        _ guests: [BookingRequest.GuestForm], most: Int, _ error: OperationError?
    ) -> [GuestRow] {
        let spare = Array(
            repeating: BookingRequest.GuestForm(name: "", email: ""), count: max(most - guests.count, 0))
        return (guests + spare).enumerated().map { row, guest in
            let nameFault = error?.message(of: "guests.\(row).name")
            let emailFault = error?.message(of: "guests.\(row).email")
            return GuestRow(
                row: row, rowNumber: row + 1, rowName: guest.name, rowEmail: guest.email,
                hasNameFault: nameFault != nil, nameFault: nameFault ?? "", hasEmailFault: emailFault != nil,
                emailFault: emailFault ?? "", isSpare: row >= guests.count)
        }
    }

    /// Whether the fault of a field is shown beside it.
    static func shows(_ field: String) -> Bool {
        let own = ["name", "email", "notes", "place", "location", "guests", "times", "rule", "consent"]
        return own.contains(field) || field.hasPrefix("guests.") || field.hasPrefix("answers.")
    }
}

extension OperationError {
    /// What is wrong with one field of a form.
    func message(of field: String) -> String? { fault(of: field)?.message }

    func fault(of field: String) -> Field? { fields.first { $0.name == field } }
}
