import Operations
import Scheduling
import Store
import TimeZones

/// One appointment with everything about it.
struct AppointmentPage {
    struct Pair {
        let pairLabel: String
        let pairText: String
    }

    struct Person {
        let personName: String
        let personEmail: String
    }

    struct Other {
        let otherHref: String
        let otherName: String
        let otherState: String
    }

    let guestName: String
    let guestEmail: String
    /// Nil for who has been erased.
    let contactHref: String?
    let calendarName: String
    let calendarHref: String
    let duration: String
    let hostName: String
    let hostReason: String
    let stateLabel: String
    let stateTone: String
    let isCancelled: Bool
    let isInactive: Bool
    let isRequest: Bool
    let leaf: Leaf
    let guestTimeLine: String?
    let bookedAt: String
    let notes: String?
    let cancelReason: String?
    let consentLine: String?
    let consentText: String?
    let hasGuests: Bool
    let guests: [Person]
    let hasAnswers: Bool
    let answers: [Pair]
    let hasOthers: Bool
    let otherCount: String
    let others: [Other]
    let actions: StatusActions
    let room: RoomPanel?
    let place: PlacePanel?
    let series: SeriesPanel?
    let roomLabel: String
    let liveURL: String
    let history: [HistoryLine]
    let hasMessages: Bool
    let messages: [Mail]

    init(_ facts: AppointmentFacts, session: Session, site: Site) throws {
        let (view, appointment) = (facts.view, facts.view.appointment)
        let verbs = site.verbs
        let dates = Dates(zone: try verbs.zones.zone(session.member.user.zone))
        leaf = Leaf(appointment.interval, dates)
        let status = StatusWords(appointment.status)
        (guestName, guestEmail) = (appointment.guest.name, appointment.guest.email)
        let isErased = guestEmail.hasSuffix("@erased.invalid")
        contactHref = isErased ? nil : "/app/contacts/\(appointment.contactID)"
        calendarName = view.calendar.name
        calendarHref = (session.isAdmin ? CalendarSection.settings : .book).path(view.calendar.id)
        duration = Dates.duration(minutes: appointment.interval.start.minutes(until: appointment.interval.end))
        hostName = ([view.hostName] + view.cohosts.map(\.name)).joined(separator: ", ")
        hostReason = view.meeting.hostReason
        (stateLabel, stateTone) = (status.label, status.tone)
        isCancelled = !appointment.status.holdsPlace
        isInactive = !appointment.isActive
        isRequest = appointment.status == .new
        guestTimeLine =
            appointment.guest.zone == session.member.user.zone
            ? nil : try Dates(zone: verbs.zones.zone(appointment.guest.zone)).whole(appointment.interval)
        bookedAt = dates.stamp(appointment.createdAt)
        notes = appointment.notes.isEmpty ? nil : appointment.notes
        cancelReason = (appointment.cancelReason ?? "").isEmpty ? nil : appointment.cancelReason
        consentText = appointment.consent?.text
        consentLine = appointment.consent.map { consent in
            let from = consent.address.isEmpty ? "" : " from \(consent.address)"
            return "Agreed \(dates.stamp(Instant(milliseconds: consent.at)))\(from)"
        }
        guests = view.guests.map { Person(personName: $0.name, personEmail: $0.email) }
        hasGuests = !guests.isEmpty
        answers = appointment.answers.map { Pair(pairLabel: $0.label, pairText: $0.answer) }
        hasAnswers = !answers.isEmpty
        others = facts.others.prefix(50).map {
            Other(
                otherHref: "/app/appointments/\($0.id)", otherName: $0.guest.name, otherState: $0.status.label)
        }
        hasOthers = !others.isEmpty
        otherCount = "\(1 + facts.others.count) of \(view.meeting.seats) seats"
        let panel = try RoomPanel(view, dates, session: session, site: site)
        room = panel
        roomLabel = panel?.roomLabel ?? status.label
        place = PlacePanel(view)
        actions = StatusActions(facts, now: verbs.now, whyUnchangeable: verbs.whyUnchangeable(appointment))
        series = facts.series.map { SeriesPanel($0, current: appointment.id, dates) }
        liveURL = "/app/appointments/\(appointment.id)/events?seen=\(view.stateWord)"
        history = facts.history.reversed().map { HistoryLine($0, dates) }
        messages = facts.messages.reversed().map { Mail($0, dates) }
        hasMessages = !messages.isEmpty
    }
}

/// Where an appointment takes place that is not held on Zoom.
struct PlacePanel {
    let placeKind: String
    let placeText: String
    let placeHref: String?

    init?(_ view: AppointmentView) {
        let place = view.place
        switch place.kind {
        case .zoom: return nil
        case .custom: placeKind = WebLink.isLink(place.text) ? "By a link" : "At a place"
        case .phone: placeKind = "By phone"
        case .address: placeKind = "At an address"
        case .ask: placeKind = "Where the guest says"
        }
        placeText = place.text.isEmpty ? "Nothing was said about it." : place.text
        placeHref = WebLink.isLink(place.text) ? place.text : WebLink.phone(place.text)
    }
}

/// The appointments that were booked by one rule.
struct SeriesPanel {
    struct Row {
        let rowHref: String
        let rowWhen: String
        let rowState: String
        let rowTone: String
        let isThisOne: Bool
    }

    let seriesWords: String
    let seriesCount: String
    let rows: [Row]

    init(_ series: SeriesView, current: String, _ dates: Dates) {
        seriesWords = series.words.prefix(1).uppercased() + series.words.dropFirst()
        seriesCount = "\(series.views.count) appointments"
        rows = series.views.map { view in
            let appointment = view.appointment
            let status = StatusWords(appointment.status)
            let date = dates.zone.civil(at: appointment.interval.start).date
            return Row(
                rowHref: "/app/appointments/\(appointment.id)",
                rowWhen: "\(Dates.shortDay(date)) \(date.year), \(dates.clocks(appointment.interval))",
                rowState: status.label, rowTone: status.tone, isThisOne: appointment.id == current)
        }
    }
}
