import Foundation
import Scheduling
package import Store
import TimeZones

/// A block's form as it was typed.
package struct BlockForm: Hashable, Sendable {
    /// The id of the user or of the calendar whose time it is.
    package var owner: String
    /// `blocked` or `time_off`.
    package var kind: String
    /// A day such as `2026-12-24`, a time on the owner's clocks such as `2026-12-01T09:00`, or one in RFC 3339.
    package var start: String
    /// As `start`: the last day, or the time it ends. Empty for one whole day.
    package var end: String
    package var label: String

    package init(owner: String, kind: String = "blocked", start: String, end: String, label: String = "") {
        self.owner = owner
        self.kind = kind
        self.start = start
        self.end = end
        self.label = label
    }
}

extension Verbs {
    /// Blocks time for a member: their own, or anybody's for an admin. What is booked in it stays booked.
    /// - Returns: the block, and the appointments that lie in it already.
    /// - Throws: `invalid` with the fields at fault; `not_admin`.
    @discardableResult
    package func saveBlock(
        _ form: BlockForm, asking member: Member, in account: Account
    ) async throws -> (block: Block, conflicts: [Appointment]) {
        try requireRight(of: member, over: form.owner)
        return try await saveBlock(form, by: member.user.name, in: account)
    }

    /// As `saveBlock(_:asking:in:)`, for who may block anybody's time: the holder of the account's key.
    /// - Parameter actor: as the block shows it.
    @discardableResult
    package func saveBlock(
        _ form: BlockForm, by actor: String, in account: Account
    ) async throws -> (block: Block, conflicts: [Appointment]) {
        try await store.write { transaction in
            var validation = Validation()
            let owner = try blockOwner(form.owner, in: account, transaction)
            if owner == nil {
                validation.fault("owner", "unknown_owner", "There is no such member or calendar in this account.")
            }
            let label = validation.text(form.label, "label", "The label", longest: 200, isRequired: false)
            let kind = validation.blockKind(form.kind)
            let time = try form.time(in: zones.zone(owner?.zone ?? account.zone), &validation)
            if validation.faults.isEmpty, time.interval.end <= now {
                validation.fault("end", "past", "This time has passed. Check the year.")
            }
            try validation.finish()
            // Whoever is booking their time at this moment is done first, and seen.
            try transaction.lockOwner(id: form.owner)
            let block = Block(
                id: surroundings.id("blk"), accountID: account.id, ownerID: form.owner, kind: kind,
                interval: time.interval, firstDate: time.first, lastDate: time.last, label: label,
                createdBy: actor, createdAt: now)
            try transaction.insert(block)
            let conflicts =
                owner?.isCalendar ?? false
                ? try transaction.appointments(ofCalendar: block.ownerID, within: block.interval, in: account.id)
                : try transaction.appointments(ofUser: block.ownerID, within: block.interval, in: account.id)
            return (block, conflicts)
        }
    }

    /// Opens blocked time again for a member: their own, or anybody's when they are an admin.
    /// - Throws: `not_found`; `not_admin`.
    package func deleteBlock(_ id: String, asking member: Member, in account: Account) async throws {
        guard let block = try await store.read({ try $0.block(id: id, of: account.id) }) else { throw noBlock }
        try requireRight(of: member, over: block.ownerID)
        try await deleteBlock(id, in: account)
    }

    /// As `deleteBlock(_:asking:in:)`, for who may open anybody's time: the holder of the account's key.
    package func deleteBlock(_ id: String, in account: Account) async throws {
        try await store.write { transaction in
            guard let block = try transaction.block(id: id, of: account.id),
                try transaction.deleteBlock(id: id, of: account.id)
            else { throw noBlock }
            try offer(whatWasTakenFrom: [block.ownerID], on: block.ownerID, in: transaction)
        }
    }

    private var noBlock: OperationError { .notFound("There is no such block.") }

    private func requireRight(of member: Member, over ownerID: String) throws(OperationError) {
        if member.role == .admin || member.user.id == ownerID { return }
        throw OperationError(.forbidden, "not_admin", "Only an admin can block the time of others.")
    }

