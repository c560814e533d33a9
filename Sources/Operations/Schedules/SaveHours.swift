import Scheduling
package import Store
import TimeZones

extension Verbs {
    /// Stores the one week of a member's default schedule; its days with hours of their own stay.
    /// - Throws: `invalid` with the days at fault, as in `monday`; `not_found` for who is no member.
    package func saveHours(_ form: HoursForm, of userID: String, in account: Account) async throws {
        let former = try await store.read { try $0.defaultSchedule(of: userID) }
        var whole = try former.map(scheduleForm) ?? ScheduleForm(name: "Working hours", zone: form.zone)
        whole.zone = form.zone
        whole.weeks = [form.days]
        do {
            try await saveSchedule(whole, id: former?.id, owner: .user(userID), in: account)
        } catch let error as OperationError where error.kind == .invalid {
            let week = "weeks.0."
            throw OperationError.invalid(
                error.fields.map { fault in
                    let name = fault.name.hasPrefix(week) ? String(fault.name.dropFirst(week.count)) : fault.name
                    return .init(name, fault.code, fault.message)
                })
        }
    }
}
