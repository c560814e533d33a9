import Operations
import Scheduling
import Store

/// Fills the parts of a calendar's form.
struct CalendarFormParts {
    let form: CalendarForm
    let choices: CalendarChoices
    let error: OperationError?

    private func fault(_ field: String) -> String? { error?.message(of: field) }

    private static let turns: [CalendarKind] = [.roundRobin, .service]

    var basics: Fold {
        Fold(
            "basics", "What is booked", isOpen: true, faults: error, others: ["name", "slug"],
            [
                .area("description", "Description", form.description, error: fault("description")).optional()
                    .hint("Guests read it beside the free times."),
                .cards(
                    "kind", "Kind",
                    CalendarKind.allCases.map(KindWords.init).map { ($0.kind.rawValue, $0.label, $0.text) },
                    chosen: form.kind, error: fault("kind")),
                .menu(
                    "location_kind", "Where", CalendarLocation.Kind.allCases.map { ($0.rawValue, $0.formLabel) },
                    chosen: form.locationKind, error: fault("location_kind")),
                .line(
                    "location_detail", "Link, text, number or address", form.locationDetail,
                    error: fault("location_detail")
                ).places([.custom, .phone, .address, .ask])
                    .hint("Guests get it with their confirmation. A link begins with https://."),
            ])
    }

    var hosts: Fold {
        let count = form.hosts.count
        return Fold(
            "hosts", "Hosts", summary: count == 1 ? "1 host" : "\(count) hosts", isOpen: true,
            kinds: CalendarKind.allCases.filter { $0 != .unassigned }.map(\.rawValue).joined(separator: " "),
            faults: error, others: ["hosts"],
            [
                .menu(
                    "distribution", "Bookings are shared",
                    [
                        ("availability", "by priority, then whoever was booked longest ago"),
                        ("equal", "equally, by weight"),
                    ], chosen: form.distribution, error: fault("distribution")
                ).kinds(Self.turns).wide(),
                .check("owner_first", "A contact's own host comes first, if free", form.isOwnerFirst)
                    .kinds(Self.turns),
                .check(
                    "assigns_owner", "Who takes a contact's first booking becomes their host", form.assignsOwner
                )
                .kinds(Self.turns),
                .check("lets_choose_host", "Guests may choose the host", form.letsChooseHost).kinds(Self.turns),
            ])
    }

    /// Further places, folded away: most calendars have one.
    var places: Fold {
        let count = form.moreLocations.count
        return Fold(
            "places", "More places to choose from",
            summary: count == 0 ? "guests have no choice" : "guests choose among \(count + 1)", faults: error,
            others: ["locations"])
    }

    var hostRows: [CalendarFormPage.HostRow] {
        choices.team.map { member in
            let index = form.hosts.firstIndex { $0.userID == member.userID }
            let host = index.map { form.hosts[$0] } ?? HostForm(userID: member.userID)
            return hostRow(member, host, index: index)
        }
    }

    private func hostRow(_ member: TeamMember, _ host: HostForm, index: Int?) -> CalendarFormPage.HostRow {
        func fault(_ field: String) -> String? { index.flatMap { error?.message(of: "hosts.\($0).\(field)") } }
        let own = choices.schedules[member.userID] ?? []
        return CalendarFormPage.HostRow(
            userID: member.userID, initials: member.initials, hostName: member.memberName,
            hoursSummary: member.hoursSummary, zoneLabel: member.zoneLabel, zoomLabel: member.zoomLabel,
            zoomTone: member.zoomTone, isChosen: index != nil, isOwner: index == 0,
            isRequired: host.isRequired, hoursHref: member.hoursHref,
            priorities: [("high", "High"), ("medium", "Medium"), ("low", "Low")].map {
                Input.Choice($0.0, $0.1, isChosen: $0.0 == host.priority)
            },
            priorityError: fault("priority"), weight: host.weight, weightError: fault("weight"),
            hasSchedules: !own.isEmpty,
            schedules: [Input.Choice("", "Their usual hours", isChosen: host.scheduleID.isEmpty)]
                + own.map { Input.Choice($0.id, $0.name, isChosen: $0.id == host.scheduleID) },
            scheduleError: fault("schedule"), placeField: HostPlace(host, member, isNew: index == nil, form, fault)
        )
    }

    var morePlaces: [PlaceRow] {
        (form.moreLocations + [PlaceForm()]).enumerated().map { index, place in
            PlaceRow(
                place, number: String(index + 1), isSpare: index == form.moreLocations.count
            ) { error?.message(of: "locations.\(index).\($0)") }
        }
    }

    var times: Fold {
        let shared = choices.shared.map { ($0.id, $0.name) }
        return Fold(
            "times", "Times", isOpen: true, faults: error,
            others: ["minimum_notice", "window_kind", "window_days", "window_first", "window_last"],
            [
                .line("duration", "Length in minutes", form.durations, error: fault("durations"))
                    .hint("Several to choose from: 30, 60. The first is offered first."),
                .number("interval", "A start every", form.interval, unit: "minutes", error: fault("interval")),
                .number(
                    "buffer_before", "Kept free before", form.bufferBefore, unit: "minutes",
                    error: fault("buffer_before")),
                .number(
                    "buffer_after", "Kept free after", form.bufferAfter, unit: "minutes",
                    error: fault("buffer_after")),
                .menu(
                    "schedule", "Hours of its own", [("", "None")] + shared, chosen: form.scheduleID,
                    error: fault("schedule")
                ).hint("Made under Shared hours. Nothing is offered outside them."),
            ])
    }

