package import Scheduling
import Store
package import TimeZones

/// Which slots of a calendar are asked for.
package struct SlotsAsk: Sendable {
    /// The account's link name.
    package var account: String
    /// The calendar's link name.
    package var calendar: String
    /// Minutes; nil for the calendar's first.
    package var duration: Int?
    /// Only with this host; where the calendar lets visitors choose.
    package var hostID: String?
    /// A one-time link's token.
    package var link: String?

    package init(
        account: String, calendar: String, duration: Int? = nil, hostID: String? = nil, link: String? = nil
    ) {
        self.account = account
        self.calendar = calendar
        self.duration = duration
        self.hostID = hostID
        self.link = link
    }
}

/// What was found, from one snapshot.
package struct FoundSlots: Sendable {
    package let open: OpenCalendar
    /// Minutes.
    package let duration: Int
    package let slots: [Slot]
}

extension Verbs {
    /// A calendar by its link and its free slots, from one snapshot.
    /// - Parameter window: which stretch of time; it may depend on the account's own zone.
    /// - Throws: as `openCalendar`; `invalid` for a duration or a host that cannot be chosen.
    package func slots(
        _ ask: SlotsAsk, within window: @escaping @Sendable (OpenCalendar) throws -> Interval
    ) async throws -> FoundSlots {
        let linkID = try ask.link.map(linkID)
        let (open, duration, stretch, time) = try await store.read { snapshot in
            let whole = try openCalendar(ask.account, ask.calendar, link: linkID, in: snapshot)
            let duration = try whole.duration(ask.duration)
            let open = try whole.chosen(host: ask.hostID)
            let stretch = try window(whole)
            return (whole, duration, stretch, try calendarTime(open, within: stretch, in: snapshot))
        }
        let found = SlotFinder(calendar: time, now: now).slots(within: stretch, duration: duration)
        return FoundSlots(open: open, duration: duration, slots: found)
    }

    /// Every free slot of a calendar within a window, in order.
    /// - Parameters:
    ///   - hostID: only with this host.
    ///   - meetingID: a meeting whose own time counts as free, because it is the one being moved.
    package func slots(
        of open: OpenCalendar, duration: Int, within window: Interval, host hostID: String? = nil,
        excluding meetingID: String? = nil
    ) async throws -> [Slot] {
        let wanted = hostID.map(open.only) ?? open
        let time = try await store.read {
            try calendarTime(wanted, within: window, excluding: meetingID, in: $0)
        }
        return SlotFinder(calendar: time, now: now).slots(within: window, duration: duration)
    }

    /// The first free start at or after a moment; nil when the booking window holds none.
    package func nextFreeStart(
        of open: OpenCalendar, duration: Int, host hostID: String? = nil, from moment: Instant,
        excluding meetingID: String? = nil
    ) async throws -> Instant? {
        let zone = try zones.zone(open.zoneName)
        let end = open.calendar.rules.latestStart(now: now, in: zone).adding(minutes: 1)
        var begin = moment
        // A month at a time: the next free start is near as a rule.
        while begin < end {
            let stretch = Interval(start: begin, end: min(end, begin.adding(minutes: 31 * 1440)))
            let found = try await slots(
                of: open, duration: duration, within: stretch, host: hostID, excluding: meetingID)
            if let first = found.first { return first.start }
            begin = stretch.end
        }
        return nil
    }

    /// Free slots around a start that could not be had: the five nearest, in order of time.
    package func nearestSlots(
        to start: Instant, of open: OpenCalendar, duration: Int, host hostID: String? = nil,
        excluding meetingID: String? = nil
    ) async throws -> [Interval] {
        let around = Interval(start: start.adding(minutes: -3 * 1440), end: start.adding(minutes: 14 * 1440))
        let free = try await slots(
            of: open, duration: duration, within: around, host: hostID, excluding: meetingID)
        func distance(_ other: Instant) -> Int64 { abs(other.milliseconds - start.milliseconds) }
        return free.map(\.start).sorted { distance($0) < distance($1) }.prefix(5).sorted()
            .map { Interval(start: $0, minutes: duration) }
    }
}

extension OpenCalendar {
    /// The duration that was asked for, or the calendar's first.
    /// - Throws: `invalid` when the calendar does not offer it.
    func duration(_ asked: Int?) throws(OperationError) -> Int {
        guard let asked else { return calendar.rules.duration }
        guard calendar.rules.durations.contains(asked) else {
            let offered = calendar.rules.durations.map(String.init).joined(separator: ", ")
            throw .invalid([
                .init("duration", "duration", "This can be booked for \(offered) minutes, not for \(asked).")
            ])
        }
        return asked
    }

    /// The calendar with the one host whom a visitor has chosen.
    /// - Throws: `invalid` when visitors cannot choose that one.
    func chosen(host hostID: String?) throws(OperationError) -> OpenCalendar {
        guard let hostID, !hostID.isEmpty else { return self }
        guard calendar.policy.letsChooseHost, hosts.contains(where: { $0.userID == hostID }) else {
            throw .invalid([
                .init("host", "unknown_host", "This host cannot be chosen here. Leave it open who takes it.")
            ])
        }
        return only(host: hostID)
    }
}
