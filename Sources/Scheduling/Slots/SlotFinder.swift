package import TimeZones

/// Which starts can be booked on a calendar, and by which hosts. The same rules show slots, book them and explain
/// them.
package struct SlotFinder: Sendable {
    package let calendar: CalendarTime
    package let now: Instant

    package init(calendar: CalendarTime, now: Instant) {
        self.calendar = calendar
        self.now = now
    }

    /// Every slot of that duration that starts within the window, in order; none when the duration is not offered.
    /// - Parameter duration: minutes.
    package func slots(within window: Interval, duration: Int) -> [Slot] {
        guard calendar.rules.offers(duration: duration) else { return [] }
        let bookable = bookable(window)
        var slots: [Slot] = []
        // In pieces, so that a long window needs no more memory than a short one.
        for first in stride(from: bookable.lowerBound, to: bookable.upperBound, by: Self.piece) {
            let piece = first..<min(first + Self.piece, bookable.upperBound)
            append(slots: &slots, within: piece, duration: duration)
        }
        return slots
    }

    private func append(slots: inout [Slot], within asked: Range<Int>, duration: Int) {
        let (sheet, hidden) = sheet(for: asked, duration: duration)
        var shown = sheet.available
        if let hidden { shown.subtract(hidden) }
        let counts = calendar.rules.places > 1
        slots.reserveCapacity(slots.count + shown.count(within: asked))
        shown.forEach(within: asked) { minute in
            slots.append(
                Slot(start: Instant(minute: minute), seatsLeft: counts ? sheet.seatsLeft(at: minute) : nil))
        }
    }

    /// What is free at these minutes and what of it is hidden. To hide, whole days are looked at.
    private func sheet(for asked: Range<Int>, duration: Int) -> (SlotSheet, hidden: MinuteSet?) {
        guard calendar.lookBusy > 0 else {
            return (SlotSheet(of: calendar, duration: duration, within: asked), nil)
        }
        let days = LocalDays(covering: asked, in: calendar.zone)
        let sheet = SlotSheet(of: calendar, duration: duration, within: days.minutes)
        return (sheet, LookBusy(calendar).hidden(of: sheet, on: days))
    }

    /// Whether a start that somebody could take is hidden.
    func isHidden(_ start: Instant, duration: Int) -> Bool {
        guard calendar.lookBusy > 0, calendar.rules.offers(duration: duration) else { return false }
        let minute = start.minuteRoundedDown
        return sheet(for: minute..<minute + 1, duration: duration).hidden?.contains(minute) ?? false
    }

    // MARK: The time that can be booked

    /// The whole minutes of a window that lie between now, with notice, and the booking window's end.
    private func bookable(_ window: Interval) -> Range<Int> {
        let rules = calendar.rules
        let first = max(window.start, rules.earliestStart(now: now), now.next)
        let opening = rules.openingDay(in: calendar.zone).map { max(first, $0) } ?? first
        let end = min(window.end, rules.latestStart(now: now, in: calendar.zone).next)
        return opening < end ? opening.minuteRoundedUp..<max(opening.minuteRoundedUp, end.minuteRoundedUp) : 0..<0
    }

    /// What the calendar has against a start and a length before anybody is asked.
    func calendarCodes(_ start: Instant, duration: Int) -> [Refusal] {
        let rules = calendar.rules
        var codes: [Refusal] = []
        let isBeforeWindow = rules.openingDay(in: calendar.zone).map { start < $0 } ?? false
        if start <= now {
            codes.append(.past)
        } else if start < rules.earliestStart(now: now) || isBeforeWindow {
            codes.append(.notice)
        }
        if start > rules.latestStart(now: now, in: calendar.zone) { codes.append(.tooFar) }
        if !rules.offers(duration: duration) { codes.append(.duration) }
        return codes
    }

    /// Minutes: nine weeks.
    private static let piece = 90_720
}

extension Instant {
    /// The next moment.
    fileprivate var next: Instant { Instant(milliseconds: milliseconds + 1) }
}
