import TimeZones

/// A calendar to begin with: everything is set but the hosts and the link name.
package struct CalendarPreset: Hashable, Sendable {
    /// A word for links, such as `office_hours`.
    package let key: String
    package let name: String
    /// What it is for, in one sentence.
    package let summary: String
    package let form: CalendarForm

    private init(_ key: String, _ name: String, _ summary: String, _ set: (inout CalendarForm) -> Void) {
        self.key = key
        self.name = name
        self.summary = summary
        var form = CalendarForm()
        form.name = name
        set(&form)
        self.form = form
    }

    /// All there are, in the order to show them. The dates of a course are left to whoever makes one.
    package static let all = [
        teamMeeting, clientConsultation, webinar, officeHours, fitnessClass, propertyShowing, telemedicine,
        cookingClass,
    ]

    private static let teamMeeting = CalendarPreset(
        "team_meeting", "Team meeting", "Everyone of a team is needed, and one of them owns the room."
    ) { form in
        form.kind = "collective"
        form.description = "Meet the whole team at once."
        form.durations = "60"
        form.minimumNotice = "1440"
        form.bufferAfter = "15"
    }

    private static let clientConsultation = CalendarPreset(
        "client_consultation", "Client consultation", "A short or a long talk with whoever of the team is free."
    ) { form in
        form.description = "Tell us where you stand. We listen first, and then say what we would do."
        form.durations = "30, 60"
        form.minimumNotice = "240"
        form.bufferAfter = "10"
        form.moveCutoff = "240"
        form.cancelCutoff = "240"
        form.questions = [
            QuestionForm(
                key: "topic", label: "What would you like to talk about?", kind: "paragraph", isRequired: true)
        ]
    }

    private static let webinar = CalendarPreset(
        "webinar", "Webinar", "One speaker on Zoom, up to 500 seats."
    ) { form in
        form.kind = "class"
        form.description = "A talk with time for questions at the end."
        form.durations = "60"
        form.interval = "60"
        form.seats = "500"
        form.showsSeats = false
        form.locationKind = "zoom"
    }

    private static let officeHours = CalendarPreset(
        "office_hours", "Office hours", "A quarter of an hour with one person."
    ) { form in
        form.kind = "personal"
        form.description = "Drop in with a question, large or small."
        form.durations = "15"
        form.interval = "15"
        form.windowDays = "14"
    }

    private static let fitnessClass = CalendarPreset(
        "fitness_class", "Fitness class", "Twenty places, a waiting list, and a series for who comes every week."
    ) { form in
        form.kind = "class"
        form.description = "Bring a mat and a bottle of water."
        form.durations = "60"
        form.interval = "60"
        form.seats = "20"
        form.hasWaitingList = true
        form.maxOccurrences = "12"
        form.cancelCutoff = "120"
        form.windowDays = "30"
    }

    private static let propertyShowing = CalendarPreset(
        "property_showing", "Property showing", "An agent meets the visitor on the spot, with time to get there."
    ) { form in
        form.description = "We meet you at the property and show you round."
        form.durations = "30"
        form.bufferBefore = "30"
        form.bufferAfter = "30"
        form.minimumNotice = "1440"
        form.maxGuests = "3"
        form.locationKind = "ask"
        form.locationDetail = "Which property would you like to see?"
    }
}

extension CalendarPreset {
    private static let telemedicine = CalendarPreset(
        "telemedicine", "Telemedicine", "A consultation by video, with consent and questions asked before."
    ) { form in
        form.description = "A consultation by video. In an emergency call an ambulance instead."
        form.durations = "20"
        form.interval = "20"
        form.bufferAfter = "10"
        form.minimumNotice = "120"
        form.needsApproval = false
        form.consent =
            "I agree to a consultation by video. I know that it cannot take the place of an examination, and "
            + "that what I write here is read by those who treat me."
        form.questions = [
            QuestionForm(key: "birth_date", label: "Date of birth", kind: "date", isRequired: true),
            QuestionForm(
                key: "phone", label: "Where can we call you if the video fails?", kind: "phone", isRequired: true),
            QuestionForm(key: "concern", label: "What brings you here?", kind: "paragraph", isRequired: true),
            QuestionForm(
                key: "visit", label: "Have you been with us before?", kind: "choice", isRequired: true,
                options: "This is my first visit\nI have been here before"),
        ]
    }

    private static let cookingClass = CalendarPreset(
        "cooking_class", "Cooking class", "Twelve places on the dates of a course, allergies asked before."
    ) { form in
        form.kind = "class"
        form.description = "We cook together, and eat what we have cooked."
        form.durations = "180"
        form.interval = "60"
        form.seats = "12"
        form.windowKind = "dates"
        form.maxGuests = "1"
        form.cancelCutoff = "2880"
        form.hasWaitingList = true
        form.locationKind = "address"
        form.locationDetail = "Our kitchen"
        form.questions = [
            QuestionForm(
                key: "allergies", label: "Which allergies should we know of?", kind: "choices",
                options: "None\nNuts\nMilk\nEggs\nGluten\nFish or shellfish"),
            QuestionForm(key: "diet", label: "Anything else you do not eat?", kind: "text"),
        ]
    }
}

extension Verbs {
    /// The presets as they can be saved today: a course runs for the three months to come.
    package var calendarPresets: [CalendarPreset] {
        let today = zones.utc.civil(at: now).date
        return CalendarPreset.all.map { $0.dated(from: today) }
    }
}

extension CalendarPreset {
    fileprivate func dated(from today: CivilDate) -> CalendarPreset {
        guard form.windowKind == "dates" else { return self }
        return CalendarPreset(key, name, summary) { form in
            form = self.form
            form.windowFirst = today.description
            form.windowLast = today.adding(days: 90).description
        }
    }
}
