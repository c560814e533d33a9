import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addWhyNot(to app: AppRoutes) {
        app.get("calendars/:id/why", for: .insiders) { try await whyPage($0, $1) }
    }

    /// `GET /app/calendars/{id}/why?date=2026-12-08&time=09:00&duration=30`: why a time is, or is not, offered.
    private func whyPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let (session, open) = try await pathCalendar(context)
        let zone = try verbs.zones.zone(open.hours?.zone ?? open.account.zone)
        let now = verbs.now
        let asked = DayTime(
            date: request.query("date") ?? zone.civil(at: now).date.description,
            time: request.query("time") ?? "", zone: zone)
        let duration = request.query("duration").flatMap { Int($0) } ?? open.calendar.rules.duration
        var page = WhyPage(
            head: CalendarHead(open, session, on: .why), action: CalendarSection.why.path(open.calendar.id),
            zoneLabel: Dates(zone: zone).zoneName(at: now), dateValue: asked.date, timeValue: asked.time,
            timeError: asked.fault, durations: WhyPage.durations(open.calendar.rules.durations, chosen: duration))
        if let start = asked.instant, let day = asked.day, (1...1440).contains(duration) {
            let explained = try await verbs.explain(
                calendarID: open.calendar.id, of: session.account, start: start, duration: duration)
            page.answer = WhyAnswer(explained, Dates(zone: zone))
            let isOffered = open.calendar.rules.durations.contains(duration)
            let known = isOffered ? duration : open.calendar.rules.duration
            page.strips = try await strips(of: open, day, start: start, duration: known, Dates(zone: zone))
            page.hasStrips = !page.strips.isEmpty
            page.next = try await nextFree(of: open, from: start, duration: known, Dates(zone: zone))
            page.hasNext = !page.next.isEmpty
        } else if asked.instant != nil {
            page.timeError =
                (1...1440).contains(duration)
                ? "This is too far away to be booked." : "A meeting lasts from 1 to 1440 minutes."
        }
        return try renderer.page(
            "why", Page(title: "Why not? \(open.calendar.name)", page, session: session, on: .calendars))
    }

    /// The day of each host by its hours: where a booking could begin.
    private func strips(
        of open: OpenCalendar, _ day: Interval, start: Instant, duration: Int, _ dates: Dates
    ) async throws -> [WhyPage.Strip] {
        var strips: [WhyPage.Strip] = []
        for host in open.hosts.prefix(12) {
            let slots = try await verbs.slots(of: open, duration: duration, within: day, host: host.userID)
            strips.append(WhyPage.Strip(host.name, slots, day: day, asked: start, dates))
        }
        return strips
    }

    /// The next times that can be booked, each with the way to book it.
    private func nextFree(
        of open: OpenCalendar, from start: Instant, duration: Int, _ dates: Dates
    ) async throws -> [WhyPage.Next] {
        let first = try await verbs.nextFreeStart(of: open, duration: duration, from: max(start, verbs.now))
        guard let first else { return [] }
        let window = Interval(start: first, minutes: 7 * 1440)
        return try await verbs.slots(of: open, duration: duration, within: window).prefix(5).map { slot in
            let civil = dates.zone.civil(at: slot.start)
            return WhyPage.Next(
                nextHref: "\(CalendarSection.book.path(open.calendar.id))?date=\(civil.date)&duration=\(duration)"
                    + "&start=\(slot.start.rfc3339)",
                nextLabel: "\(Dates.shortDay(civil.date)), \(civil.clock)")
        }
    }
}
