import Scheduling
package import Store
import TimeZones

/// A calendar with everything that decides about its slots, but for what is taken.
package struct OpenCalendar: Sendable {
    package let account: Account
    package private(set) var calendar: BookingCalendar
    package private(set) var hosts: [Host]
    /// The calendar's own hours.
    package let hours: Schedule?
    /// The ids of the rooms and the equipment that each of its meetings takes.
    let resources: [String]
    /// Whether the account has webhooks to be told of what happens to its appointments.
    var hasHooks = false

    /// Whose time a meeting of it may take, and whose blocks count.
    var owners: [String] { hosts.map(\.userID) + [calendar.id] + resources }

    /// Where its days, weeks and months are counted.
    var zoneName: String { hours?.zone ?? account.zone }

    /// The same calendar as it stands now among its hosts.
    func standing(at shares: [TurnShare]) -> OpenCalendar {
        var open = self
        if let turn = shares.first?.turn { open.calendar.turn = turn }
        let known = Dictionary(shares.map { ($0.userID, $0) }) { first, _ in first }
        open.hosts = hosts.map { host in known[host.userID].map(host.standing) ?? host }
        return open
    }

    /// The same calendar as if it had this one host; a collective meeting always needs the others, too.
    func only(host userID: String) -> OpenCalendar {
        if calendar.kind == .collective || calendar.kind == .unassigned { return self }
        return OpenCalendar(
            account: account, calendar: calendar, hosts: hosts.filter { $0.userID == userID }, hours: hours,
            resources: resources, hasHooks: hasHooks)
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
        return try await store.read { try openCalendar(account, calendar, link: linkID, in: $0) }
    }

    /// The calendar of an appointment, closed or not: who has booked can still move.
    package func calendar(of view: AppointmentView) async throws -> OpenCalendar {
        try await store.read { snapshot in
            let appointment = view.appointment
            guard let account = try snapshot.account(id: appointment.accountID),
                let calendar = try snapshot.calendar(id: appointment.calendarID)
            else { throw OperationError.notFound("There is no such appointment.") }
            return try snapshot.openCalendar(calendar, of: account)
        }
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

extension Verbs {
    /// The calendar behind a booking link; whose turn it is may be out of date.
    /// - Throws: `not_found` when there is none; `closed`; `link_used`.
    func openCalendar(
        _ accountSlug: String, _ calendarSlug: String, link: String? = nil, in reading: any Reading
    ) throws -> OpenCalendar {
        let open = try calendar(accountSlug, calendarSlug, in: reading)
        try reading.requireBookable(open, link: link, at: now)
        return open
    }

    /// The calendar behind a booking link, whether it can be booked or not; whose turn it is may be out of date.
    /// - Throws: `not_found` when there is none.
    func calendar(
        _ accountSlug: String, _ calendarSlug: String, at version: Version? = nil, in reading: any Reading
    ) throws -> OpenCalendar {
        let names = CalendarCache.Names(account: accountSlug.lowercased(), calendar: calendarSlug.lowercased())
        let version = try version ?? reading.settingsVersion()
        if let known = calendars.calendar(names, at: version) { return known }
        guard let (account, calendar) = try reading.calendar(slug: names.calendar, ofAccount: names.account)
        else {
            throw OperationError.notFound(
                "There is no calendar to book at this address. Check the link you were given.")
        }
        let open = try reading.openCalendar(calendar, of: account)
        calendars.keep(open, as: names, at: version)
        return open
    }

    /// A calendar with its hosts, whose time nobody else takes until this transaction ends. What nobody has come back
    /// for is given back first.
    /// - Parameter known: the calendar as it was at that version of the settings.
    func lockedAndSwept(
        _ known: OpenCalendar, at version: Version, in transaction: Transaction
    ) throws -> OpenCalendar {
        let id = known.calendar.id
        try transaction.lockHosts(of: id)
        let expired = try transaction.askExpiredHolds(onHostsOf: id, at: now)
        let shares = try transaction.askTurns(of: id)
        // The settings may have changed while the lock was waited for.
        let fresh = transaction.isAlone ? nil : try transaction.askSettingsVersion()
        for hold in try expired.all { try end(hold, in: transaction) }
        if let fresh, try fresh.first != version, let calendar = try transaction.calendar(id: id) {
            return try transaction.openCalendar(calendar, of: known.account)
        }
        return known.standing(at: try shares.all)
    }

    /// As above, of a calendar behind a booking link.
    /// - Throws: as `openCalendar`.
    func lockedToBook(
        _ account: String, _ calendar: String, link: String?, in transaction: Transaction
    ) throws -> OpenCalendar {
        let version = try transaction.settingsVersion()
        let known = try self.calendar(account, calendar, at: version, in: transaction)
        try transaction.requireBookable(known, link: link, at: now)
        return try lockedAndSwept(known, at: version, in: transaction)
    }

    /// As above, of a calendar that has just been read.
    func lockedAndSwept(
        _ calendar: BookingCalendar, of account: Account, in transaction: Transaction
    ) throws -> OpenCalendar {
        try transaction.lockHosts(of: calendar.id)
        for hold in try transaction.askExpiredHolds(onHostsOf: calendar.id, at: now).all {
            try end(hold, in: transaction)
        }
        // What the calendar says, and its share of turns, may have changed while the lock was waited for.
        let fresh = transaction.isAlone ? nil : try transaction.calendar(id: calendar.id)
        return try transaction.openCalendar(fresh ?? calendar, of: account)
    }
}

extension Reading {
    /// A calendar as it is, with its hosts.
    func openCalendar(_ calendar: BookingCalendar, of account: Account) throws -> OpenCalendar {
        let hosts = try askHosts(of: calendar.id)
        let hours = try calendar.scheduleID.map { try askSchedule(id: $0) }
        let resources = try askResourceIDs(of: calendar.id)
        let hooks = try askHasHooks(of: account.id)
        return OpenCalendar(
            account: account, calendar: calendar, hosts: try hosts.all, hours: try hours?.first?.schedule,
            resources: try resources.all, hasHooks: try hooks.first != nil)
    }

    /// - Throws: `closed`; `link_used`.
    func requireBookable(_ open: OpenCalendar, link: String? = nil, at now: Instant) throws {
        if let link {
            try requireUsable(link, for: open.calendar, at: now)
        } else if !open.calendar.isOpen {
            throw OperationError(
                .notFound, "closed",
                "\(open.account.name) takes no bookings here at the moment. Please ask them directly.")
        }
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
}
