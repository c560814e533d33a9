import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addBooking(to router: Router<WebContext>) {
        router.get("book/:account/:calendar") { try await bookPage($0, $1) }
        router.post("book/:account/:calendar") { try await book($0, $1) }
        addManage(to: router)
        addMove(to: router)
        addCancel(to: router)
        addJoin(to: router)
    }

    /// `GET /book/{account}/{calendar}?month=…&date=…&timezone=…&start=…`
    private func bookPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let open = try await openCalendar(context)
        let query = try PickerQuery(request, zones: verbs.zones, fallback: open.account.zone)
        guard !open.hosts.isEmpty else { return try render(BookPage(open, query), open) }
        let builder = PickerBuilder(site: self, open: open, path: path(open))
        guard let start = query.start else {
            return try render(BookPage(open, query, picker: try await builder.picker(query)), open)
        }
        guard try await isFree(start, open) else {
            let picker = try await builder.picker(
                PickerQuery(zone: query.zone, date: query.zone.civil(at: start).date))
            let notice = Notice("warn", "The time you chose is not free any more. These are.")
            return try render(BookPage(open, query, picker: picker), open, notice: notice)
        }
        let links = PickerLinks(path: path(open), zone: query.zone)
        let chosen = ChosenTime(start, minutes: open.calendar.rules.duration, links)
        let form = BookingForm(
            action: path(open), timezone: query.zone.identifier, submission: verbs.surroundings.token(),
            chosen: chosen, slotTaken: nil, guestName: "", guestNameError: nil, email: "", emailError: nil,
            notes: "",
            notesError: nil)
        return try render(BookPage(open, query, form: form), open)
    }

    /// `POST /book/{account}/{calendar}`
    private func book(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form()
        let open = try await openCalendar(context)
        let choice = FormTime(fields, zones: verbs.zones, fallback: open.account.zone)
        let submission = fields["submission"]
        do {
            try await throttle(.booking, request, context)
            let booked = try await verbs.book(
                BookingRequest(
                    account: open.account.slug, calendar: open.calendar.slug, start: try choice.start.get(),
                    zone: choice.zone.identifier, name: fields["name"], email: fields["email"],
                    notes: fields["notes"], submission: submission.isEmpty ? nil : .init(key: "form:\(submission)")
                ))
            return .seeOther("\(managePath(booked.view))?done=booked")
        } catch let error as OperationError where [.invalid, .conflict, .throttled].contains(error.kind) {
            return try await bookAgain(error, fields, choice, open)
        }
    }

    /// The form once more, with what was typed and what is wrong with it.
    private func bookAgain(
        _ error: OperationError, _ fields: FormFields, _ choice: FormTime, _ open: OpenCalendar
    ) async throws -> Response {
        let links = PickerLinks(path: path(open), zone: choice.zone)
        let start = try? choice.start.get()
        let taken = try await unavailable(error, at: start, open, links)
        let wasUsed = error.code == "idempotency_mismatch"
        let form = BookingForm(
            action: path(open), timezone: choice.zone.identifier,
            // Another choice, or the same form with other content, is a new submission.
            submission: taken != nil || wasUsed ? verbs.surroundings.token() : fields["submission"],
            chosen: taken == nil
                ? start.map { ChosenTime($0, minutes: open.calendar.rules.duration, links) } : nil,
            slotTaken: taken, guestName: fields["name"], guestNameError: error.message(of: "name"),
            email: fields["email"], emailError: error.message(of: "email"), notes: fields["notes"],
            notesError: error.message(of: "notes"))
        let query = PickerQuery(zone: choice.zone, date: choice.zone.civil(at: start ?? verbs.now).date)
        let isElsewhere = taken == nil && !["name", "email", "notes"].contains { error.message(of: $0) != nil }
        let notice =
            wasUsed
            ? Notice("warn", "This form has booked already: see your mail. Send it again to book once more.")
            : isElsewhere ? Notice("warn", error.message) : nil
        return try render(BookPage(open, query, form: form), open, notice: notice, status: error.status)
    }

    /// What to say about a time that cannot be had, with others near it; nil when the time is not the trouble.
    private func unavailable(
        _ error: OperationError, at start: Instant?, _ open: OpenCalendar, _ links: PickerLinks
    ) async throws -> SlotTaken? {
        let isTaken = error.kind == .conflict && error.code != "idempotency_mismatch"
        let problem = error.message(of: "start")
        guard isTaken || problem != nil || start == nil else { return nil }
        let last = open.calendar.rules.latestStart(now: verbs.now)
        let near = min(max(start ?? verbs.now, verbs.now), last)
        let nearest =
            error.nearest.isEmpty ? try await verbs.nearestSlots(to: near, of: open) : error.nearest
        return SlotTaken(near, nearest: nearest, links, problem: isTaken ? nil : problem ?? error.message)
    }

    private func isFree(_ start: Instant, _ open: OpenCalendar) async throws -> Bool {
        let window = Interval(start: start, end: start.adding(seconds: 1))
        return try await verbs.freeStarts(of: open, within: window).contains(start)
    }

    private func openCalendar(_ context: WebContext) async throws -> OpenCalendar {
        try await verbs.openCalendar(
            account: try context.parameters.require("account"),
            calendar: try context.parameters.require("calendar"))
    }

    private func path(_ open: OpenCalendar) -> String { "/book/\(open.account.slug)/\(open.calendar.slug)" }

    private func render(
        _ page: BookPage, _ open: OpenCalendar, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        // A screen reader says the title first.
        let mark = status == .ok ? "" : "Not booked yet: "
        let title = "\(mark)\(open.calendar.name) · \(open.account.name)"
        return try renderer.page("book", Page(title: title, page, notice: notice), status: status)
    }
}

extension ZoneDatabase {
    /// The zone of a form or a query.
    /// - Throws: the fault of the field `timezone`.
    func zone(orField name: String) throws(OperationError) -> Zone {
        do {
            return try zone(name)
        } catch {
            throw .invalid([.init("timezone", "unknown_zone", error.description)])
        }
    }
}
