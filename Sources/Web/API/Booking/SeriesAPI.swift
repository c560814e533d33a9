import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addSeriesAPI(to api: RouterGroup<WebContext>) {
        api.get("series/:id") { request, context in
            let account = try await account(request, .appointments)
            return Response.json(
                json(try await verbs.series(id: try context.parameters.require("id"), of: account.id)))
        }
    }

    /// `POST /api/v1/book/{account}/{calendar}/series/preview`: what a series would come to, and nothing is booked.
    func previewSeries(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let (body, rule) = try await request.body { body in
            (try bookingBody(body, request, context), body.text("rrule") ?? "")
        }
        var booking = body.request
        booking.start = try Instant.bookingStart(body.start, in: verbs.zones.zone(orField: booking.zone))
        let preview = try await verbs.previewSeries(SeriesRequest(booking: booking, rule: rule))
        return Response.json(
            JSONValue([
                "words": preview.words, "first_is_free": preview.occurrences.first.map { $0.refusal == nil },
                "occurrences": preview.occurrences.map(JSONValue.init(occurrence:)),
            ]))
    }

    /// `POST /api/v1/book/{account}/{calendar}/series`
    func bookSeries(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let (body, rule, policy) = try await request.body { body in
            (
                try bookingBody(body, request, context), body.text("rrule") ?? "",
                SeriesRequest.ConflictPolicy(body)
            )
        }
        let key = request.idempotencyKey
        return try await renaming(BookingBody.names) {
            var booking = try self.request(body)
            // Another rule is another submission.
            let asker = "\(visitor(request, context)):\(Vault.hash(rule).prefix(16))"
            booking.submission = submission(key, booking, asker)
            let booked = try await verbs.bookSeries(
                SeriesRequest(booking: booking, rule: rule, onConflict: policy))
            return Response.json(
                JSONValue([
                    "id": booked.seriesID, "appointments": booked.views.map(json),
                    "left": booked.left.map(JSONValue.init(occurrence:)),
                ]), status: .created)
        }
    }

    /// A series as the API answers it.
    private func json(_ view: SeriesView) -> JSONValue {
        JSONValue([
            "id": view.series.id, "rrule": view.series.rule, "words": view.words, "timezone": view.series.zone,
            "calendar": JSONValue(["id": view.calendar.id, "name": view.calendar.name]),
            "appointments": view.views.map(json),
        ])
    }

    /// What a change of several appointments came to.
    func json(_ changed: ChangedSeries) -> JSONValue {
        JSONValue([
            "appointments": changed.views.map(json), "left": changed.left.map(JSONValue.init(occurrence:)),
        ])
    }
}

extension SeriesRequest.ConflictPolicy {
    /// The words of `on_conflict`.
    private enum Word: String, CaseIterable {
        case refuse, skip, choose
        case nextFree = "next_free"
    }

    /// Reads `on_conflict` and, for `choose`, the starts that take the place of others.
    init(_ body: BodyFields) {
        let chosen = body.texts(byName: "choices") ?? [:]
        let word: Word = body.word("on_conflict") ?? (chosen.isEmpty ? .refuse : .choose)
        var choices: [Instant: Instant] = [:]
        for (former, start) in chosen {
            if let former = Instant(rfc3339: former), let start = Instant(rfc3339: start) {
                choices[former] = start
            } else {
                body.fault(
                    "choices.\(former)", "bad_time", "A choice is of two times such as 2026-12-01T08:00:00Z.")
            }
        }
        self =
            switch word {
            case .refuse: .refuse
            case .skip: .skip
            case .nextFree: .nextFree
            case .choose: .choose(choices)
            }
    }
}

extension JSONValue {
    /// One of a series, free or not.
    init(occurrence: Occurrence) {
        self = JSONValue(occurrence.interval).adding("is_free", occurrence.refusal == nil)
            .adding("refusal", occurrence.refusal.map { JSONValue(["code": $0.rawValue, "message": $0.message]) })
            .adding("next_free", occurrence.nextFree.map { JSONValue($0) })
    }
}
