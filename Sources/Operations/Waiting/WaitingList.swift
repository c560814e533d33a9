package import Scheduling
package import Store
package import TimeZones

/// What somebody would wait for.
package struct WaitingRequest: Sendable {
    /// The account's link name.
    package var account: String
    /// The calendar's link name.
    package var calendar: String
    package var name: String
    package var email: String
    /// A name of the tz database.
    package var zone: String
    /// Minutes; nil for the calendar's first.
    package var duration: Int?
    package var seats: Int
    /// The first and the last start that would suit them.
    package var earliest: Instant
    package var latest: Instant

    package init(
        account: String, calendar: String, name: String, email: String, zone: String, duration: Int? = nil,
        seats: Int = 1, earliest: Instant, latest: Instant
    ) {
        self.account = account
        self.calendar = calendar
        self.name = name
        self.email = email
        self.zone = zone
        self.duration = duration
        self.seats = seats
        self.earliest = earliest
        self.latest = latest
    }
}

/// A place in the queue, with what its page shows.
package struct WaitingView: Sendable {
    package let account: Account
    package let calendar: BookingCalendar
    package let entry: WaitingEntry
    /// 1 for whoever is next; nil when no longer in the queue.
    package let position: Int?
    /// What is kept for them.
    package var offered: Interval? {
        guard entry.state == .offered, let start = entry.offeredStart else { return nil }
        return Interval(start: start, minutes: entry.duration)
    }
}

extension Verbs {
    /// How many times one address can wait on one calendar.
    private static let mostEntries = 5

    /// Puts somebody into the queue of a calendar; they get a message with a link of their own.
    /// - Throws: `invalid` with the fields at fault; `no_waiting_list`, `too_many`; as `openCalendar`.
    package func joinWaitingList(_ request: WaitingRequest) async throws -> WaitingEntry {
        var validation = Validation()
        _ = validation.zone(request.zone, "timezone", in: zones)
        let name = validation.text(request.name, "name", "The name", longest: 200)
        let email = validation.email(request.email, "email")
        check(request, &validation)
        try validation.finish()
        let entry = try await store.write { transaction in
            let open = try openCalendar(request.account, request.calendar, in: transaction)
            let (account, calendar) = (open.account, open.calendar)
            guard calendar.policy.hasWaitingList else {
                throw OperationError(.conflict, "no_waiting_list", "This calendar has no waiting list.")
            }
            try calendar.requireSeats(request.seats)
            let duration = try open.duration(request.duration)
            try requireOpenHours(open, from: request.earliest, to: request.latest.adding(minutes: duration))
            // Counted under the calendar's lock, so that two at once are two.
            try transaction.lockHosts(of: calendar.id)
            let known = try transaction.queue(of: calendar.id).filter { $0.email == email }
            if let same = known.first(where: { $0.isWish(of: request, minutes: duration) }) { return same }
            guard known.count < Self.mostEntries else {
                throw OperationError(
                    .conflict, "too_many", "You wait here \(known.count) times already. Leave one of them first.")
            }
            let entry = WaitingEntry(
                id: surroundings.id("wai"), accountID: account.id, calendarID: calendar.id, name: name,
                email: email, zone: request.zone, duration: duration,
                seats: request.seats, earliest: request.earliest, latest: request.latest, createdAt: now)
            try transaction.insert(entry)
            try queue(.waitingJoined, to: entry, in: transaction)
            transaction.promise(.offerPlaces, calendar.id, due: now, at: now)
            return entry
        }
        return entry
    }

    private func check(_ request: WaitingRequest, _ validation: inout Validation) {
        if request.latest < request.earliest {
            validation.fault("latest", "reversed", "The last time that suits you lies before the first.")
        } else if request.latest <= now {
            validation.fault("latest", "past", "This time has passed. Choose a later one.")
        } else if request.latest > request.earliest.adding(minutes: 92 * 1440)
            || request.latest > now.adding(minutes: Self.farthest)
        {
            validation.fault("latest", "too_far", "Wait for a stretch of at most three months, within two years.")
        }
    }

