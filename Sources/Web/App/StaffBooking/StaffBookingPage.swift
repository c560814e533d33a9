import Operations
import Scheduling
import Store
import TimeZones

/// The free starts of a day to choose from.
struct FreeTimes {
    struct Time {
        let start: String
        let timeLabel: String
        let seatsLabel: String?
        let isChosen: Bool
    }

    let hasTimes: Bool
    let times: [Time]

    /// - Parameter chosen: as RFC 3339.
    init(_ slots: [Slot], _ zone: Zone, chosen: String) {
        hasTimes = !slots.isEmpty
        times = slots.map { slot in
            Time(
                start: slot.start.rfc3339, timeLabel: zone.civil(at: slot.start).clock,
                seatsLabel: slot.seatsLeft.map { "\($0) left" }, isChosen: slot.start.rfc3339 == chosen)
        }
    }
}

/// A time that was refused, why, and others near it.
struct RefusedTime {
    struct Near {
        let start: String
        let nearestLabel: String
    }

    let refusedText: String
    let explained: WhyAnswer
    let hasNearest: Bool
    let nearest: [Near]

    init(_ explained: ExplainedTime, _ nearest: [Interval], _ zone: Zone) {
        let start = zone.civil(at: explained.explanation.start)
        refusedText = "\(start.clock) on \(Dates.day(start.date)) cannot be had"
        self.explained = WhyAnswer(explained, Dates(zone: zone))
        hasNearest = !nearest.isEmpty
        self.nearest = nearest.map { near in
            let civil = zone.civil(at: near.start)
            return Near(
                start: near.start.rfc3339, nearestLabel: "\(Dates.shortDay(civil.date)), \(civil.clock)")
        }
    }
}

/// The form that books for a contact.
struct StaffBookingPage {
    struct GuestRow {
        let row: Int
        let rowNumber: Int
        let rowName: String
        let rowEmail: String
        let rowError: String?
    }

    let head: CalendarHead
    let action: String
    let submission: String
    let zoneLabel: String
    let dateInput: Input
    let durationInput: Input
    let hasHostChoice: Bool
    let hostInput: Input
    var times: FreeTimes?
    let isOtherTime: Bool
    let timeValue: String
    let timeError: String?
    var refused: RefusedTime?
    let nameInput: Input
    let emailInput: Input
    let timezoneError: String?
    let zoneGroups: [ZoneGroup]
    let notesInput: Input
    let placeChoice: PlaceChoice?
    let asksPlace: Bool
    let placeInput: Input
    let hasGuests: Bool
    let guestRows: [GuestRow]
    let guestsError: String?
    let hasQuestions: Bool
    let questions: [QuestionField]
    let canOverride: Bool
    let isOverride: Bool
    let reasonInput: Input

    init(
        _ wish: StaffWish, _ open: OpenCalendar, _ session: Session, zoneGroups: [ZoneGroup], zoneLabel: String,
        error: OperationError?
    ) {
        func fault(_ field: String) -> String? { error?.message(of: field) }
        let calendar = open.calendar
        head = CalendarHead(open, session, on: .book)
        action = CalendarSection.book.path(calendar.id)
        submission = wish.submission
        self.zoneLabel = zoneLabel
        self.zoneGroups = zoneGroups
        dateInput = .line("date", "Date", wish.date, type: "date")
        durationInput = .menu(
            "duration", "Length",
            WhyPage.durations(calendar.rules.durations, chosen: wish.duration)
                .map { ($0.choiceValue, $0.choiceLabel) }, chosen: String(wish.duration), error: fault("duration"))
        hasHostChoice = open.hosts.count > 1 && calendar.kind != .collective
        hostInput = .menu(
            "host", "Host", [("", "Whoever's turn it is")] + open.hosts.map { ($0.userID, $0.name) },
            chosen: wish.hostID, error: fault("host"))
        isOtherTime = wish.start.isEmpty && !wish.time.isEmpty
        timeValue = wish.time
        timeError = fault("start")
        nameInput = .line("name", "Name", wish.typed.name, error: fault("name"))
        emailInput = .line("email", "E-mail", wish.typed.email, type: "email", error: fault("email"))
        timezoneError = fault("timezone")
        notesInput = Input.area("notes", "Note", wish.typed.notes, rows: 2, error: fault("notes")).optional()
        placeChoice = PlaceChoice(open, wish.typed, error)
        let asking = open.possibleLocations.first { $0.kind == .ask }
        asksPlace = asking != nil
        placeInput = Input.line(
            "location", asking.map { $0.detail.isEmpty ? "Where" : $0.detail } ?? "", wish.typed.place,
            error: fault("location")
        ).optional()
        hasGuests = calendar.policy.maxGuests > 0
        guestRows = Self.guestRows(wish.typed.guests, most: calendar.policy.maxGuests, error: error)
        guestsError = fault("guests")
        questions = calendar.questions.map { QuestionField($0, wish.typed.answers[$0.key] ?? [], error) }
        hasQuestions = !questions.isEmpty
        canOverride = session.isAdmin
        isOverride = wish.goesPastRules
        reasonInput = .line("reason", "Why", wish.reason, error: fault("override.reason"))
    }

    /// Everybody who was named, and room for two more.
    private static func guestRows(
        _ guests: [BookingRequest.GuestForm], most: Int, error: OperationError?
    ) -> [GuestRow] {
        (0..<max(min(guests.count + 2, most), guests.count)).map { row in
            let guest = row < guests.count ? guests[row] : .init(name: "", email: "")
            let problem = error?.message(of: "guests.\(row).name") ?? error?.message(of: "guests.\(row).email")
            return GuestRow(
                row: row, rowNumber: row + 1, rowName: guest.name, rowEmail: guest.email, rowError: problem)
        }
    }
}
