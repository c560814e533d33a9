import Operations
import Scheduling
import Store
import TimeZones

/// Fills a picker from the free starts of a calendar.
struct PickerBuilder {
    let site: Site
    let open: OpenCalendar
    let path: String
    /// A meeting that is being moved: its own time counts as free.
    var excluding: String?

    private var verbs: Verbs { site.verbs }

    func picker(_ query: PickerQuery) async throws -> Picker {
        let zone = query.zone
        let now = verbs.now
        let today = zone.civil(at: now).date
        let lastDay = zone.civil(at: open.calendar.rules.latestStart(now: now)).date
        let month = try await shownMonth(query, today: today)
        let starts = try await freeStarts(in: month, zone)
        let byDay = Dictionary(grouping: starts) { zone.civil(at: $0).date }
        let chosen = query.date ?? byDay.keys.min()
        let times = chosen.flatMap { byDay[$0] } ?? []
        let next = times.isEmpty ? try await nextFree(after: chosen, in: month, zone) : nil
        let links = PickerLinks(path: path, zone: zone)
        return Picker(
            path: path, month: PickerLinks.text(month), date: chosen?.description ?? "",
            monthTitle: "\(Dates.month(month)) \(month.year)", hasPrevious: month > today.firstOfMonth,
            previousHref: links.month(month.adding(days: -1).firstOfMonth),
            hasNext: month.firstOfNextMonth <= lastDay,
            nextHref: links.month(month.firstOfNextMonth),
            weeks: weeks(of: month, open: Set(byDay.keys), chosen: chosen, today: today, links),
            isDayChosen: chosen != nil, dayTitle: chosen.map(Self.dayTitle) ?? "", hasTimes: !times.isEmpty,
            timeGroups: groups(times, links), isMonthEmpty: starts.isEmpty, hasNextFree: next != nil,
            nextFreeHref: next.map { links.day(zone.civil(at: $0).date) } ?? "",
            nextFreeLabel: next.map { "\(Self.dayTitle(zone.civil(at: $0).date)), \(zone.civil(at: $0).clock)" }
                ?? "",
            zoneGroups: site.zoneMenu.groups(selected: zone.identifier, at: now))
    }

    /// The month asked for; else the one of the first free time.
    private func shownMonth(_ query: PickerQuery, today: CivilDate) async throws -> CivilDate {
        if let month = query.month { return month }
        let first = try await verbs.nextFreeStart(of: open, from: verbs.now)
        return (first.map { query.zone.civil(at: $0).date } ?? today).firstOfMonth
    }

    private func freeStarts(in month: CivilDate, _ zone: Zone) async throws -> [Instant] {
        let window = Interval(
            start: zone.start(CivilDateTime(date: month, minuteOfDay: 0)),
            end: zone.start(CivilDateTime(date: month.firstOfNextMonth, minuteOfDay: 0)))
        return try await verbs.freeStarts(of: open, within: window, excluding: excluding)
    }

    private func nextFree(after day: CivilDate?, in month: CivilDate, _ zone: Zone) async throws -> Instant? {
        let from = day.map { $0.adding(days: 1) } ?? month.firstOfNextMonth
        let start = zone.start(CivilDateTime(date: from, minuteOfDay: 0))
        return try await verbs.nextFreeStart(of: open, from: max(start, verbs.now))
    }

    private func weeks(
        of month: CivilDate, open: Set<CivilDate>, chosen: CivilDate?, today: CivilDate, _ links: PickerLinks
    ) -> [Picker.Week] {
        var day = month.adding(days: 1 - month.weekday.rawValue)
        var weeks: [Picker.Week] = []
        while day < month.firstOfNextMonth {
            let days = (0..<7).map { offset in
                let date = day.adding(days: offset)
                let isBlank = date < month || date >= month.firstOfNextMonth
                let isOpen = !isBlank && open.contains(date)
                return Picker.Day(
                    number: date.day, isBlank: isBlank, isOpen: isOpen, isClosed: !isBlank && !isOpen,
                    isChosen: date == chosen, isToday: date == today, href: isOpen ? links.day(date) : "",
                    dayLabel: "\(Self.dayTitle(date))\(isOpen ? ", free times" : "")")
            }
            weeks.append(Picker.Week(days: days))
            day = day.adding(days: 7)
        }
        return weeks
    }

    private func groups(_ times: [Instant], _ links: PickerLinks) -> [Picker.TimeGroup] {
        let parts = [("Morning", 0..<12), ("Afternoon", 12..<18), ("Evening", 18..<24)]
        return parts.compactMap { label, hours in
            let within = times.filter { hours.contains(links.zone.civil(at: $0).hour) }
            guard !within.isEmpty else { return nil }
            return Picker.TimeGroup(
                groupLabel: label,
                times: within.map { start in
                    let civil = links.zone.civil(at: start)
                    // An hour that clocks show twice needs its offset to be told apart.
                    let twice = within.contains { $0 != start && links.zone.civil(at: $0) == civil }
                    let offset = twice ? " \(Dates(zone: links.zone).offset(at: start))" : ""
                    return Picker.Time(timeLabel: civil.clock + offset, href: links.start(start))
                })
        }
    }

    /// `Tuesday 8 December`
    static func dayTitle(_ date: CivilDate) -> String {
        "\(Dates.weekday(date)) \(date.day) \(Dates.month(date))"
    }
}
