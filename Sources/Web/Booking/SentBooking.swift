import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

/// A booking form as it came.
struct SentBooking {
    let fields: FormFields
    let open: OpenCalendar
    let choice: BookingChoice
    let typed: TypedBooking
    let time: FormTime
    /// Where the calendar is booked.
    let path: String

    /// - Parameter keptID: what is kept for the visitor, should the form not say it.
    init(_ fields: FormFields, _ open: OpenCalendar, keptID: String?, site: Site) {
        self.fields = fields
        self.open = open
        choice = BookingChoice(open, fields)
        var typed = TypedBooking(fields, open.calendar)
        if typed.holdID.isEmpty, let keptID { typed.holdID = keptID }
        self.typed = typed
        time = FormTime(fields, zones: site.verbs.zones, fallback: open.account.zone)
        path = site.path(open)
    }

    var links: PickerLinks { PickerLinks(path: path, zone: time.zone, choice.parameters) }

    /// What is asked of the verbs.
    /// - Throws: the fault of the time.
    func request(address: String) throws -> BookingRequest {
        typed.request(
            open, choice, start: try time.start.get(), zone: time.zone, address: address,
            submission: fields["submission"])
    }
}

extension Site {
    /// `POST /book/{account}/{calendar}`
    func sendBooking(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form()
        let link = fields["link"]
        let open = try await openCalendar(context, link: link.isEmpty ? nil : link)
        let sent = SentBooking(fields, open, keptID: VisitorCookie(request)?.holdID, site: self)
        do {
            try await throttle(.booking, request, context)
            let booking = try sent.request(address: visitor(request, context))
            if fields["step"] == "edit" { return try await bookAgain(nil, sent) }
            if sent.typed.repeats != .never { return try await sendSeries(booking, sent) }
            let booked = try await verbs.book(booking)
            return .seeOther("\(managePath(booked.view))?done=booked")
        } catch let error as OperationError where [.invalid, .conflict, .throttled].contains(error.kind) {
            return try await bookAgain(error, sent)
        }
    }

    /// The form once more, with what was typed and what is wrong with it.
    private func bookAgain(_ error: OperationError?, _ sent: SentBooking) async throws -> Response {
        let (open, choice) = (sent.open, sent.choice)
        let start = try? sent.time.start.get()
        let taken = try await unavailable(error, at: start, sent)
        let wasUsed = error?.code == "idempotency_mismatch"
        let form = BookingForm(
            open, choice, sent.typed, path: sent.path, timezone: sent.time.zone.identifier,
            // Another choice, or the same form with other content, is a new submission.
            submission: taken != nil || wasUsed ? verbs.surroundings.token() : sent.fields["submission"],
            chosen: taken == nil ? start.map { ChosenTime($0, minutes: choice.duration, sent.links) } : nil,
            slotTaken: taken, error: error)
        let query = PickerQuery(zone: sent.time.zone, date: sent.time.zone.civil(at: start ?? verbs.now).date)
        let page = BookPage(open, choice, query, path: sent.path, form: form)
        return try render(
            page, open, notice: notice(error, isTimeTrouble: taken != nil, wasUsed: wasUsed),
            status: error?.status ?? .ok)
    }

    private func notice(_ error: OperationError?, isTimeTrouble: Bool, wasUsed: Bool) -> Notice? {
        guard let error else { return nil }
        if wasUsed {
            return Notice(
                "warn", "This form has booked already: see your mail. Send it again to book once more.")
        }
        let isBesideField = isTimeTrouble || error.fields.contains { BookingForm.shows($0.name) }
        return isBesideField ? nil : Notice("warn", error.message)
    }

    /// What to say about a time that cannot be had, with others near it; nil when the time is not the trouble.
    private func unavailable(
        _ error: OperationError?, at start: Instant?, _ sent: SentBooking
    ) async throws -> SlotTaken? {
        let isTaken = error?.kind == .conflict && error?.code != "idempotency_mismatch"
        let problem = error?.message(of: "start")
        guard isTaken || problem != nil || start == nil else { return nil }
        let open = sent.open
        let zone = try verbs.zones.zone(open.hours?.zone ?? open.account.zone)
        let last = open.calendar.rules.latestStart(now: verbs.now, in: zone)
        let near = min(max(start ?? verbs.now, verbs.now), last)
        var nearest = error?.nearest ?? []
        if nearest.isEmpty {
            nearest = try await verbs.nearestSlots(
                to: near, of: open, duration: sent.choice.duration, host: sent.choice.hostID)
        }
        // Places that are left, but too few for everybody who was named, have not been taken by somebody.
        let isJustTaken = error?.code == "slot_taken"
        return SlotTaken(
            near, nearest: nearest, sent.links, problem: isJustTaken ? nil : problem ?? error?.message,
            offersWaiting: open.calendar.policy.hasWaitingList && sent.choice.link == nil)
    }
}
