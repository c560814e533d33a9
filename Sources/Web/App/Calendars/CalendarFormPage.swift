import Operations
import Scheduling
import Store

/// The form of a calendar: its parts, folded but for the first three.
struct CalendarFormPage {
    let calendarTabs: Tabs?
    let version: String
    /// What somebody else has stored meanwhile; nil when nobody has.
    let meanwhile: Meanwhile?
    let headline: String
    let action: String
    let isEdit: Bool
    let isOpen: Bool
    let slug: String
    let slugError: String?
    let linkPrefix: String
    let nameInput: Input
    let basics: Fold
    let placesError: String?
    let placesFold: Fold
    let morePlaces: [PlaceRow]
    let blankPlace: PlaceRow
    let hostsFold: Fold
    let hostsError: String?
    let hostRows: [HostRow]
    let times: Fold
    let noticeInput: LeadInput
    let window: WindowChoice
    let limits: Fold
    let hasResources: Bool
    let resources: [ResourceRow]
    let bookingForm: Fold
    let questionsError: String?
    let questions: [QuestionRow]
    let blankQuestion: QuestionRow
    let changes: Fold
    let cutoffs: [LeadInput]
    let rooms: Fold
    let series: Fold
    let saveLabel: String
    let leaveLabel: String

    init(
        _ typed: TypedCalendar, id: String?, _ choices: CalendarChoices, error: OperationError?,
        linkPrefix: String, meanwhile: Meanwhile? = nil
    ) {
        let form = typed.form
        let parts = CalendarFormParts(form: form, choices: choices, error: error)
        calendarTabs = id.map { .calendar($0, isAdmin: true, current: .settings) }
        isEdit = id != nil
        version = typed.version
        self.meanwhile = meanwhile
        headline = id == nil ? "New calendar" : form.name.isEmpty ? "Calendar" : form.name
        action = id.map { "/app/calendars/\($0)" } ?? "/app/calendars"
        isOpen = form.isOpen
        (slug, slugError) = (form.slug, error?.message(of: "slug"))
        self.linkPrefix = linkPrefix
        nameInput = .line("name", "Name", form.name, error: error?.message(of: "name")).required()
        basics = parts.basics
        placesError = error?.message(of: "locations")
        placesFold = parts.places
        morePlaces = parts.morePlaces
        blankPlace = PlaceRow(PlaceForm(), number: "NEW", isSpare: false) { _ in nil }
        hostsFold = parts.hosts
        hostsError = error?.message(of: "hosts")
        hostRows = parts.hostRows
        times = parts.times
        noticeInput = LeadInput(
            "notice", "Notice at least", typed.notice, longest: CalendarForm.longestNotice,
            fault: error?.fault(of: "minimum_notice"))
        window = WindowChoice(form, error: error)
        limits = parts.limits
        resources = parts.resources
        hasResources = !choices.resources.isEmpty
        bookingForm = parts.bookingForm
        questionsError = error?.message(of: "questions")
        questions = parts.questions
        blankQuestion = QuestionRow(QuestionForm(), number: "NEW", index: -1, isSpare: false, error: nil)
        changes = parts.changes
        cutoffs = Self.cutoffs(typed, error)
        rooms = parts.rooms
        series = parts.series
        saveLabel = id == nil ? "Make the calendar" : "Save"
        leaveLabel = id == nil ? "Cancel" : "Leave as it was"
    }

    private static func cutoffs(_ typed: TypedCalendar, _ error: OperationError?) -> [LeadInput] {
        [
            ("move_cutoff", "Guests may move until this long before", typed.moveCutoff),
            ("cancel_cutoff", "Guests may cancel until this long before", typed.cancelCutoff),
        ].map { name, label, lead in
            LeadInput(
                name, label, lead, longest: CalendarForm.longestCutoff, fault: error?.fault(of: name),
                hint: "Empty: until it begins.")
        }
    }

    /// How far ahead one can book: so many days, or from one date to another.
    struct WindowChoice {
        let isRolling: Bool
        let isDates: Bool
        let rollingInput: Input
        let firstInput: Input
        let lastInput: Input

        init(_ form: CalendarForm, error: OperationError?) {
            isDates = form.windowKind == "dates"
            isRolling = !isDates
            rollingInput = .number(
                "window", "How far ahead", form.windowDays, unit: "days",
                error: error?.message(of: "window_days"))
            firstInput = .line(
                "window_first", "First day", form.windowFirst, type: "date",
                error: error?.message(of: "window_first"))
            lastInput = .line(
                "window_last", "Last day", form.windowLast, type: "date",
                error: error?.message(of: "window_last"))
        }
    }

    struct ResourceRow {
        let resourceID: String
        let resourceName: String
        let isTaken: Bool
    }

    struct HostRow {
        let userID: String
        let initials: String
        let hostName: String
        let hoursSummary: String
        let zoneLabel: String
        let zoomLabel: String
        let zoomTone: String
        let isChosen: Bool
        let isOwner: Bool
        let isRequired: Bool
        let hoursHref: String
        let priorities: [Input.Choice]
        let priorityError: String?
        let weight: String
        let weightError: String?
        let hasSchedules: Bool
        let schedules: [Input.Choice]
        let scheduleError: String?
        let placeField: HostPlace
    }

    struct QuestionRow {
        /// What a row is called on the page.
        let rowNoun: String
        let number: String
        let isSpare: Bool
        let questionKey: String
        let questionLabel: String
        let questionError: String?
        let questionKinds: [Input.Choice]
        let isAnswerRequired: Bool
        let questionOptions: String
        let optionsError: String?

        /// - Parameter index: its place among the questions, as faults have it.
        init(
            _ form: QuestionForm, number: String, index: Int, isSpare: Bool, error: OperationError?,
            noun: String = "Question"
        ) {
            func fault(_ field: String) -> String? { error?.message(of: "questions.\(index).\(field)") }
            rowNoun = noun
            self.number = number
            self.isSpare = isSpare
            questionKey = form.key
            questionLabel = form.label
            questionError = fault("label") ?? fault("key") ?? fault("kind")
            questionKinds = Question.Kind.allCases.map {
                Input.Choice($0.rawValue, $0.label, isChosen: $0.rawValue == form.kind)
            }
            isAnswerRequired = form.isRequired
            questionOptions = form.options
            optionsError = fault("options")
        }
    }
}

extension Question.Kind {
    var label: String {
        switch self {
        case .text: "One line"
        case .paragraph: "Several lines"
        case .email: "E-mail address"
        case .phone: "Phone number"
        case .number: "Number"
        case .date: "Date"
        case .url: "Web address"
        case .choice: "One of several choices"
        case .choices: "Any of several choices"
        case .checkbox: "A box to tick"
        }
    }
}
