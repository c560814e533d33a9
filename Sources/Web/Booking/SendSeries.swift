import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// A form that asks for several appointments: first every date is shown, then all of them are booked.
    func sendSeries(_ booking: BookingRequest, _ sent: SentBooking) async throws -> Response {
        let rule = try sent.rule()
        try sent.checkPerson()
        let plan = try await plan(SeriesRequest(booking: booking, rule: rule), sent)
        let answers = ConflictAnswers(sent.fields, plan)
        guard sent.fields["step"] == "series" else { return try await seriesPage(plan, answers, sent) }
        guard answers.areComplete else {
            return try await seriesPage(
                plan, answers, sent, problem: "A date was taken meanwhile. Say below what to do about it.")
        }
        guard !answers.leavesNothing else {
            return try await seriesPage(
                plan, answers, sent,
                problem: "Nothing would be left to book. Choose another time for at least one date.")
        }
        do {
            let booked = try await verbs.bookSeries(
                SeriesRequest(booking: booking, rule: rule, onConflict: .choose(answers.replacements)))
            guard let first = booked.views.first else { throw OperationError.notFound("Nothing was booked.") }
            let left = booked.left.isEmpty ? "" : "&left=\(booked.left.count)"
            return .seeOther("\(managePath(first))?done=series\(left)")
        } catch let error as OperationError where error.code == "series_conflict" {
            return try await seriesPage(plan, answers, sent, problem: error.message)
        }
    }

    /// The dates of a series as this visitor can have them.
    private func plan(_ request: SeriesRequest, _ sent: SentBooking) async throws -> SeriesPlan {
        let preview = try await verbs.previewSeries(request)
        return SeriesPlan(preview, kept: try await keptTime(sent.typed.holdID, sent.open))
    }

    private func seriesPage(
        _ plan: SeriesPlan, _ answers: ConflictAnswers, _ sent: SentBooking, problem: String? = nil
    ) async throws -> Response {
        let zone = sent.time.zone
        var others: [Instant: [Interval]] = [:]
        for date in plan.dates where date.refusal != nil {
            others[date.interval.start] = try await otherTimes(for: date.interval, in: plan, sent)
        }
        let page = SeriesPage(plan, answers, others, sent)
        let start = plan.dates.first?.interval.start ?? verbs.now
        let query = PickerQuery(zone: zone, date: zone.civil(at: start).date)
        return try render(
            BookPage(sent.open, sent.choice, query, path: sent.path, preview: page), sent.open,
            notice: problem.map { Notice("warn", $0) }, status: problem == nil ? .ok : .conflict)
    }

    /// What is free on the day of a date that cannot be had, and on the days after it, up to the next date.
    private func otherTimes(
        for lost: Interval, in plan: SeriesPlan, _ sent: SentBooking
    ) async throws -> [Interval] {
        let zone = sent.time.zone
        let day = zone.civil(at: lost.start).date
        let week = day.adding(days: 6)
        let next = plan.dates.map(\.interval.start).first { $0 > lost.start }
        let end = max(day.adding(days: 1), next.map { min(week, zone.civil(at: $0).date) } ?? week)
        let window = Interval(
            start: max(zone.start(CivilDateTime(date: day, minuteOfDay: 0)), verbs.now),
            end: zone.start(CivilDateTime(date: end, minuteOfDay: 0)))
        let slots = try await verbs.slots(
            of: sent.open, duration: sent.choice.duration, within: window, host: sent.choice.hostID)
        let free = slots.map { Interval(start: $0.start, minutes: sent.choice.duration) }
        let others = free.filter { slot in !plan.dates.contains { $0.interval.overlaps(slot) } }
        return Array(others.prefix(SeriesPage.mostOthers))
    }
}

/// The dates of a series before it is booked.
struct SeriesPlan {
    struct Date {
        let interval: Interval
        /// Why it cannot be had; nil when it can.
        let refusal: Refusal?
        let nextFree: Interval?
    }

