import Scheduling
package import Store

extension Verbs {
    /// Stores how many meetings a member takes a day, a week and a month across all their calendars, as it was
    /// typed; empty for no limit.
    /// - Throws: `invalid` with the fields at fault: `limit_day`, `limit_week`, `limit_month`; `not_found`.
    package func setLimits(
        of userID: String, day: String, week: String, month: String, in account: Account
    ) async throws {
        var validation = Validation()
        let limits = validation.limits(day: day, week: week, month: month)
        try validation.finish()
        try await store.write { transaction in
            guard try transaction.membership(of: userID, in: account.id) != nil else {
                throw OperationError.notFound("There is no such member of this account.")
            }
            try transaction.setLimits(limits, of: userID)
            try offer(whatIsFreeOf: userID, in: transaction)
        }
    }
}
