import Operations
import Scheduling
import Store
import TimeZones

/// Fills a picker from the free slots of a calendar.
struct PickerBuilder {
    let site: Site
    let open: OpenCalendar
    let choice: BookingChoice
    let path: String
    /// A meeting whose own time counts as free: the one that is being moved, or kept for this visitor.
    var excluding: String?
    /// The start of what is being moved: its day is the first to be seen.
    var current: Instant?
    /// Whether visitors can ask to be told of a place.
    var offersWaiting = false

    private var verbs: Verbs { site.verbs }

    func picker(_ query: PickerQuery) async throws -> Picker {
        let zone = query.zone
        let days = try bookableDays(zone)
        let month = try await shownMonth(query, today: days.today)
        let slots = try await slots(in: month, zone)
        let links = PickerLinks(path: path, zone: zone, choice.parameters)
        let full = offersWaiting ? try await fullStarts(in: month, zone, but: slots, from: days.now) : []
        let waitable = offersWaiting ? try openDays(in: month, zone, within: days.first...days.last) : []
        let byDay = Dictionary(grouping: slots) { zone.civil(at: $0.start).date }
        let chosen = query.date ?? currentDay(query) ?? byDay.keys.min()
        let free = chosen.flatMap { byDay[$0] } ?? []
        let times = PickerTimes(
            free: free, full: full.filter { zone.civil(at: $0).date == chosen },
            showsSeats: open.calendar.policy.showsSeats, links: links)
        let next = free.isEmpty ? try await nextFree(after: chosen, in: month, links) : nil
        return Picker(
            path: path, month: PickerLinks.text(month), date: chosen?.description ?? "",
            monthTitle: "\(Dates.month(month)) \(month.year)", hasPrevious: month > days.today.firstOfMonth,
            previousHref: links.month(month.adding(days: -1).firstOfMonth),
            hasNext: month.firstOfNextMonth <= days.last, nextHref: links.month(month.firstOfNextMonth),
            weeks: PickerWeeks(open: Set(byDay.keys), waitable: waitable, chosen: chosen, today: days.today)
                .weeks(of: month, links),
            isDayChosen: chosen != nil, dayTitle: chosen.map(Self.dayTitle) ?? "", hasTimes: !times.isEmpty,
            timeGroups: times.groups, isMonthEmpty: slots.isEmpty && waitable.isEmpty, nextFree: next,
            waitHref: chosen.flatMap { free.isEmpty && waitable.contains($0) ? links.waiting($0) : nil },
            kept: choice.parameters.map { Picker.Kept(keptName: $0.name, keptValue: $0.value) },
            zoneGroups: site.zoneMenu.groups(selected: zone.identifier, at: days.now))
    }

    /// The days that bookings can fall on, on the visitor's clocks.
    private func bookableDays(
        _ zone: Zone
    ) throws -> (now: Instant, today: CivilDate, first: CivilDate, last: CivilDate) {
        let now = verbs.now
        let rules = open.calendar.rules
        let ownZone = try verbs.zones.zone(open.hours?.zone ?? open.account.zone)
        let first = zone.civil(at: rules.earliestStart(now: now)).date
        let last = zone.civil(at: rules.latestStart(now: now, in: ownZone)).date
        return (now, zone.civil(at: now).date, first, max(first, last))
    }

    /// The month asked for; else the one of what is being moved, or of the first free time.
    private func shownMonth(_ query: PickerQuery, today: CivilDate) async throws -> CivilDate {
        if let month = query.month ?? currentDay(query)?.firstOfMonth { return month }
        let first = try await firstFree(from: verbs.now)
        return (first.map { query.zone.civil(at: $0).date } ?? today).firstOfMonth
    }

    /// The day of what is being moved, until another month or day is asked for.
    private func currentDay(_ query: PickerQuery) -> CivilDate? {
        query.month == nil ? current.map { query.zone.civil(at: $0).date } : nil
    }

    private func stretch(of month: CivilDate, _ zone: Zone) -> Interval {
        Interval(
            start: zone.start(CivilDateTime(date: month, minuteOfDay: 0)),
            end: zone.start(CivilDateTime(date: month.firstOfNextMonth, minuteOfDay: 0)))
    }

    private func slots(in month: CivilDate, _ zone: Zone) async throws -> [Slot] {
        try await verbs.slots(
            of: open, duration: choice.duration, within: stretch(of: month, zone), host: choice.hostID,
            excluding: excluding)
    }

    /// The first free time after a day or a month; where none is left, the first of all.
    private func nextFree(
        after day: CivilDate?, in month: CivilDate, _ links: PickerLinks
    ) async throws -> Picker.NextFree? {
        let from = day.map { $0.adding(days: 1) } ?? month.firstOfNextMonth
        let start = links.zone.start(CivilDateTime(date: from, minuteOfDay: 0))
        if let next = try await firstFree(from: max(start, verbs.now)) {
            return Picker.NextFree("Next free", next, links)
        }
        return try await firstFree(from: verbs.now).map { Picker.NextFree("First free", $0, links) }
    }