    /// - Throws: `closed` when nobody is ever open then: such a wait could not end.
    private func requireOpenHours(_ open: OpenCalendar, from start: Instant, to end: Instant) throws {
        let own = try open.hours.map { try hoursCache.hours($0, zones: zones) }
        let hosts = try open.hosts.map { try hoursCache.hours($0.schedule, zones: zones) }
        let window = Interval(start: start, end: end)
        let isOpen = hosts.isEmpty || hosts.contains { !$0.openStretches(within: window).isEmpty }
        guard isOpen, own.map({ !$0.openStretches(within: window).isEmpty }) ?? true else {
            throw OperationError.invalid([
                .init("latest", "closed", "Nothing ever takes place then. Choose other times to wait for.")
            ])
        }
    }

    /// Where somebody sees their place in the queue.
    package func waitingURL(_ entry: WaitingEntry) -> String {
        "\(settings.publicURL)/w/\(waitingToken(entry))"
    }

    /// The token of somebody's link to their place in the queue.
    package func waitingToken(_ entry: WaitingEntry) -> String {
        vault.linkToken(.waiting, guestID: entry.id)
    }

    /// The place in a queue that a link stands for.
    /// - Throws: `not_found`.
    package func waiting(token: String) async throws -> WaitingView {
        guard let id = vault.subjectID(.waiting, token: token) else { throw noWaiting }
        let view = try await store.read { snapshot in
            try snapshot.waitingEntry(id: id).flatMap { try snapshot.view(of: $0) }
        }
        guard let view else { throw noWaiting }
        return view
    }

    private var noWaiting: OperationError {
        .notFound("This link does not lead to a waiting list. Open it unchanged.")
    }

    /// Leaves the queue; an offer goes to whoever is next.
    package func leaveWaitingList(token: String) async throws {
        let view = try await waiting(token: token)
        try await leave(view.entry, as: .left)
    }

    /// Takes an entry out of the queue, as a member of its account.
    package func removeWaiting(id: String, of account: Account) async throws {
        let entry = try await store.read { try $0.waitingEntry(id: id) }
        guard let entry, entry.accountID == account.id else {
            throw OperationError.notFound("There is no such entry in a waiting list.")
        }
        try await leave(entry, as: .left)
    }

    /// The queues of an account, or of one of its calendars: those in them first, in turn.
    package func waitingList(of account: Account, calendarID: String? = nil) async throws -> [WaitingView] {
        try await store.read { snapshot in
            let entries = try snapshot.waitingEntries(of: account.id)
                .filter { calendarID == nil || $0.calendarID == calendarID }
            var queues: [String: [WaitingEntry]] = [:]
            for id in Set(entries.map(\.calendarID)) { queues[id] = try snapshot.queue(of: id) }
            let views = try entries.compactMap { try snapshot.view(of: $0, in: queues[$0.calendarID] ?? []) }
            func rank(_ view: WaitingView) -> (Int, Int64) {
                let since = view.entry.createdAt.milliseconds
                return view.position == nil ? (1, -since) : (0, since)
            }
            return views.sorted { rank($0) < rank($1) }
        }
    }

    private func leave(_ entry: WaitingEntry, as state: WaitingEntry.State) async throws {
        try await store.write { transaction in
            try transaction.lockHosts(of: entry.calendarID)
            guard var fresh = try transaction.waitingEntry(id: entry.id),
                fresh.state == .waiting || fresh.state == .offered
            else { return }
            fresh.state = state
            try transaction.update(fresh)
            if let hold = try fresh.holdID.flatMap({ try transaction.hold(id: $0) }) {
                try end(hold, in: transaction)
            }
        }
    }
}

extension Reading {
    /// - Parameter known: the queue of its calendar, where that has been read.
    func view(of entry: WaitingEntry, in known: [WaitingEntry]? = nil) throws -> WaitingView? {
        guard let account = try account(id: entry.accountID), let calendar = try calendar(id: entry.calendarID)
        else { return nil }
        let queue = try known ?? queue(of: entry.calendarID)
        // Who waits for other times is not before them.
        let before = queue.prefix { $0.id != entry.id }.filter { $0.rivals(entry) }
        let position = queue.contains { $0.id == entry.id } ? before.count + 1 : nil
        return WaitingView(account: account, calendar: calendar, entry: entry, position: position)
    }
}

extension WaitingEntry {
    /// Whether the same place could suit both.
    fileprivate func rivals(_ other: WaitingEntry) -> Bool {
        earliest <= other.latest && other.earliest <= latest
    }

    /// Whether it is what somebody asks for once more.
    fileprivate func isWish(of request: WaitingRequest, minutes: Int) -> Bool {
        duration == minutes && seats == request.seats && earliest == request.earliest && latest == request.latest
    }
}