    /// Whose time it is, and the zone whose clocks count; nil when the account has nobody and nothing of that id.
    private func blockOwner(
        _ id: String, in account: Account, _ transaction: Transaction
    ) throws -> (isCalendar: Bool, zone: String)? {
        if let member = try transaction.membership(of: id, in: account.id) {
            return (false, try transaction.schedule(of: id)?.zone ?? member.user.zone)
        }
        guard let calendar = try transaction.calendar(id: id, of: account.id) else { return nil }
        let schedule = try calendar.scheduleID.flatMap { try transaction.schedule(id: $0) }
        return (true, schedule?.schedule.zone ?? account.zone)
    }
}

extension BlockForm {
    /// What the form says as moments, and as whole days where it was given as such.
    fileprivate func time(
        in zone: Zone, _ validation: inout Validation
    ) -> (interval: Interval, first: CivilDate?, last: CivilDate?) {
        let start = start.trimmingCharacters(in: .whitespaces)
        let end = end.trimmingCharacters(in: .whitespaces)
        var interval = Interval(start: Instant(milliseconds: 0), minutes: 1)
        var days: (CivilDate, CivilDate)?
        if let first = CivilDate(start), let last = end.isEmpty ? first : CivilDate(end) {
            days = (first, last)
            // Whole days, whatever clocks do on them.
            interval = Interval(
                start: zone.start(CivilDateTime(date: first, minuteOfDay: 0)),
                end: zone.end(CivilDateTime(date: last, minuteOfDay: 1440)))
        } else {
            let example = "It should look like 2026-12-24 or 2026-12-24T09:00, and both in the same way."
            // A reading that clocks show twice is the one that makes the block longest.
            let from = CivilDate(start) == nil ? Instant.wallClock(start, read: zone.start) : nil
            let to = CivilDate(end) == nil ? Instant.wallClock(end, read: zone.end) : nil
            if from == nil {
                let isMissing = start.isEmpty
                validation.fault(
                    "start", isMissing ? "missing" : "bad_time",
                    isMissing ? "The beginning is missing." : "This is not a time. \(example)")
            }
            if to == nil {
                let isMissing = end.isEmpty
                validation.fault(
                    "end", isMissing ? "missing" : "bad_time",
                    isMissing ? "The end is missing." : "This is not a time. \(example)")
            }
            guard let from, let to else { return (interval, nil, nil) }
            interval = Interval(start: from, end: to)
        }
        check(interval, &validation)
        return (interval, days?.0, days?.1)
    }

    private func check(_ interval: Interval, _ validation: inout Validation) {
        let minutes = interval.start.minutes(until: interval.end)
        if interval.end <= interval.start {
            validation.fault("end", "reversed", "The end must be after the beginning.")
        } else if minutes > Self.longest {
            validation.fault("end", "too_long", "A block may be at most two years long.")
        }
        if !(1970...2199).contains(CivilDateTime(utc: interval.start).date.year) {
            validation.fault("start", "bad_time", "The beginning must be between the years 1970 and 2199.")
        }
    }

    /// Two years in minutes, with a leap day and a day of time zones.
    private static let longest = 732 * 1440
}

extension Instant {
    /// A moment in RFC 3339, or what clocks show then; nil when the text is neither.
    fileprivate static func wallClock(_ text: String, read: (CivilDateTime) -> Instant) -> Instant? {
        if let instant = Instant(rfc3339: text) { return instant }
        return Instant(rfc3339: "\(text)Z").map { read(CivilDateTime(utc: $0)) }
    }
}

extension Validation {
    /// What people can block time as: what is taken elsewhere is not theirs to say.
    fileprivate mutating func blockKind(_ word: String) -> Block.Kind {
        if let kind = Block.Kind(rawValue: word), kind != .external { return kind }
        fault("kind", "unknown_choice", "The kind must be one of: blocked, time_off.")
        return .blocked
    }
}