    var limits: Fold {
        Fold(
            "limits", "Limits, seats and rooms", summary: limitsSummary, faults: error, others: ["resources"],
            [
                .number("seats", "Seats at each time", form.seats, unit: "guests", error: fault("seats"))
                    .hint("More than 1: guests join the same meeting until it is full."),
                .number(
                    "look_busy", "Look busy", form.lookBusy, unit: "% hidden", error: fault("look_busy")
                ).kinds(CalendarKind.allCases.filter { $0 != .class })
                    .hint("Hides part of each day's free times from guests."),
                .check("shows_seats", "Guests see how many seats are left", form.showsSeats),
                .number("limit_day", "At most a day", form.limitDay, unit: "meetings", error: fault("limit_day"))
                    .optional(),
                .number(
                    "limit_week", "At most a week", form.limitWeek, unit: "meetings", error: fault("limit_week")
                )
                .optional(),
                .number(
                    "limit_month", "At most a month", form.limitMonth, unit: "meetings",
                    error: fault("limit_month")
                ).optional(),
            ])
    }

    private var limitsSummary: String {
        let limits = [(form.limitDay, "a day"), (form.limitWeek, "a week"), (form.limitMonth, "a month")]
            .filter { !$0.0.isEmpty }.map { "\($0.0) \($0.1)" }
        let parts = [
            form.seats == "1" ? "1 seat" : "\(form.seats) seats",
            limits.isEmpty ? "no limits" : "at most \(limits.joined(separator: ", "))",
            form.lookBusy == "0" ? nil : "looks busy",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    var resources: [CalendarFormPage.ResourceRow] {
        choices.resources.map {
            .init(resourceID: $0.id, resourceName: $0.name, isTaken: form.resourceIDs.contains($0.id))
        }
    }

    var bookingForm: Fold {
        let count = form.questions.count
        let questions = count == 0 ? "name and e-mail" : count == 1 ? "1 question" : "\(count) questions"
        return Fold(
            "booking-form", "Booking form",
            summary: form.consent.isEmpty ? questions : "\(questions), consent asked", faults: error,
            others: ["questions"],
            [
                .number(
                    "max_guests", "Guests may bring", form.maxGuests, unit: "more people",
                    error: fault("max_guests")),
                .area("consent", "What they have to agree to", form.consent, rows: 2, error: fault("consent"))
                    .optional().hint("Shown with a box to tick. Their answer is kept with time and address."),
            ])
    }

    var questions: [CalendarFormPage.QuestionRow] {
        (form.questions + [QuestionForm()]).enumerated().map { index, question in
            CalendarFormPage.QuestionRow(
                question, number: String(index + 1), index: index, isSpare: index == form.questions.count,
                error: error)
        }
    }

    var changes: Fold {
        Fold(
            "changes", "Confirmation and changes",
            summary: form.needsApproval ? "every booking is approved first" : "confirmed at once", faults: error,
            others: ["move_cutoff", "cancel_cutoff"],
            [
                .check(
                    "needs_approval", "Bookings are requests until somebody here approves them", form.needsApproval
                )
                .hint("A request keeps its time."),
                .menu(
                    "on_move", "When a booking is moved",
                    [
                        ("keep_if_free", "it stays with its host, if free"),
                        ("keep", "it stays with its host: only their times are offered"),
                        ("reassign", "whoever's turn it is takes it"),
                    ], chosen: form.onMove, error: fault("on_move")
                ).kinds(Self.turns).wide(),
            ])
    }

    var rooms: Fold {
        let door =
            form.waitingRoom ? "waiting room" : form.joinBeforeHost ? "guests may come first" : "host comes first"
        return Fold(
            "zoom", "Zoom meetings", summary: form.recording == "none" ? door : "\(door), recorded", faults: error,
            others: ["passcode"],
            [
                .check("waiting_room", "Guests wait until the host lets them in", form.waitingRoom)
                    .hint("Zoom's waiting room. Somebody has to look who waits."),
                .check("join_before_host", "Guests may come in before the host", form.joinBeforeHost)
                    .hint("Without effect where there is a waiting room."),
                .check("passcode", "A passcode, inside the link", form.passcode)
                    .hint(fault("passcode") ?? "Guests never have to type it."),
                .check("authentication", "Only people who are signed in to Zoom", form.authentication)
                    .hint("Guests without a Zoom account are turned away."),
                .menu(
                    "recording", "Recording",
                    [
                        ("none", "Not by itself"), ("local", "On the host's computer"),
                        ("cloud", "In Zoom's cloud"),
                    ],
                    chosen: form.recording, error: fault("recording")),
            ])
    }

    var series: Fold {
        let length = form.maxOccurrences == "0" ? "no series" : "series of up to \(form.maxOccurrences)"
        return Fold(
            "series", "Series and waiting list",
            summary: form.hasWaitingList ? "\(length), waiting list on" : "\(length), no waiting list",
            faults: error,
            [
                .number(
                    "max_occurrences", "A series may have", form.maxOccurrences, unit: "appointments",
                    error: fault("max_occurrences")
                ).hint("0: guests book one at a time."),
                .check("waiting_list", "Guests can wait for a place when nothing is free", form.hasWaitingList)
                    .hint("Whoever is next is offered a place that becomes free, and has some time to take it."),
            ])
    }
}
