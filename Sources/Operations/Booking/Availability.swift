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
    package func openCalendar(account accountSlug: String, calendar calendarSlug: String) async throws
        -> OpenCalendar
    {
        let found = try await store.read { snapshot -> OpenCalendar? in
            guard let account = try snapshot.account(slug: accountSlug),
                let calendar = try snapshot.calendar(slug: calendarSlug, of: account.id), calendar.isOpen
            else { return nil }
            return OpenCalendar(
                account: account, calendar: calendar, hosts: try snapshot.hosts(of: calendar.id))
        }
        guard let found else {
            throw OperationError.notFound(
                "There is no calendar to book at this address. Check the link you were given.")
        }
        return found
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
        guard moment < end else { return nil }
        return try await freeStarts(of: open, within: Interval(start: moment, end: end)).first
    }

    /// Free starts around one that could not be had: the five nearest, in order of time.
    func nearestStarts(to start: Instant, of open: OpenCalendar, excluding meetingID: String? = nil) async throws
        -> [Instant]
    {
        let around = Interval(start: start.adding(minutes: -3 * 1440), end: start.adding(minutes: 14 * 1440))
        let free = try await freeStarts(of: open, within: around, excluding: meetingID)
        func distance(_ other: Instant) -> Int64 { abs(other.milliseconds - start.milliseconds) }
        return free.sorted { distance($0) < distance($1) }.prefix(5).sorted()
    }

    func hostTimes(_ hosts: [Host], busy: [String: [BusyTime]]) throws -> [HostTime] {
        try hosts.map { host in
            HostTime(
                hostID: host.userID, hours: try hoursCache.hours(host.schedule, zones: zones),
                busy: busy[host.userID] ?? [], canHost: host.connection != .broken)
        }
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
