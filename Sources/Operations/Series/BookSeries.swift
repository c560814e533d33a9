import Calendaring
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Books every appointment of a series in one transaction, all with the same host where that one is free.
    /// - Throws: as `book` and `previewSeries`; `series_conflict` when an occurrence cannot be had and none may be left
    ///   out, or a chosen replacement cannot be had either: then nothing is booked.
    package func bookSeries(_ request: SeriesRequest) async throws -> BookedSeries {
        let rule = try rule(request.rule)
        var checked = try request.booking.validated(zones: zones)
        checked.rule = rule.text
        let booking = checked
        let zone = try askedZone(booking.zone)
        let linkID = try booking.link.map(linkID)
        let booked = try await refusing(booking.start, duration: booking.duration) {
            try await store.write(inTurnFor: "\(booking.account)/\(booking.calendar)") { transaction in
                let claim = try claim(booking, in: transaction)
                if let earlier = try claim?.first ?? nil,
                    let view = try answer(from: earlier, to: booking, in: transaction),
                    let known = try series(of: view, in: transaction)
                {
                    return known
                }
                let version = try transaction.settingsVersion()
                let known = try calendar(booking.account, booking.calendar, at: version, in: transaction)
                try transaction.requireBookable(known, link: linkID, at: now)
                let asked = try transaction.askContact(
                    surroundings.id("con"), account: known.account.id, name: booking.name, email: booking.email,
                    zone: booking.zone, at: now)
                let open = try lockedAndSwept(known, at: version, in: transaction)
                let starts = try expand(
                    rule, from: booking.start, in: zone, most: try mostOccurrences(open.calendar))
                guard let found = try asked.first else { throw StoreError.failed("The contact is gone.") }
                let contact = try transaction.successor(of: found)
                let series = Series(
                    id: surroundings.id("ser"), accountID: open.account.id, calendarID: open.calendar.id,
                    contactID: contact.id, rule: rule.text, zone: zone.identifier)
                try transaction.insert(series, at: now)
                return try book(
                    starts, of: series, request, booking, linkID: linkID, on: open, for: contact, in: transaction)
            }
        } calendar: {
            try await openCalendar(account: booking.account, calendar: booking.calendar, link: booking.link)
        }
        return booked
    }

    private func book(
        _ starts: [Instant], of series: Series, _ request: SeriesRequest, _ first: BookingRequest, linkID: String?,
        on open: OpenCalendar, for contact: BookingContact, in transaction: Transaction
    ) throws -> BookedSeries {
        var booker = Booker(actor: "guest", linkID: linkID, seriesID: series.id, isQuiet: true)
        booker.steadyHostID = try steadyHost(of: starts, first, on: open, in: transaction)
        var booking = first
        // One key for all of them.
        booking.submission = nil
        var views: [AppointmentView] = []
        var left: [Occurrence] = []
        var refused: Refusal?
        for start in starts {
            booking.start = start
            let taken = try taking {
                try appointment(booking, on: open, for: contact, as: booker, in: transaction)
            }
            switch taken {
            case .success(let view):
                views.append(view)
            case .failure(let refusal):
                refused = refused ?? refusal
                let lost = try lost(start, refusal, booking, besides: starts, on: open, in: transaction)
                guard let other = try replacement(of: lost, request.onConflict) else {
                    left.append(lost)
                    continue
                }
                booking.start = other
                do {
                    views.append(try appointment(booking, on: open, for: contact, as: booker, in: transaction))
                } catch let refusal as Refusal {
                    throw seriesConflict(at: other, refusal)
                }
            }
            // One hold, one link: they are the first appointment's.
            (booking.holdID, booker.linkID) = (nil, nil)
        }
        guard let made = views.first else { throw refused ?? .slotTaken }
        try save(first, for: made.appointment.id, in: transaction)
        try announceSeries(.seriesBooked, .hostSeriesBooked, views.map { ($0, $0.hosts) }, in: transaction)
        return BookedSeries(seriesID: series.id, views: views, left: left)
    }

    /// What a body takes, or why it could not: a refusal leaves nothing behind.
    func taking<Value>(_ body: () throws -> Value) throws -> Result<Value, Refusal> {
        do {
            return .success(try body())
        } catch let refusal as Refusal {
            return .failure(refusal)
        }
    }

    private func lost(
        _ start: Instant, _ refusal: Refusal, _ booking: BookingRequest, besides starts: [Instant],
        on open: OpenCalendar, in transaction: Transaction
    ) throws -> Occurrence {
        let minutes = try open.duration(booking.duration)
        return Occurrence(
            interval: Interval(start: start, minutes: minutes), refusal: refusal,
            nextFree: try nextFree(
                after: start, duration: minutes, seats: open.calendar.seats(for: booking), besides: starts,
                on: try open.chosen(host: booking.hostID), in: transaction))
    }

    /// Which start takes the place of one that cannot be had; nil to leave it out.
    func replacement(
        of lost: Occurrence, _ policy: SeriesRequest.ConflictPolicy
    ) throws(OperationError) -> Instant? {
        switch policy {
        case .refuse: throw seriesConflict(at: lost.interval.start, lost.refusal ?? .slotTaken)
        case .skip: return nil
        case .nextFree: return lost.nextFree?.start
        case .choose(let chosen): return chosen[lost.interval.start]
        }
    }

    func seriesConflict(at start: Instant, _ refusal: Refusal) -> OperationError {
        OperationError(
            .conflict, "series_conflict",
            "\(start.rfc3339) cannot be had: \(refusal.message) Nothing has been changed.",
            fields: [.init("start", refusal.rawValue, "\(start.rfc3339): \(refusal.message)")])
    }

    /// The host who is free for the most of a series: guests expect the same person every time.
    private func steadyHost(
        of starts: [Instant], _ booking: BookingRequest, on open: OpenCalendar, in transaction: Transaction
    ) throws -> String? {
        guard open.hosts.count > 1, open.calendar.kind != .collective else { return nil }
        let minutes = try open.duration(booking.duration)
        var free: [String: Int] = [:]
        for start in starts {
            let time = try calendarTime(open, within: Interval(start: start, minutes: minutes), in: transaction)
            let takers = try taking {
                try SlotFinder(calendar: time, now: now).takers(at: start, duration: minutes)
            }
            for taker in (try? takers.get()) ?? [] { free[taker.hostID, default: 0] += 1 }
        }
        let most = free.values.max() ?? 0
        let best = open.hosts.filter { free[$0.userID] == most && most > 0 }
        guard best.count > 1 else { return best.first?.userID }
        let wish = PlaceWish(start: booking.start, duration: minutes, title: "")
        return try chooseHosts(among: best.map { Taker(hostID: $0.userID, joins: nil) }, for: wish, on: open)
            .primary?.userID
    }

    /// The series that an appointment was booked with; nil when it is a single one.
    func series(of view: AppointmentView, in reading: any Reading) throws -> BookedSeries? {
        guard let id = view.appointment.seriesID else { return nil }
        let views = try reading.appointments(seriesID: id).compactMap { try reading.view(of: $0) }
        return BookedSeries(seriesID: id, views: views, left: [])
    }

    /// Tells everybody once about several appointments: the guests, and each of the hosts about theirs.
    func announceSeries(
        _ guestKind: Message.Kind, _ hostKind: Message.Kind, _ told: [(view: AppointmentView, hosts: [User])],
        in transaction: Transaction
    ) throws {
        guard let first = told.first?.view else { return }
        func ids(_ views: [AppointmentView]) -> String { views.map(\.appointment.id).joined(separator: ",") }
        try tellGuests(guestKind, about: first, context: ids(told.map(\.view)), in: transaction)
        var theirs: [User: [AppointmentView]] = [:]
        for (view, hosts) in told {
            for host in hosts { theirs[host, default: []].append(view) }
        }
        for (host, views) in theirs.sorted(by: { $0.key.id < $1.key.id }) {
            guard let view = views.first else { continue }
            try queue(hostKind, to: host, about: view.appointment, context: ids(views), in: transaction)
        }
    }
}
