package import Scheduling
package import Store
import Synchronization
package import TimeZones

/// A calendar as a visitor finds it by its link.
package struct OpenCalendar: Sendable {
    package let account: Account
    package let calendar: BookingCalendar
    package let hosts: [Host]
}

extension Verbs {
    /// The calendar behind a booking link.
    /// - Throws: `not_found` when there is none, or it is closed.
    package func openCalendar(account: String, calendar: String) async throws -> OpenCalendar {
        try await store.read { try $0.openCalendar(account, calendar) }
    }

    /// A calendar by its link and its free starts, from one snapshot.
    /// - Parameter window: which stretch of time; it may depend on the account's own zone.
    package func freeStarts(
        account: String, calendar: String, within window: @escaping @Sendable (OpenCalendar) throws -> Interval
    ) async throws -> (open: OpenCalendar, starts: [Instant]) {
        let (open, stretch, busy) = try await store.read { snapshot in
            let open = try snapshot.openCalendar(account, calendar)
            let stretch = try window(open)
            return (open, stretch, try snapshot.busyTimes(of: open.hosts.map(\.userID), within: stretch))
        }
        let finder = SlotFinder(rules: open.calendar.rules, now: now)
        return (open, finder.starts(of: try hostTimes(open.hosts, busy: busy), within: stretch))
    }

    /// The calendar of an appointment, closed or not: who has booked can still move.
    package func calendar(of view: AppointmentView) async throws -> OpenCalendar {
        try await store.read { try $0.openCalendar(of: view.appointment) }
    }

    /// Every free start of a calendar within a window, in order.
    /// - Parameter excluding: a meeting whose own time counts as free, because it is the one being moved.
    package func freeStarts(
        of open: OpenCalendar, within window: Interval, excluding meetingID: String? = nil
    ) async throws -> [Instant] {
        let finder = SlotFinder(rules: open.calendar.rules, now: now)
        let userIDs = open.hosts.map(\.userID)
        let busy = try await store.read {
            try $0.busyTimes(of: userIDs, within: window, excluding: meetingID)
        }
        return finder.starts(of: try hostTimes(open.hosts, busy: busy), within: window)
    }

    /// The first free start at or after a moment; nil when the booking window holds none.
    package func nextFreeStart(of open: OpenCalendar, from moment: Instant) async throws -> Instant? {
        let end = open.calendar.rules.latestStart(now: now).adding(minutes: 1)
        var begin = moment
        // A month at a time: the next free start is near as a rule.
        while begin < end {
            let stretch = Interval(start: begin, end: min(end, begin.adding(minutes: 31 * 1440)))
            if let first = try await freeStarts(of: open, within: stretch).first { return first }
            begin = stretch.end
        }
        return nil
    }

    /// Free slots around a start that could not be had: the five nearest, in order of time.
    package func nearestSlots(
        to start: Instant, of open: OpenCalendar, excluding meetingID: String? = nil
    ) async throws -> [Interval] {
        let around = Interval(start: start.adding(minutes: -3 * 1440), end: start.adding(minutes: 14 * 1440))
        let free = try await freeStarts(of: open, within: around, excluding: meetingID)
        func distance(_ other: Instant) -> Int64 { abs(other.milliseconds - start.milliseconds) }
        return free.sorted { distance($0) < distance($1) }.prefix(5).sorted()
            .map { Interval(start: $0, minutes: open.calendar.rules.duration) }
    }

    func hostTimes(_ hosts: [Host], busy: [String: [BusyTime]]) throws -> [HostTime] {
        try hosts.map { host in
            HostTime(
                hostID: host.userID, hours: try hoursCache.hours(host.schedule, zones: zones),
                busy: busy[host.userID] ?? [], canHost: host.connection != .broken)
        }
    }
}

extension Reading {
    /// The calendar behind a booking link.
    /// - Throws: `not_found` when there is none, `closed`.
    func openCalendar(_ accountSlug: String, _ calendarSlug: String) throws -> OpenCalendar {
        let (account, calendar) = try bookable(askCalendar(accountSlug, calendarSlug))
        return OpenCalendar(account: account, calendar: calendar, hosts: try hosts(of: calendar.id))
    }

    /// Asks for the account and the calendar behind a booking link, as they may have been typed.
    func askCalendar(
        _ accountSlug: String, _ calendarSlug: String
    ) throws -> Asked<(account: Account, calendar: BookingCalendar)> {
        try askCalendar(slug: calendarSlug.lowercased(), ofAccount: accountSlug.lowercased())
    }

    /// The account and the calendar that were asked for, if they can be booked.
    /// - Throws: as `openCalendar`.
    func bookable(
        _ asked: Asked<(account: Account, calendar: BookingCalendar)>
    ) throws -> (Account, BookingCalendar) {
        guard let (account, calendar) = try asked.first else {
            throw OperationError.notFound(
                "There is no calendar to book at this address. Check the link you were given.")
        }
        guard calendar.isOpen else {
            throw OperationError(
                .notFound, "closed",
                "\(account.name) takes no bookings here at the moment. Please ask them directly.")
        }
        return (account, calendar)
    }

    /// The calendar of an appointment, closed or not.
    func openCalendar(of appointment: Appointment) throws -> OpenCalendar {
        guard let account = try account(id: appointment.accountID),
            let calendar = try calendar(id: appointment.calendarID)
        else { throw OperationError.notFound("There is no such appointment.") }
        return OpenCalendar(account: account, calendar: calendar, hosts: try hosts(of: calendar.id))
    }
}

extension Transaction {
    /// A calendar with its hosts, whose time nobody else takes until this transaction ends.
    func locked(_ calendar: BookingCalendar, of account: Account) throws -> OpenCalendar {
        try lockHosts(of: calendar.id)
        return OpenCalendar(account: account, calendar: calendar, hosts: try hosts(of: calendar.id))
    }
}

/// Schedules as values, kept by their text: reading them is most of the work of finding slots.
final class HoursCache: Sendable {
    private let known = Mutex<[Schedule: WeeklyHours]>([:])

    func hours(_ schedule: Schedule, zones: ZoneDatabase) throws -> WeeklyHours {
        let zone = try zones.zone(schedule.zone)
        // The zone is compared by identity, so that an update of the tz database is not missed.
        if let hours = known.withLock({ $0[schedule] }), hours.zone === zone { return hours }
        let hours = WeeklyHours(zone: zone, ranges: try schedule.ranges())
        known.withLock { known in
            if known.count > 10_000 { known.removeAll() }
            known[schedule] = hours
        }
        return hours
    }
}
