import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addBooking(to router: Router<WebContext>) {
        addDoors(to: router)
        router.get("book/:account/:calendar") { try await bookPage($0, $1) }
        router.post("book/:account/:calendar") { try await sendBooking($0, $1) }
        addHolds(to: router)
        addWaiting(to: router)
        addManage(to: router)
        addMove(to: router)
        addCancel(to: router)
        addJoin(to: router)
    }

    /// `GET /book/{account}/{calendar}?duration=…&host=…&link=…&month=…&date=…&timezone=…&start=…`
    private func bookPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let open = try await openCalendar(context, link: request.query("link"))
        let choice = BookingChoice(open, request)
        let query = try PickerQuery(request, zones: verbs.zones, fallback: open.account.zone)
        let page = BookPage(open, choice, query, path: path(open))
        guard page.closed == nil else { return try render(page, open) }
        let kept = try await keptTime(request, open)
        guard let start = query.start else {
            return try await bookPicker(open, choice, query, kept: kept)
        }
        guard try await isFree(start, open, choice, kept: kept) else {
            let notice = Notice("warn", "The time you chose is not free any more. These are.")
            let day = PickerQuery(zone: query.zone, date: query.zone.civil(at: start).date)
            return try await bookPicker(open, choice, day, kept: kept, notice: notice)
        }
        let links = PickerLinks(path: path(open), zone: query.zone, choice.parameters)
        let form = BookingForm(
            open, choice, TypedBooking(), path: path(open), timezone: query.zone.identifier,
            submission: verbs.surroundings.token(), chosen: ChosenTime(start, minutes: choice.duration, links))
        return try render(BookPage(open, choice, query, path: path(open), form: form), open)
    }

    private func bookPicker(
        _ open: OpenCalendar, _ choice: BookingChoice, _ query: PickerQuery, kept: KeptTime?,
        notice: Notice? = nil
    ) async throws -> Response {
        // What is kept for the visitor is free to them; of a meeting of several seats it is one among others.
        let excluding = open.calendar.rules.seats == 1 ? kept?.meetingID : nil
        let builder = PickerBuilder(
            site: self, open: open, choice: choice, path: path(open), excluding: excluding,
            offersWaiting: open.calendar.policy.hasWaitingList && choice.link == nil)
        let page = BookPage(open, choice, query, path: path(open), picker: try await builder.picker(query))
        return try render(page, open, notice: notice)
    }

    private func isFree(
        _ start: Instant, _ open: OpenCalendar, _ choice: BookingChoice, kept: KeptTime?
    ) async throws -> Bool {
        if kept?.interval == Interval(start: start, minutes: choice.duration) { return true }
        let window = Interval(start: start, end: start.adding(seconds: 1))
        return try await verbs.slots(
            of: open, duration: choice.duration, within: window, host: choice.hostID
        ).contains { $0.start == start }
    }

    /// The calendar of the path.
    func openCalendar(_ context: WebContext, link: String?) async throws -> OpenCalendar {
        try await verbs.openCalendar(
            account: try context.parameters.require("account"),
            calendar: try context.parameters.require("calendar"), link: link)
    }

    /// Where a calendar is booked.
    func path(_ open: OpenCalendar) -> String { "/book/\(open.account.slug)/\(open.calendar.slug)" }

    func render(
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
