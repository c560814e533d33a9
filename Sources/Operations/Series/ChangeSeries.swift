import Calendaring
import Scheduling
import Store
package import TimeZones

/// What a change of a series came to.
package struct ChangedSeries: Sendable {
    /// The appointments that were changed, as they are now.
    package let views: [AppointmentView]
    /// What could not be moved, and stays where it is.
    package let left: [Occurrence]
}

extension Verbs {
    /// A series of an account.
    /// - Throws: `not_found`.
    package func series(id: String, of accountID: String) async throws -> SeriesView {
        let view = try await store.read { try $0.seriesView(id: id) }
        guard let view, view.series.accountID == accountID else { throw noSeries }
        return view
    }

    /// The series of an appointment; nil when it is a single one.
    package func series(of view: AppointmentView) async throws -> SeriesView? {
        guard let id = view.appointment.seriesID else { return nil }
        return try await store.read { try $0.seriesView(id: id) }
    }

    private var noSeries: OperationError { .notFound("There is no such series.") }

    /// Cancels an appointment of a series alone, with those after it, or with all that are still to come.
    /// - Throws: as `cancel`; then nothing is cancelled.
    package func cancel(
        _ view: AppointmentView, scope: SeriesScope, reason: String, by actor: String, isStaff: Bool = false
    ) async throws -> ChangedSeries {
        guard scope != .one, let seriesID = view.appointment.seriesID else {
            let cancelled = try await cancel(view, reason: reason, by: actor, isStaff: isStaff)
            return ChangedSeries(views: [cancelled], left: [])
        }
        let departure = Departure(
            reason: try validated(reason: reason), actor: actor, isStaff: isStaff, isQuiet: true)
        let changed = try await store.write { transaction in
            let (_, meant) = try members(of: seriesID, scope, from: view.appointment.id, in: transaction)
            let former = try meant.compactMap { try cancel($0.id, departure, in: transaction) }
            try announceSeries(
                .seriesCancelled, .hostSeriesCancelled, former.map { ($0, $0.hosts) }, in: transaction)
            return try meant.compactMap { appointment in
                try transaction.appointment(id: appointment.id).flatMap { try transaction.view(of: $0) }
            }
        }
        for view in changed { live.publish(view.appointment.id) }
        return ChangedSeries(views: changed, left: [])
    }

    /// Approves a request of a series alone, with those after it, or with all that are still to come.
    /// - Throws: as `setStatus`, naming the time; then none is approved.
    package func approve(
        _ view: AppointmentView, scope: SeriesScope, by actor: String
    ) async throws -> ChangedSeries {
        guard scope != .one, let seriesID = view.appointment.seriesID else {
            return ChangedSeries(views: [try await setStatus(view, to: .confirmed, by: actor)], left: [])
        }
        let dates = Dates(zone: try zones.zone(view.account.zone))
        let changed = try await store.write(inTurnFor: "\(view.account.slug)/\(view.calendar.slug)") {
            transaction in
            let (_, meant) = try members(of: seriesID, scope, from: view.appointment.id, in: transaction)
            let views = try meant.filter { $0.status == .new }.compactMap { request in
                do {
                    try setStatus(
                        of: request.id, to: .confirmed, reason: "", by: actor, isQuiet: true, in: transaction)
                } catch let error as OperationError {
                    let message = "\(dates.whole(request.interval)): \(error.message) None has been approved."
                    throw OperationError(error.kind, error.code, message)
                }
                return try transaction.appointment(id: request.id).flatMap { try transaction.view(of: $0) }
            }
            try announceSeries(.seriesBooked, .hostSeriesBooked, views.map { ($0, $0.hosts) }, in: transaction)
            return views
        }
        for view in changed { live.publish(view.appointment.id) }
        return ChangedSeries(views: changed, left: [])
    }

    /// Moves an appointment of a series alone, or by as many days and to the same time of day with those after it or
    /// all that are still to come.
    /// - Parameter onConflict: what becomes of those that cannot follow; `choose` is taken as `skip`.
    /// - Throws: as `move`; `series_conflict`.
    package func move(
        _ view: AppointmentView, to start: Instant, scope: SeriesScope, zone: String, by actor: String,
        isStaff: Bool = false, onConflict: SeriesRequest.ConflictPolicy = .refuse
    ) async throws -> ChangedSeries {
        guard scope != .one, let seriesID = view.appointment.seriesID else {
            let moved = try await move(view, to: start, zone: zone, by: actor, isStaff: isStaff)
            return ChangedSeries(views: [moved], left: [])
        }
        _ = try askedZone(zone)
        let change = Change(start: start, zone: zone, actor: actor, isStaff: isStaff, isQuiet: true)
        let changed = try await refusing(start, duration: view.appointment.interval.minutes) {
            try await store.write(inTurnFor: "\(view.account.slug)/\(view.calendar.slug)") { transaction in
                let (pivot, meant) = try members(of: seriesID, scope, from: view.appointment.id, in: transaction)
                let moves = try moves(of: meant, pivot, to: start, seriesID, in: transaction)
                return try carryOut(moves, change, onConflict, in: transaction)
            }
        } calendar: {
            try await movable(view)
        }
        for view in changed.views { live.publish(view.appointment.id) }
        return changed
    }

