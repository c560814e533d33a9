import Scheduling
package import Store

/// What a member takes, as it was typed.
package struct LimitsForm: Hashable, Sendable {
    /// Meetings a day, a week, a month across all their calendars; empty for no limit.
    package var day: String
    package var week: String
    package var month: String
    /// Minutes kept free around each, whichever calendar it is of; empty for none.
    package var bufferBefore: String
    package var bufferAfter: String

    package init(
        day: String = "", week: String = "", month: String = "", bufferBefore: String = "",
        bufferAfter: String = ""
    ) {
        (self.day, self.week, self.month) = (day, week, month)
        (self.bufferBefore, self.bufferAfter) = (bufferBefore, bufferAfter)
    }

    /// As they are.
    package init(_ profile: Profile?) {
        func text(_ number: Int?) -> String { number.map(String.init) ?? "" }
        let (limits, buffers) = (profile?.limits, profile?.buffers ?? Buffers())
        self.init(
            day: text(limits?.perDay), week: text(limits?.perWeek), month: text(limits?.perMonth),
            bufferBefore: text(buffers.before), bufferAfter: text(buffers.after))
    }
}

extension Verbs {
    /// Stores how many meetings a member takes, and what they keep free around them.
    /// - Throws: `invalid` with the fields at fault: `limit_day`, `limit_week`, `limit_month`, `buffer_before`,
    ///   `buffer_after`; `not_found`.
    package func setLimits(_ form: LimitsForm, of userID: String, in account: Account) async throws {
        var validation = Validation()
        let limits = validation.limits(day: form.day, week: form.week, month: form.month)
        let longest = 0...BookingRules.longestBuffer
        let buffers = Buffers(
            before: validation.optionalNumber(
                form.bufferBefore, "buffer_before", "The time kept free before", within: longest) ?? 0,
            after: validation.optionalNumber(
                form.bufferAfter, "buffer_after", "The time kept free after", within: longest) ?? 0)
        try validation.finish()
        try await store.write { transaction in
            guard try transaction.membership(of: userID, in: account.id) != nil else {
                throw OperationError.notFound("There is no such member of this account.")
            }
            try transaction.setLimits(limits, buffers: buffers, of: userID)
            try offer(whatIsFreeOf: userID, in: transaction)
        }
    }
}