    /// The rule in words.
    let words: String
    let dates: [Date]

    /// - Parameter kept: what is kept for the visitor, and so is free to them.
    init(_ preview: SeriesPreview, kept: KeptTime?) {
        words = preview.words
        dates = preview.occurrences.map { occurrence in
            let isKept = occurrence.interval == kept?.interval
            return Date(
                interval: occurrence.interval, refusal: isKept ? nil : occurrence.refusal,
                nextFree: occurrence.nextFree)
        }
    }
}

extension SentBooking {
    /// The rule that was asked for.
    /// - Throws: the fault of `times`.
    fileprivate func rule() throws(OperationError) -> String {
        let most = open.calendar.policy.maxOccurrences
        guard let times = Int(typed.times.filter { !$0.isWhitespace }), (2...max(2, most)).contains(times),
            let rule = typed.repeats.rule(times: times)
        else {
            throw .invalid([.init("times", "out_of_range", "Choose from 2 to \(most) times.")])
        }
        return rule
    }

    /// Finds what the preview does not look at, so that nobody settles dates in vain.
    /// - Throws: the fields at fault.
    fileprivate func checkPerson() throws(OperationError) {
        var faults: [OperationError.Field] = []
        func miss(_ field: String, _ message: String) { faults.append(.init(field, "missing", message)) }
        if typed.name.allSatisfy(\.isWhitespace) { miss("name", "The name is missing.") }
        if !EmailAddress.isPlausible(typed.email.filter { !$0.isWhitespace }.lowercased()) {
            miss("email", "This is not an e-mail address. It should look like name@example.com.")
        }
        for question in open.calendar.questions where question.isRequired {
            if (typed.answers[question.key] ?? []).allSatisfy(\.isEmpty) {
                miss("answers.\(question.key)", "The answer is missing.")
            }
        }
        if !open.calendar.consent.isEmpty, !typed.consents {
            miss("consent", "Please agree to this before you book.")
        }
        let chosen = open.offeredLocations.first { $0.label == typed.chosenPlace }?.location
        let places = chosen.map { [$0] } ?? open.possibleLocations
        if places.contains(where: { $0.kind == .ask }), typed.place.allSatisfy(\.isWhitespace) {
            miss("location", "Say where the meeting should take place.")
        }
        if !faults.isEmpty { throw .invalid(faults) }
    }
}

/// What a visitor wants done about the dates of a series that cannot be had.
struct ConflictAnswers {
    enum Answer: Hashable {
        case skip
        case next(Instant)
        case other(Instant)
    }

    /// By the start that cannot be had.
    let answers: [Instant: Answer]
    /// Whether each of them has been answered.
    let areComplete: Bool
    /// Whether nothing at all would be booked.
    let leavesNothing: Bool

    init(_ fields: FormFields, _ plan: SeriesPlan) {
        let lost = plan.dates.filter { $0.refusal != nil }.map(\.interval.start)
        var answers: [Instant: Answer] = [:]
        for start in lost { answers[start] = Self.answer(fields, String(start.milliseconds)) }
        self.answers = answers
        areComplete = lost.allSatisfy { answers[$0] != nil }
        leavesNothing =
            areComplete && lost.count == plan.dates.count && answers.values.allSatisfy { $0 == .skip }
    }

    private static func answer(_ fields: FormFields, _ key: String) -> Answer? {
        switch fields["at.\(key)"] {
        case "skip": .skip
        case "next": Instant(rfc3339: fields["next.\(key)"]).map { .next($0) }
        case "other": Instant(rfc3339: fields["other.\(key)"]).map { .other($0) }
        default: nil
        }
    }

    /// The starts that take the place of others.
    var replacements: [Instant: Instant] {
        answers.compactMapValues { answer in
            switch answer {
            case .skip: nil
            case .next(let start), .other(let start): start
            }
        }
    }
}
