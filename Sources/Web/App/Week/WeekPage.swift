import Operations
import Scheduling
import Store
import TimeZones

/// A week of appointments, or a day with a column for everybody.
struct WeekPage {
    struct Column {
        let columnID: String
        let dateISO: String
        let headline: String
        let subline: String
        let isToday: Bool
        let dayHref: String?
        let lanes: String
        let shades: [Shade]
        let events: [Event]
        let isFree: Bool
        let nowPlace: String?
    }

    struct Event {
        let href: String
        let eventID: String
        let eventTitle: String
        let eventTime: String
        let eventLine: String
        let classes: String
        let canMove: Bool
        let minutes: Int
        let eventStart: String
    }

    /// Time that somebody cannot be booked.
    struct Shade {
        let shadeText: String
        let classes: String
    }

    struct Hour {
        let hourLabel: String
        let classes: String
    }

    struct HostMark {
        let hostName: String
        let colour: String
    }

    let weekTitle: String
    let zoneLine: String
    let viewTabs: Tabs
    let previousHref: String
    let nextHref: String
    let todayHref: String
    let isDayView: Bool
    let dateValue: String
    let hostChoices: [Input.Choice]
    let calendarChoices: [Input.Choice]
    let canFilter: Bool
    let span: String
    let hours: [Hour]
    let columns: [Column]
    let legend: [HostMark]
    let isCut: Bool

    init(_ query: WeekQuery, _ facts: WeekFacts, _ session: Session, _ dates: Dates, now: Instant) {
        let colours = Self.colours(facts.members)
        let dates = dates
        let dayList = (0..<query.days).map { query.first.adding(days: $0) }
        weekTitle = query.isDay ? Dates.day(query.date) : Self.title(of: dayList)
        zoneLine = dates.zoneName(at: dates.zone.start(CivilDateTime(date: query.first, minuteOfDay: 0)))
        viewTabs = .appointments(current: query.isDay ? .day : .week, date: query.date)
        previousHref = query.href(query.date.adding(days: -query.days))
        nextHref = query.href(query.date.adding(days: query.days))
        todayHref = query.href(query.today)
        isDayView = query.isDay
        dateValue = query.date.description
        hostChoices =
            [Input.Choice("", "Everybody", isChosen: query.hostID == nil)]
            + facts.members.map {
                Input.Choice($0.user.id, $0.user.name, isChosen: $0.user.id == query.hostID)
            }
        calendarChoices =
            [Input.Choice("", "All calendars", isChosen: query.calendarID == nil)]
            + facts.calendars.map { Input.Choice($0.id, $0.name, isChosen: $0.id == query.calendarID) }
        canFilter = !session.member.isLimited
        let meetings = MeetingBlock.blocks(facts.found, colours, now: now)
        let builder = ColumnBuilder(
            meetings: meetings, blocks: facts.blocks.map { $0.shown(to: session) }, dates: dates,
            today: query.today, now: now, colours: colours)
        columns =
            query.isDay
            ? builder.columns(on: query.date, of: Self.people(query, facts, meetings, session))
            : dayList.map { builder.column(on: $0, host: query.hostID, href: query.href($0, isDay: true)) }
        let (from, to) = builder.hours(on: dayList)
        span = "f\(from) t\(to)"
        hours = (from..<to).map { Hour(hourLabel: "\($0 < 10 ? "0" : "")\($0):00", classes: "h\($0) q0") }
        let seen = Set(meetings.flatMap(\.hostIDs))
        legend = facts.members.filter { seen.contains($0.user.id) }.map {
            HostMark(hostName: $0.user.name, colour: colours[$0.user.id] ?? "c0")
        }
        isCut = facts.found.next != nil
    }

    /// Who has a column of their own: those with something on, and, where nobody in particular is looked for, all hosts.
    private static func people(
        _ query: WeekQuery, _ facts: WeekFacts, _ meetings: [MeetingBlock], _ session: Session
    ) -> [(id: String?, name: String)] {
        let busy = Set(meetings.flatMap(\.hostIDs))
        let members = Set(facts.members.map(\.user.id))
        let gone = Dictionary(
            facts.found.hosts.values.joined().filter { !members.contains($0.id) }.map { ($0.id, $0.name) }
        ) { first, _ in first }
        var people: [(id: String?, name: String)] = facts.members.filter { member in
            query.hostID == nil
                ? facts.members.count <= 8 || busy.contains(member.user.id) : member.user.id == query.hostID
        }.map { ($0.user.id, $0.user.name) }
        // Who has left goes on holding what was booked with them.
        people += gone.filter { busy.contains($0.key) }.sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
        if query.hostID == nil, meetings.contains(where: { $0.hostIDs.isEmpty }) { people.append((nil, "Nobody")) }
        return people
    }

    /// Eight colours, given out in the order of names.
    private static func colours(_ members: [Member]) -> [String: String] {
        let pairs = members.enumerated().map { ($0.element.user.id, "c\($0.offset % 8)") }
        return Dictionary(pairs) { first, _ in first }
    }

    /// `23–29 November 2026`, `30 November – 6 December 2026`
    private static func title(of days: [CivilDate]) -> String {
        guard let first = days.first, let last = days.last else { return "" }
        if first.month == last.month {
            return "\(first.day)–\(last.day) \(Dates.month(last)) \(last.year)"
        }
        let year = first.year == last.year ? "" : " \(first.year)"
        return "\(first.day) \(Dates.month(first))\(year) – \(last.day) \(Dates.month(last)) \(last.year)"
    }
}

