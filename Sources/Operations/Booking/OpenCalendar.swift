import Scheduling
package import Store
import Synchronization
import TimeZones

/// A calendar with everything that decides about its slots, but for what is taken.
package struct OpenCalendar: Sendable {
    package let account: Account
    package let calendar: BookingCalendar
    package let hosts: [Host]
    /// The calendar's own hours.
    package let hours: Schedule?
    /// The ids of the rooms and the equipment that each of its meetings takes.
    let resources: [String]

    /// Whose time a meeting of it may take, and whose blocks count.
    var owners: [String] { hosts.map(\.userID) + [calendar.id] + resources }

    /// Where its days, weeks and months are counted.
    var zoneName: String { hours?.zone ?? account.zone }

    /// The same calendar as if it had this one host; a collective meeting always needs the others, too.
    func only(host userID: String) -> OpenCalendar {
        if calendar.kind == .collective || calendar.kind == .unassigned { return self }
        return OpenCalendar(
            account: account, calendar: calendar, hosts: hosts.filter { $0.userID == userID }, hours: hours,
            resources: resources)
    }
}

extension Verbs {
    /// The calendar behind a booking link.
    /// - Parameter link: a one-time link's token, which opens a closed calendar, too.
    /// - Throws: `not_found` when there is none; `closed`; `link_used`.
    package func openCalendar(
        account: String, calendar: String, link: String? = nil
    ) async throws -> OpenCalendar {
        let linkID = try link.map(linkID)
        return try await store.read { try $0.openCalendar(account, calendar, link: linkID, at: now) }
    }

    /// The calendar of an appointment, closed or not: who has booked can still move.
    package func calendar(of view: AppointmentView) async throws -> OpenCalendar {
        try await store.read { try $0.openCalendar(of: view.appointment) }
    }

    /// An account's calendar, closed or not, for its members.
    /// - Throws: `not_found`.
    package func calendar(id: String, of account: Account) async throws -> OpenCalendar {
        try await store.read { snapshot in
            guard let calendar = try snapshot.calendar(id: id, of: account.id) else {
                throw OperationError.notFound("There is no such calendar.")
            }
            return try snapshot.openCalendar(calendar, of: account)
        }
    }

    /// The id of the one-time link that a token stands for.
    /// - Throws: `not_found` when it was not made here.
    func linkID(token: String) throws -> String {
        guard let id = vault.subjectID(.once, token: token) else {
            throw OperationError.notFound("This booking link is not complete. Open it as you were given it.")
        }
        return id
    }
}

extension Reading {
    /// The calendar behind a booking link.
    /// - Throws: `not_found` when there is none; `closed`; `link_used`.
    func openCalendar(
        _ accountSlug: String, _ calendarSlug: String, link: String? = nil, at now: Instant
    ) throws -> OpenCalendar {
        let (account, calendar) = try bookable(askCalendar(accountSlug, calendarSlug), link: link, at: now)
        return try openCalendar(calendar, of: account)
    }

    /// A calendar as it is, with its hosts.
    func openCalendar(_ calendar: BookingCalendar, of account: Account) throws -> OpenCalendar {
        let hosts = try askHosts(of: calendar.id)
        let hours = try calendar.scheduleID.map { try askSchedule(id: $0) }
        let resources = try askResourceIDs(of: calendar.id)
        return OpenCalendar(
            account: account, calendar: calendar, hosts: try hosts.all, hours: try hours?.first?.schedule,
            resources: try resources.all)
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
        _ asked: Asked<(account: Account, calendar: BookingCalendar)>, link: String? = nil, at now: Instant
    ) throws -> (Account, BookingCalendar) {
        guard let (account, calendar) = try asked.first else {
            throw OperationError.notFound(
                "There is no calendar to book at this address. Check the link you were given.")
        }
        if let link {
            try requireUsable(link, for: calendar, at: now)
        } else if !calendar.isOpen {
            throw OperationError(
                .notFound, "closed",
                "\(account.name) takes no bookings here at the moment. Please ask them directly.")
        }
        return (account, calendar)
    }

    private func requireUsable(_ linkID: String, for calendar: BookingCalendar, at now: Instant) throws {
        guard let link = try bookingLink(id: linkID), link.calendarID == calendar.id else {
            throw OperationError.notFound("This booking link does not belong to this calendar.")
        }
        guard link.usedAt == nil, link.expiresAt > now else {
            throw OperationError(
                .notFound, "link_used",
                link.usedAt == nil
                    ? "This booking link has expired. Ask for a new one."
                    : "This booking link has been used: it works for one booking. Ask for a new one.")
        }
    }

    /// The calendar of an appointment, closed or not.
    func openCalendar(of appointment: Appointment) throws -> OpenCalendar {
        guard let account = try account(id: appointment.accountID),
            let calendar = try calendar(id: appointment.calendarID)
        else { throw OperationError.notFound("There is no such appointment.") }
        return try openCalendar(calendar, of: account)
    }
}

extension Transaction {
    /// A calendar with its hosts, whose time nobody else takes until this transaction ends. What nobody has come back
    /// for is given back first.
    func locked(
        _ calendar: BookingCalendar, of account: Account, at now: Instant
    ) throws -> (open: OpenCalendar, expired: [Hold]) {
        try lockHosts(of: calendar.id)
        let expired = try askExpiredHolds(onHostsOf: calendar.id, at: now)
        // What the calendar says, and its share of turns, may have changed while the lock was waited for.
        let fresh = isAlone ? nil : try askCalendar(id: calendar.id)
        let open = try openCalendar(try fresh?.first ?? calendar, of: account)
        return (open, try expired.all)
    }
}

/// Schedules as values, kept by their text: reading them is most of the work of finding slots.
final class HoursCache: Sendable {
    private let known = Mutex<[Schedule: OpeningHours]>([:])

    func hours(_ schedule: Schedule, zones: ZoneDatabase) throws -> OpeningHours {
        let zone = try zones.zone(schedule.zone)
        // The zone is compared by identity, so that an update of the tz database is not missed.
        if let hours = known.withLock({ $0[schedule] }), hours.zone === zone { return hours }
        let hours = try schedule.hours(in: zone)
        known.withLock { known in
            if known.count > 10_000 { known.removeAll() }
            known[schedule] = hours
        }
        return hours
    }
}
