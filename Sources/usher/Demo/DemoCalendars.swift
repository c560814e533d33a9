import Operations
import Scheduling
import Store
import TimeZones

/// The demo's calendars, one of every kind, with hours of their own, a closed day and a page that shows several.
struct DemoCalendars {
    let verbs: Verbs
    let account: Account
    /// Ada, Milo and Rhea.
    let hosts: [User]

    /// A Monday: that of the week after next.
    private var monday: CivilDate {
        get throws {
            let today = try verbs.zones.zone(DemoPeople.zone).civil(at: verbs.now).date
            return today.adding(days: 15 - today.weekday.rawValue)
        }
    }

    func make() async throws {
        let intro = try await save(introductoryCall)
        try await save(teamReview)
        let consultation = try await save(consultation)
        let officeHours = try await save(officeHours)
        let yoga = try await save(morningYoga(schedule: classHours().id))
        let showroom = try await save(showroomVisit(schedule: showroomHours().id))
        try await verbs.saveBlock(
            BlockForm(
                owner: showroom.id, start: "\(monday.adding(days: 2))T11:00",
                end: "\(monday.adding(days: 2))T13:00", label: "Stock-taking"),
            by: hosts[0].name, in: account)
        try await verbs.saveGroup(
            GroupForm(
                name: "Meet Harbor Consulting", slug: DemoSeed.group,
                description: "Pick what suits you. Not sure? Begin with the introductory call.",
                calendarIDs: [intro, consultation, officeHours, yoga, showroom].map(\.id)),
            id: nil, of: account)
    }

    @discardableResult
    private func save(_ form: CalendarForm) async throws -> BookingCalendar {
        try await verbs.saveCalendar(form, id: nil, of: account)
    }

    private var introductoryCall: CalendarForm {
        var form = CalendarForm()
        form.name = "Introductory call"
        form.slug = DemoSeed.calendar
        form.description =
            "Tell us what you are working on. You will meet whoever of us is free at the time you choose."
        form.minimumNotice = "60"
        form.hosts = hosts.map { HostForm(userID: $0.id) }
        return form
    }

    /// Everyone at once; it takes place without the last of them, too.
    private var teamReview: CalendarForm {
        var form = CalendarForm()
        form.name = "Team review"
        form.slug = "team-review"
        form.description = "An hour with the whole team: where your project stands, and what comes next."
        form.kind = CalendarKind.collective.rawValue
        form.durations = "60"
        form.bufferAfter = "15"
        form.minimumNotice = "1440"
        form.limitWeek = "3"
        form.maxGuests = "4"
        form.hosts = hosts.map { HostForm(userID: $0.id, isRequired: $0.id != hosts.last?.id) }
        form.questions = [QuestionForm(key: "agenda", label: "What should be on the agenda?", kind: "paragraph")]
        return form
    }

    /// The visitor says with whom, and for how long.
    private var consultation: CalendarForm {
        var form = CalendarForm()
        form.name = "Consultation"
        form.slug = "consultation"
        form.description = "Half an hour for one question, an hour for a plan. Choose whom you would like to see."
        form.kind = CalendarKind.service.rawValue
        form.durations = "30, 60"
        form.bufferAfter = "10"
        form.minimumNotice = "240"
        form.cancelCutoff = "240"
        form.letsChooseHost = true
        form.maxOccurrences = "6"
        form.hosts = hosts.prefix(2).map { HostForm(userID: $0.id) }
        form.questions = [
            QuestionForm(
                key: "stage", label: "How far along are you?", kind: "choice", isRequired: true,
                options: "An idea\nA plan\nUnder way"),
            QuestionForm(key: "website", label: "Is there a site to look at before?", kind: "url"),
        ]
        return form
    }

    private var officeHours: CalendarForm {
        var form = CalendarForm()
        form.name = "Office hours"
        form.slug = "office-hours"
        form.description = "A quarter of an hour with Ada, for anything that is quicker said than written."
        form.kind = CalendarKind.personal.rawValue
        form.durations = "15"
        form.interval = "15"
        form.windowDays = "14"
        form.limitDay = "6"
        form.hosts = hosts.prefix(1).map { HostForm(userID: $0.id) }
        return form
    }

    /// Twelve in one room, and a list of those who wait for a place.
    private func morningYoga(schedule: String) -> CalendarForm {
        var form = CalendarForm()
        form.name = "Morning yoga"
        form.slug = "morning-yoga"
        form.description = "Three quarters of an hour before the first call. No experience needed; bring a mat."
        form.kind = CalendarKind.class.rawValue
        form.durations = "45"
        form.interval = "60"
        form.windowDays = "30"
        form.seats = "12"
        form.hasWaitingList = true
        form.maxGuests = "1"
        form.maxOccurrences = "8"
        form.scheduleID = schedule
        form.hosts = hosts.dropFirst().prefix(1).map { HostForm(userID: $0.id) }
        return form
    }

    /// Nobody's in particular: whoever is there shows the visitor round.
    private func showroomVisit(schedule: String) -> CalendarForm {
        var form = CalendarForm()
        form.name = "Showroom visit"
        form.slug = "showroom"
        form.description = "See what we have built. Somebody is always there to show you round."
        form.kind = CalendarKind.unassigned.rawValue
        form.durations = "30"
        form.minimumNotice = "120"
        form.seats = "4"
        form.maxGuests = "3"
        form.scheduleID = schedule
        form.locationKind = CalendarLocation.Kind.address.rawValue
        form.locationDetail = "Harbor Consulting, Pier 4, Invented Quay 12"
        return form
    }

    private func classHours() async throws -> NamedSchedule {
        let morning = [HoursForm.Range(from: "09:00", to: "10:00")]
        return try await verbs.saveSchedule(
            ScheduleForm(
                name: "Class hours", zone: DemoPeople.zone, weeks: [[.tuesday: morning, .thursday: morning]]),
            id: nil, owner: .account, in: account)
    }

    /// Wednesday to Saturday; open late one Friday, and closed the day after.
    private func showroomHours() async throws -> NamedSchedule {
        let day = [HoursForm.Range(from: "11:00", to: "18:00")]
        let late = [HoursForm.Range(from: "11:00", to: "21:00")]
        return try await verbs.saveSchedule(
            ScheduleForm(
                name: "Showroom hours", zone: DemoPeople.zone,
                weeks: [[.wednesday: day, .thursday: day, .friday: day, .saturday: day]],
                overrides: [
                    OverrideForm(first: monday.adding(days: 4).description, ranges: late),
                    OverrideForm(first: monday.adding(days: 5).description),
                ]),
            id: nil, owner: .account, in: account)
    }
}