    private func firstFree(from moment: Instant) async throws -> Instant? {
        try await verbs.nextFreeStart(
            of: open, duration: choice.duration, host: choice.hostID, from: moment, excluding: excluding)
    }

    /// The starts of meetings that had places, and have none left.
    private func fullStarts(
        in month: CivilDate, _ zone: Zone, but slots: [Slot], from now: Instant
    ) async throws -> [Instant] {
        let calendar = open.calendar
        guard calendar.rules.seats > 1 else { return [] }
        let window = stretch(of: month, zone)
        let meetings = try await verbs.store.read { snapshot in
            try snapshot.openMeetings(of: calendar, within: window, at: now)
        }
        let free = Set(slots.map(\.start))
        let full = meetings.values.joined().filter { meeting in
            meeting.seatsTaken >= calendar.rules.seats && meeting.interval.start >= max(now, window.start)
                && meeting.interval == Interval(start: meeting.interval.start, minutes: choice.duration)
        }
        return Set(full.map(\.interval.start)).subtracting(free).sorted()
    }

    /// The days of a month on which somebody's hours are open, whatever is booked.
    private func openDays(
        in month: CivilDate, _ zone: Zone, within days: ClosedRange<CivilDate>
    ) throws -> Set<CivilDate> {
        let window = stretch(of: month, zone)
        let schedules = open.hours.map { [$0] } ?? open.hosts.map(\.schedule)
        var found: Set<CivilDate> = []
        for schedule in Set(schedules) {
            let hours = try schedule.hours(in: verbs.zones.zone(schedule.zone))
            for stretch in hours.openStretches(within: window) {
                found.insert(zone.civil(at: max(stretch.starts.start, window.start)).date)
            }
        }
        return found.filter(days.contains)
    }

    /// `Tuesday 8 December`
    static func dayTitle(_ date: CivilDate) -> String {
        "\(Dates.weekday(date)) \(date.day) \(Dates.month(date))"
    }
}

/// The days of a month in weeks.
private struct PickerWeeks {
    let open: Set<CivilDate>
    let waitable: Set<CivilDate>
    let chosen: CivilDate?
    let today: CivilDate

    func weeks(of month: CivilDate, _ links: PickerLinks) -> [Picker.Week] {
        var day = month.adding(days: 1 - month.weekday.rawValue)
        var weeks: [Picker.Week] = []
        while day < month.firstOfNextMonth {
            let dates = (0..<7).map { day.adding(days: $0) }
            weeks.append(
                Picker.Week(
                    days: dates.map { self.day($0, isBlank: $0.firstOfMonth != month, links) }))
            day = day.adding(days: 7)
        }
        return weeks
    }

    private func day(_ date: CivilDate, isBlank: Bool, _ links: PickerLinks) -> Picker.Day {
        let isOpen = !isBlank && open.contains(date)
        let isWaitable = !isBlank && !isOpen && waitable.contains(date)
        let suffix = isOpen ? ", free times" : isWaitable ? ", nothing free, waiting list" : ""
        return Picker.Day(
            number: date.day, isBlank: isBlank, isOpen: isOpen, isWaitable: isWaitable,
            isClosed: !isBlank && !isOpen && !isWaitable, isChosen: date == chosen, isToday: date == today,
            href: isOpen || isWaitable ? links.day(date) : "",
            dayLabel: PickerBuilder.dayTitle(date) + suffix)
    }
}

/// The times of a day by the parts of the day.
private struct PickerTimes {
    let free: [Slot]
    let full: [Instant]
    let showsSeats: Bool
    let links: PickerLinks

    var isEmpty: Bool { free.isEmpty && full.isEmpty }

    var groups: [Picker.TimeGroup] {
        let starts = free.map(\.start) + full
        let parts = [("Morning", 0..<12), ("Afternoon", 12..<18), ("Evening", 18..<24)]
        return parts.compactMap { label, hours in
            let within = starts.filter { hours.contains(links.zone.civil(at: $0).hour) }.sorted()
            guard !within.isEmpty else { return nil }
            return Picker.TimeGroup(groupLabel: label, times: within.map { time($0, among: within) })
        }
    }

    private func time(_ start: Instant, among others: [Instant]) -> Picker.Time {
        let civil = links.zone.civil(at: start)
        // An hour that clocks show twice needs its offset to be told apart.
        let twice = others.contains { $0 != start && links.zone.civil(at: $0) == civil }
        let offset = twice ? " \(Dates(zone: links.zone).offset(at: start))" : ""
        let slot = free.first { $0.start == start }
        let seats = slot?.seatsLeft.flatMap { showsSeats ? "\($0) \($0 == 1 ? "place" : "places") left" : nil }
        return Picker.Time(
            timeLabel: civil.clock + offset,
            href: slot == nil ? links.waiting(civil.date, start: start) : links.start(start), seatsLabel: seats,
            isFree: slot != nil)
    }
}