    /// The appointment that the change was asked of, and those that its scope means: what is still to come. They are
    /// read once nobody else can change them, so that a change that is sent twice is made once.
    private func members(
        of seriesID: String, _ scope: SeriesScope, from id: String, in transaction: Transaction
    ) throws -> (pivot: Appointment, meant: [Appointment]) {
        // In the order of their ids, as everybody locks them.
        for id in try transaction.appointments(seriesID: seriesID).map(\.id).sorted() {
            try transaction.lockAppointment(id: id)
        }
        let all = try transaction.appointments(seriesID: seriesID)
        guard let pivot = all.first(where: { $0.id == id }) else { throw noAppointment }
        let meant = all.filter { appointment in
            appointment.isActive && appointment.interval.start > now
                && (scope == .all || appointment.interval.start >= pivot.interval.start)
        }
        return (pivot, meant)
    }

    /// Where each goes: as many days on as the one that was asked for, at the time of day that was asked for, on the
    /// clocks the series goes by. Who goes later is last, so that they do not stand in each other's way.
    private func moves(
        of appointments: [Appointment], _ pivot: Appointment, to start: Instant, _ seriesID: String,
        in transaction: Transaction
    ) throws -> [(Appointment, Instant)] {
        guard let series = try transaction.series(id: seriesID) else { throw noSeries }
        let zone = try zones.zone(series.zone)
        let (from, to) = (zone.civil(at: pivot.interval.start), zone.civil(at: start))
        let days = to.date.daysSinceEpoch - from.date.daysSinceEpoch
        let moves = appointments.map { appointment in
            let reading = zone.civil(at: appointment.interval.start)
            let minute = from.minuteOfDay == to.minuteOfDay ? reading.minuteOfDay : to.minuteOfDay
            let target = CivilDateTime(date: reading.date.adding(days: days), minuteOfDay: minute)
            return (appointment, zone.occurrence(target))
        }
        return start > pivot.interval.start ? moves.reversed() : moves
    }

    private func carryOut(
        _ moves: [(Appointment, Instant)], _ change: Change, _ policy: SeriesRequest.ConflictPolicy,
        in transaction: Transaction
    ) throws -> ChangedSeries {
        var change = change
        var moved: [Moved] = []
        var left: [Occurrence] = []
        for (appointment, target) in moves {
            change.start = target
            switch try taking({ try moveKeepingPlace(appointment, change, in: transaction) }) {
            case .success(let one): moved += [one].compactMap(\.self)
            case .failure(let refusal):
                let interval = Interval(start: target, minutes: appointment.interval.minutes)
                if policy == .refuse { throw seriesConflict(at: target, refusal) }
                left.append(Occurrence(interval: interval, refusal: refusal, nextFree: nil))
            }
        }
        moved.sort { $0.view.appointment.interval.start < $1.view.appointment.interval.start }
        let areRequests = moved.first?.view.appointment.status == .new
        try announceSeries(
            areRequests ? .seriesBooked : .seriesMoved, areRequests ? .hostSeriesBooked : .hostSeriesMoved,
            moved.map { ($0.view, $0.stayed) }, in: transaction)
        return ChangedSeries(views: moved.map(\.view), left: left)
    }

    /// Moves if the new place is to be had; else everything stays as it is.
    private func moveKeepingPlace(
        _ appointment: Appointment, _ change: Change, in transaction: Transaction
    ) throws -> Moved? {
        guard let view = try transaction.view(of: appointment) else { throw noAppointment }
        let whole = try transaction.openCalendar(view.calendar, of: view.account)
            .offering(appointment.interval.minutes)
        let keeps = whole.calendar.policy.onMove == .keep ? appointment.hostID : nil
        let open = keeps.map(whole.only) ?? whole
        let slot = Interval(start: change.start, minutes: appointment.interval.minutes)
        if appointment.interval.start != change.start {
            // Asked before anything is given back: a move that fails midway would leave nothing of the place.
            let time = try calendarTime(
                open, within: slot, excluding: appointment.meetingID, in: transaction)
            _ = try SlotFinder(calendar: time, now: now)
                .takers(at: change.start, duration: slot.minutes, seats: appointment.seats)
        }
        do {
            return try move(appointment.id, change, in: transaction)
        } catch let refusal as Refusal {
            throw seriesConflict(at: change.start, refusal)
        }
    }
}

extension CivilDateTime {
    /// Whole minutes after midnight.
    fileprivate var minuteOfDay: Int { hour * 60 + minute }
}

extension Reading {
    func seriesView(id: String) throws -> SeriesView? {
        guard let series = try series(id: id), let calendar = try calendar(id: series.calendarID) else {
            return nil
        }
        let views = try appointments(seriesID: id).compactMap { try view(of: $0) }
        let words: String
        do throws(CalendaringError) {
            words = try RecurrenceRule(series.rule).words
        } catch {
            words = series.rule
        }
        return SeriesView(series: series, words: words, calendar: calendar, views: views)
    }
}
