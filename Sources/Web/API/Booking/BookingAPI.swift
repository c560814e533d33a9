import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// What a booking page can do, below `/api/v1/book/{account}/{calendar}`.
    func addBookingAPI(to book: RouterGroup<WebContext>) {
        book.get { try await bookable($0, $1) }
        book.get("slots") { try await slots($0, $1) }
        book.post { try await bookByAPI($0, $1) }
        book.post("holds") { try await hold($0, $1) }
        book.delete("holds/:id") { try await releaseHold($0, $1) }
        book.post("series/preview") { try await previewSeries($0, $1) }
        book.post("series") { try await bookSeries($0, $1) }
        book.post("waiting") { try await joinWaitingList($0, $1) }
    }

    /// The link names of a booking address.
    func linkNames(_ context: WebContext) throws -> (account: String, calendar: String) {
        (try context.parameters.require("account"), try context.parameters.require("calendar"))
    }

    /// The body of a booking at its address, with its start read.
    func bookingBody(
        _ body: BodyFields, _ request: Request, _ context: WebContext
    ) throws -> BookingBody {
        let (account, calendar) = try linkNames(context)
        var booking = BookingBody(body, account: account, calendar: calendar, at: verbs.now)
        booking.readVisit(body)
        booking.request.address = visitor(request, context)
        return booking
    }

    /// `GET /api/v1/book/{account}/{calendar}?link=…`: what can be booked there.
    private func bookable(_ request: Request, _ context: WebContext) async throws -> Response {
        let (account, calendar) = try linkNames(context)
        let open = try await verbs.openCalendar(
            account: account, calendar: calendar, link: request.query("link"))
        return Response.json(JSONValue(bookable: open))
    }

    /// `POST /api/v1/book/{account}/{calendar}`
    private func bookByAPI(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let body = try await request.body(lenient: true) { try bookingBody($0, request, context) }
        let key = request.idempotencyKey
        return try await renaming(BookingBody.names) {
            var booking = try self.request(body)
            booking.submission = submission(key, booking, visitor(request, context))
            let booked = try await verbs.book(booking)
            // A repetition under the caller's own key is answered as the first time.
            let status: HTTPResponse.Status = booked.isRepetition && key == nil ? .ok : .created
            return Response.json(json(booked.view), status: status)
        }
    }
}

extension JSONValue {
    /// What a visitor has to know of a calendar to book it.
    init(bookable open: OpenCalendar) {
        let (calendar, policy) = (open.calendar, open.calendar.policy)
        let hosts = policy.letsChooseHost ? open.hosts : []
        // A question or an address is for everybody; a link or a number is for who has booked.
        let isShown = [.address, .ask].contains(calendar.location.kind)
        self.init([
            "account": JSONValue([
                "slug": open.account.slug, "name": open.account.name, "timezone": open.account.zone,
            ]),
            "slug": calendar.slug, "name": calendar.name, "description": calendar.description,
            "kind": calendar.kind.rawValue, "durations": calendar.rules.durations,
            "hosts": hosts.map { JSONValue(["id": $0.userID, "name": $0.name]) },
            "questions": calendar.questions.map(JSONValue.init(question:)),
            "consent": calendar.consent.isEmpty ? nil : calendar.consent,
            "location": JSONValue([
                "kind": calendar.location.kind.rawValue, "detail": isShown ? calendar.location.detail : nil,
            ]),
            "places": open.offeredLocations.map {
                JSONValue(["label": $0.label, "kind": $0.location.kind.rawValue])
            },
            "seats": calendar.rules.seats, "max_guests": policy.maxGuests,
            "max_occurrences": policy.maxOccurrences, "needs_approval": policy.needsApproval,
            "has_waiting_list": policy.hasWaitingList,
        ])
    }

    init(question: Question) {
        self.init([
            "key": question.key, "label": question.label, "kind": question.kind.rawValue,
            "is_required": question.isRequired, "options": question.options,
        ])
    }
}
