import Scheduling
package import Store
package import TimeZones

/// A user's weekly hours as they were typed: up to a few ranges a day, each `09:00` to `17:00`.
package struct HoursForm: Sendable {
    /// One stretch of a day; both empty means that it is not used.
    package struct Range: Sendable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    package var zone: String
    package var days: [Weekday: [Range]]

    package init(zone: String, days: [Weekday: [Range]]) {
        self.zone = zone
        self.days = days
    }

    /// The form of hours that are stored.
    package init(_ schedule: Schedule) throws {
        zone = schedule.zone
        days = try schedule.ranges().mapValues { ranges in
            ranges.map { Range(from: Self.clock($0.from), to: Self.clock($0.to)) }
        }
    }

    /// The name of a day's field, as in faults: `monday`.
    package static func field(_ day: Weekday) -> String { String(describing: day) }

    /// `09:00`; midnight at a day's end is `24:00`.
    package static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    static func minutes(_ clock: String) -> Int? {
        let parts = clock.split(separator: ":").map { Int($0) }
        guard parts.count >= 2, let hours = parts[0], let minutes = parts[1], (0...24).contains(hours),
            (0...59).contains(minutes), hours * 60 + minutes <= 1440
        else { return nil }
        return hours * 60 + minutes
    }
}

extension Verbs {
    /// Stores when a member can be booked. A range that ends at 00:00 ends at midnight.
    /// - Throws: `invalid` with the days at fault; `not_found` for who is no member.
    package func saveHours(_ form: HoursForm, of userID: String, in account: Account) async throws {
        var validation = Validation()
        _ = validation.zone(form.zone, "zone", in: zones)
        var ranges: [Weekday: [MinuteRange]] = [:]
        for (day, typed) in form.days {
            ranges[day] = typed.compactMap { range(of: $0, on: day, &validation) }
            for (index, range) in (ranges[day] ?? []).enumerated()
            where ranges[day]?.dropFirst(index + 1).contains(where: range.overlaps) ?? false {
                validation.fault(HoursForm.field(day), "overlap", "Two of these ranges overlap.")
            }
        }
        try validation.finish()
        let schedule = try Schedule(zone: form.zone, ranges: ranges)
        try await store.write { transaction in
            guard try transaction.membership(of: userID, in: account.id) != nil else {
                throw OperationError.notFound("There is no such member of this account.")
            }
            try transaction.save(schedule, of: userID, at: now)
        }
    }

    private func range(of typed: HoursForm.Range, on day: Weekday, _ validation: inout Validation) -> MinuteRange?
    {
        if typed.from.isEmpty, typed.to.isEmpty { return nil }
        let field = HoursForm.field(day)
        guard let from = HoursForm.minutes(typed.from), let to = HoursForm.minutes(typed.to) else {
            validation.fault(field, "bad_time", "Give both times, such as 09:00 and 17:00.")
            return nil
        }
        guard let range = MinuteRange(from: from, to: to == 0 ? 1440 : to) else {
            validation.fault(field, "reversed", "A range must end after it begins.")
            return nil
        }
        return range
    }
}
