import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addStaffBooking(to app: AppRoutes) {
        app.get("calendars/:id/book", for: .insiders) { request, context in
            let (session, open) = try await pathCalendar(context)
            let zone = try verbs.zones.zone(open.hours?.zone ?? open.account.zone)
            var wish = StaffWish(
                request, open, zone: zone, today: zone.civil(at: verbs.now).date,
                submission: verbs.surroundings.token())
            if let id = request.query("contact") {
                let view = try await verbs.contactView(
                    id, of: session.account, assignedTo: session.seesOnly)
                wish.take(view.contact)
            }
            let isNamed = (request.query("date") ?? request.query("start")) != nil
            if !isNamed, open.calendar.rules.durations.contains(wish.duration),
                let next = try await verbs.nextFreeStart(of: open, duration: wish.duration, from: verbs.now)
            {
                wish.date = zone.civil(at: next).date.description
            }
            let notice =
                request.query("done") == "booked"
                ? Notice("ok", "Booked. The contact and the host have been told.") : nil
            return try await staffBookingPage(wish, open, session, notice: notice)
        }
        app.post("calendars/:id/book", for: .insiders) { try await bookForContact($0, $1) }
    }

    private func bookForContact(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let (session, open) = try await pathCalendar(context)
        let zone = try verbs.zones.zone(open.hours?.zone ?? open.account.zone)
        var wish = StaffWish(fields, open, zone: zone)
        if !fields["edit"].isEmpty { return try await staffBookingPage(wish, open, session) }
        // Going past the rules is for admins; the page offers it to nobody else.
        let override = wish.goesPastRules && session.isAdmin ? Override(reason: wish.reason) : nil
        do {
            let start = try start(of: wish, open)
            let booked = try await verbs.bookForContact(
                wish.request(open, start: start), override: override, by: session.actor,
                of: session.account)
            return .seeOther(
                session.sees(booked.view)
                    ? "/app/appointments/\(booked.view.appointment.id)?done=booked"
                    : "\(CalendarSection.book.path(open.calendar.id))?done=booked")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            // The same form with other content is a new submission.
            if error.kind == .conflict { wish.submission = verbs.surroundings.token() }
            return try await staffBookingPage(wish, open, session, error: error)
        }
    }

    /// - Throws: the faults of the time together with those of all other fields.
    private func start(of wish: StaffWish, _ open: OpenCalendar) throws(OperationError) -> Instant {
        if let instant = wish.instant { return instant }
        do throws(OperationError) {
            return try verbs.start(wish.startText, of: wish.request(open, start: verbs.now))
        } catch {
            let faults = error.fields.map { fault in
                fault.code == "bad_time"
                    ? .init(fault.name, fault.code, "Choose one of the free times, or give a date and a time.")
                    : fault
            }
            throw .invalid(faults)
        }
    }

    private func staffBookingPage(
        _ wish: StaffWish, _ open: OpenCalendar, _ session: Session, notice: Notice? = nil,
        error: OperationError? = nil
    ) async throws -> Response {
        var page = StaffBookingPage(
            wish, open, session, zoneGroups: zoneMenu.groups(selected: wish.contactZone, at: verbs.now),
            zoneLabel: Dates(zone: wish.zone).zoneName(at: verbs.now), error: error)
        let isOffered = open.calendar.rules.durations.contains(wish.duration)
        let host = open.hosts.contains { $0.userID == wish.hostID } ? wish.hostID : nil
        if let day = wish.day, isOffered {
            let slots = try await verbs.slots(of: open, duration: wish.duration, within: day, host: host)
            page.times = FreeTimes(slots, wish.zone, chosen: wish.start)
        }
        if let error, let start = wish.instant {
            page.refused = try await refusedTime(error, start: start, wish, open, session, host: host)
        }
        let mistakes = error.map { error in
            Notice("bad", page.refused == nil ? Self.summary(of: error) : "Not booked yet: this time is refused.")
        }
        return try renderer.page(
            "staff_booking",
            Page(
                title: "Book \(open.calendar.name)", page, session: session, on: .calendars,
                notice: mistakes ?? notice),
            status: error?.status ?? .ok)
    }

    private static func summary(of error: OperationError) -> String {
        let shown = error.fields.contains { !$0.name.isEmpty }
        return shown ? "Not booked yet. See what is marked below." : error.message
    }

    /// Why the time was refused, with others near it; nil when it is not the time that is at fault.
    private func refusedTime(
        _ error: OperationError, start: Instant, _ wish: StaffWish, _ open: OpenCalendar, _ session: Session,
        host: String?
    ) async throws -> RefusedTime? {
        let isTime = error.message(of: "start") != nil || error.message(of: "duration") != nil
        guard isTime || error.kind == .conflict, (1...1440).contains(wish.duration) else { return nil }
        let explained = try await verbs.explain(
            calendarID: open.calendar.id, of: session.account, start: start, duration: wish.duration)
        var nearest = error.nearest
        if nearest.isEmpty, open.calendar.rules.durations.contains(wish.duration) {
            nearest = try await verbs.nearestSlots(
                to: max(start, verbs.now), of: open, duration: wish.duration, host: host)
        }
        return RefusedTime(explained, nearest, wish.zone)
    }
}
