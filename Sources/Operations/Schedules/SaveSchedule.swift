package import Scheduling
package import Store
import TimeZones

/// Whose a schedule is.
package enum ScheduleOwner: Hashable, Sendable {
    /// The user of that id, for the calendars they are on.
    case user(String)
    /// The account, for its calendars to share.
    case account
}

extension Verbs {
    /// Makes a schedule, or stores the one with that id. A user's first one is their default.
    /// - Throws: `invalid` with the fields at fault; `not_found` for what is somebody else's, or who is no member.
    @discardableResult
    package func saveSchedule(
        _ form: ScheduleForm, id: String?, owner: ScheduleOwner, in account: Account
    ) async throws -> NamedSchedule {
        let (name, hours) = try form.checked(zones: zones, today: zones.utc.civil(at: now).date)
        let schedule = try Schedule(hours)
        let saved = try await store.write { transaction in
            try require(owner, in: account, transaction)
            let former = try id.map { try existing($0, owner: owner, in: account, transaction) }
            var saved = NamedSchedule(
                id: former?.id ?? surroundings.id("sch"), accountID: nil, userID: nil, name: name,
                schedule: schedule, isDefault: former?.isDefault ?? false)
            switch owner {
            case .account:
                saved.accountID = account.id
            case .user(let userID):
                saved.userID = userID
                if former == nil { saved.isDefault = try transaction.defaultSchedule(of: userID) == nil }
            }
            try transaction.save(saved, at: now)
            try offerNewHours(of: saved, in: transaction)
            return saved
        }
        return saved
    }

    /// Who waits may find something in what has been opened.
    private func offerNewHours(of schedule: NamedSchedule, in transaction: Transaction) throws {
        if let userID = schedule.userID { try offer(whatIsFreeOf: userID, in: transaction) }
        for id in try transaction.calendarsWaiting(onSchedule: schedule.id) {
            transaction.promise(.offerPlaces, id, due: now, at: now)
        }
    }

    /// Lets a user's schedule count wherever none is chosen for them.
    /// - Throws: `not_found`.
    package func makeDefaultSchedule(_ id: String, of userID: String, in account: Account) async throws {
        try await store.write { transaction in
            try require(.user(userID), in: account, transaction)
            var chosen = try existing(id, owner: .user(userID), in: account, transaction)
            if chosen.isDefault { return }
            if var former = try transaction.defaultSchedule(of: userID) {
                former.isDefault = false
                try transaction.save(former, at: now)
            }
            chosen.isDefault = true
            try transaction.save(chosen, at: now)
            try offerNewHours(of: chosen, in: transaction)
        }
    }

    /// Removes a schedule that no calendar goes by.
    /// - Throws: `in_use` naming the calendars that do; `default_schedule`; `not_found`.
    package func deleteSchedule(_ id: String, in account: Account) async throws {
        try await store.write { transaction in
            let owner = try transaction.schedule(id: id)?.userID.map(ScheduleOwner.user) ?? .account
            try require(owner, in: account, transaction)
            let schedule = try existing(id, owner: owner, in: account, transaction)
            if schedule.isDefault {
                throw OperationError(
                    .conflict, "default_schedule",
                    "“\(schedule.name)” is the default schedule. Make another one the default first.")
            }
            let uses = try transaction.uses(ofSchedule: id)
            guard uses.isEmpty else {
                let names = uses.filter { $0.accountID == account.id }.map { "“\($0.calendarName)”" }
                let who = names.isEmpty ? "A calendar of another account" : names.joined(separator: ", ")
                throw OperationError(
                    .conflict, "in_use", "\(who) still uses this schedule. Choose another one there first.")
            }
            try transaction.deleteSchedule(id: id)
        }
    }

    /// The hours of a schedule, on the clocks of its zone.
    /// - Throws: `TimeZonesError` when the machine knows its zone no longer.
    package func openingHours(_ schedule: Schedule) throws -> OpeningHours {
        try schedule.hours(in: zones.zone(schedule.zone))
    }

    /// The form of a schedule that exists.
    /// - Throws: as `openingHours`.
    package func scheduleForm(_ schedule: NamedSchedule) throws -> ScheduleForm {
        ScheduleForm(try openingHours(schedule.schedule), name: schedule.name)
    }

    /// Sees to it that a user is a member, and that their schedules change in no other transaction meanwhile.
    private func require(_ owner: ScheduleOwner, in account: Account, _ transaction: Transaction) throws {
        guard case .user(let userID) = owner else { return }
        guard try transaction.membership(of: userID, in: account.id) != nil else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        try transaction.lockOwner(id: userID)
    }

    private func existing(
        _ id: String, owner: ScheduleOwner, in account: Account, _ transaction: Transaction
    ) throws -> NamedSchedule {
        let schedule = try transaction.schedule(id: id)
        let isTheirs =
            switch owner {
            case .account: schedule?.accountID == account.id
            case .user(let userID): schedule?.userID == userID
            }
        guard let schedule, isTheirs else { throw OperationError.notFound("There is no such schedule.") }
        return schedule
    }
}