extension Block {
    /// Why somebody is away is theirs to know, and their admins'.
    fileprivate func shown(to session: Session) -> Block {
        var block = self
        if !session.isAdmin, ownerID != session.user.id, !ownerID.hasPrefix("cal_") { block.label = "" }
        return block
    }
}

/// One meeting with whoever is expected in it.
struct MeetingBlock {
    let interval: Interval
    let hostIDs: [String]
    let href: String
    let appointmentID: String
    let title: String
    let line: String
    let tone: String
    let canMove: Bool

    static func blocks(_ found: FoundAppointments, _ colours: [String: String], now: Instant) -> [MeetingBlock] {
        Dictionary(grouping: found.lines) { $0.appointment.meetingID }.compactMap { meetingID, lines in
            guard let first = lines.first else { return nil }
            let appointment = first.appointment
            let owners = (found.hosts[meetingID] ?? []).map(\.id)
            let hosts = owners.isEmpty ? [appointment.hostID].compactMap(\.self) : owners
            let isShared = lines.count > 1
            let colour = (appointment.hostID ?? hosts.first).flatMap { colours[$0] } ?? "c0"
            let state = appointment.status == .new ? " request" : appointment.interval.end <= now ? " over" : ""
            return MeetingBlock(
                interval: appointment.interval, hostIDs: hosts, href: "/app/appointments/\(appointment.id)",
                appointmentID: appointment.id, title: isShared ? first.calendarName : appointment.guest.name,
                line: isShared
                    ? "\(lines.count) guests with \(first.hostName)"
                    : "\(first.calendarName) with \(first.hostName)",
                tone: "\(colour)\(state)",
                canMove: !isShared && appointment.isActive && appointment.interval.start > now
                    && appointment.status != .showed)
        }.sorted { ($0.interval.start, $0.appointmentID) < ($1.interval.start, $1.appointmentID) }
    }
}

/// Fills the columns of hours.
struct ColumnBuilder {
    let meetings: [MeetingBlock]
    let blocks: [Block]
    let dates: Dates
    let today: CivilDate
    let now: Instant
    let colours: [String: String]

    /// The hours that are shown: the usual ones, and whatever lies outside them.
    func hours(on days: [CivilDate]) -> (from: Int, to: Int) {
        let places = days.flatMap { day in
            meetings.compactMap { GridPlace($0.interval, on: day, in: dates.zone) }
        }
        let from = places.map { $0.first / 4 }.min().map { min($0, 8) } ?? 8
        let to = places.map { ($0.end + 3) / 4 }.max().map { max($0, 18) } ?? 18
        return (from, min(to, 24))
    }

    func column(on date: CivilDate, host: String?, href: String?) -> WeekPage.Column {
        column(
            on: date, id: date.description, headline: Dates.weekday(date),
            subline: "\(date.day) \(Dates.month(date))",
            href: href, meetings,
            // Of everybody only what holds for all: a calendar's closed times.
            blocks.filter { host == nil ? $0.ownerID.hasPrefix("cal_") : $0.ownerID == host })
    }

    func columns(on date: CivilDate, of people: [(id: String?, name: String)]) -> [WeekPage.Column] {
        people.map { person in
            let own = meetings.filter { meeting in
                person.id.map(meeting.hostIDs.contains) ?? meeting.hostIDs.isEmpty
            }
            return column(
                on: date, id: person.id ?? "nobody", headline: person.name, subline: "", href: nil, own,
                blocks.filter { $0.ownerID == person.id })
        }
    }

    private func column(
        on date: CivilDate, id: String, headline: String, subline: String, href: String?,
        _ meetings: [MeetingBlock], _ blocks: [Block]
    ) -> WeekPage.Column {
        let placed = meetings.compactMap { meeting in
            GridPlace(meeting.interval, on: date, in: dates.zone).map { (meeting, $0) }
        }
        let (places, lanes) = GridPlace.laned(placed.map(\.1))
        let events = zip(placed, places).map { pair, place in event(pair.0, place, on: date) }
        let current = GridPlace(Interval(start: now, end: now), on: date, in: dates.zone)
        return WeekPage.Column(
            columnID: id, dateISO: date.description, headline: headline, subline: subline, isToday: date == today,
            dayHref: href, lanes: "n\(lanes)",
            shades: blocks.compactMap { block in
                GridPlace(block.interval, on: date, in: dates.zone).map {
                    .init(shadeText: block.label.isEmpty ? "Not available" : block.label, classes: $0.classes)
                }
            }, events: events, isFree: events.isEmpty, nowPlace: current?.classes)
    }

    private func event(_ meeting: MeetingBlock, _ place: GridPlace, on date: CivilDate) -> WeekPage.Event {
        let start = dates.zone.civil(at: meeting.interval.start)
        return WeekPage.Event(
            href: meeting.href, eventID: meeting.appointmentID, eventTitle: meeting.title,
            eventTime: dates.clocks(meeting.interval), eventLine: meeting.line,
            classes: "\(place.classes) \(meeting.tone)",  // Where it begins, not where it goes on past midnight.
            canMove: meeting.canMove && start.date == date,
            minutes: meeting.interval.start.minutes(until: meeting.interval.end), eventStart: start.clock)
    }
}
