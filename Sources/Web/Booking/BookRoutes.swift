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
        try bookingThrottle?.spend(visitor(request, context), at: verbs.now)
        let fields = try await request.form()
        let open = try await openCalendar(context)
        let zone = try verbs.zones.zone(orField: fields["timezone"])
        let start = try Instant.bookingStart(fields["start"], in: zone)
        let submission = fields["submission"]
        do {
            let booked = try await verbs.book(
                BookingRequest(
                    account: open.account.slug, calendar: open.calendar.slug, start: start, zone: zone.identifier,
                    name: fields["name"], email: fields["email"], notes: fields["notes"],
                    submission: submission.isEmpty ? nil : .init(key: "form:\(submission)")))
            return Response.seeOther("\(managePath(booked.view))?done=booked")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await bookAgain(error, fields, start, zone, open)
        }
    }

    /// The form once more, with what was typed and what is wrong with it.
    private func bookAgain(
        _ error: OperationError, _ fields: FormFields, _ start: Instant, _ zone: Zone, _ open: OpenCalendar
    ) async throws -> Response {
        let links = PickerLinks(path: path(open), zone: zone)
        let isTaken = error.kind == .conflict
        let startProblem = error.message(of: "start")
        let query = PickerQuery(zone: zone, date: zone.civil(at: start).date)
        if let startProblem {
            let picker = try await PickerBuilder(site: self, open: open, path: path(open)).picker(query)
            return try render(
                BookPage(open, query, picker: picker), open, notice: Notice("warn", startProblem),
                status: error.status)
        }
        let form = BookingForm(
            action: path(open), timezone: zone.identifier,
            // A new choice is a new submission.
            submission: isTaken ? verbs.surroundings.token() : fields["submission"],
            chosen: isTaken ? nil : ChosenTime(start, minutes: open.calendar.rules.duration, links),
            slotTaken: isTaken ? SlotTaken(start, nearest: error.nearest, links) : nil, guestName: fields["name"],
            guestNameError: error.message(of: "name"), email: fields["email"],
            emailError: error.message(of: "email"),
            notes: fields["notes"], notesError: error.message(of: "notes"))
        return try render(BookPage(open, query, form: form), open, status: error.status)
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
        let title = "\(open.calendar.name) · \(open.account.name)"
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
