import Calendaring
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Says of every appointment of a series whether it can be had, before anything is booked.
    /// - Throws: `invalid` naming `rrule`, `timezone` or `duration`; as `openCalendar`.
    package func previewSeries(_ request: SeriesRequest) async throws -> SeriesPreview {
        let booking = request.booking
        let rule = try rule(request.rule)
        let zone = try askedZone(booking.zone)
        let linkID = try booking.link.map(linkID)
        return try await store.read { snapshot in
            let whole = try openCalendar(
                booking.account, booking.calendar, link: linkID, in: snapshot)
            let open = try whole.chosen(host: booking.hostID)
            let duration = try whole.duration(booking.duration)
            let starts = try expand(
                rule, from: booking.start, in: zone, most: try mostOccurrences(whole.calendar))
            let seats = open.calendar.seats(for: booking)
            let occurrences = try starts.map {
                try occurrence(
                    at: $0, duration: duration, seats: seats, besides: starts, on: open, in: snapshot)
            }
            return SeriesPreview(open: whole, words: rule.words, occurrences: occurrences)
        }
    }

    /// - Parameter others: what the series takes itself, so that nothing of it is proposed twice.
    func occurrence(
        at start: Instant, duration: Int, seats: Int, besides others: [Instant], on open: OpenCalendar,
        in reading: any Reading
    ) throws -> Occurrence {
        let interval = Interval(start: start, minutes: duration)
        let time = try calendarTime(open, within: interval, in: reading)
        let refusal = SlotFinder(calendar: time, now: now).explain(start, duration: duration, seats: seats).refusal
        guard let refusal else { return Occurrence(interval: interval, refusal: nil, nextFree: nil) }
        let next = try nextFree(
            after: start, duration: duration, seats: seats, besides: others, on: open, in: reading)
        return Occurrence(interval: interval, refusal: refusal, nextFree: next)
    }

    /// The next start within a week that is free, and that the series does not want itself.
    func nextFree(
        after start: Instant, duration: Int, seats: Int, besides others: [Instant], on open: OpenCalendar,
        in reading: any Reading
    ) throws -> Interval? {
        let week = Interval(start: max(start, now), end: max(start, now).adding(minutes: 7 * 1440))
        let time = try calendarTime(open, within: week, in: reading)
        let taken = others.map { Interval(start: $0, minutes: duration) }
        return SlotFinder(calendar: time, now: now).slots(within: week, duration: duration)
            .filter { ($0.seatsLeft ?? .max) >= seats }
            .map { Interval(start: $0.start, minutes: duration) }
            .first { slot in !taken.contains { $0.overlaps(slot) } }
    }
}
