extension RecurrenceRule {
    /// The rule in English, such as `Every 2 weeks on Monday and Thursday, 10 times`.
    ///
    /// The day on which a week begins (WKST) is left out.
    package var words: String {
        (rhythm + conditions + [ending]).joined(separator: ", ")
    }

    private var unit: String {
        switch frequency {
        case .daily: "day"
        case .weekly: "week"
        case .monthly: "month"
        }
    }

    private var rhythm: [String] {
        let every = interval == 1 ? "Every \(unit)" : "Every \(interval) \(unit)s"
        switch frequency {
        case .daily: return [every]
        case .weekly: return [parts.days.isEmpty ? every : "\(every) on \(weekdays)"]
        case .monthly:
            if !parts.monthDays.isEmpty { return ["\(every) on \(monthDays)"] }
            return [parts.days.isEmpty ? every : "\(every) on \(weekdays)"]
        }
    }

    /// What only leaves out some of the days already named.
    private var conditions: [String] {
        var conditions: [String] = []
        if frequency == .daily, !parts.monthDays.isEmpty { conditions.append("only on \(monthDays)") }
        if !parts.days.isEmpty, frequency == .daily || !parts.monthDays.isEmpty {
            conditions.append(isWorkdays ? "only from Monday to Friday" : "only on \(weekdays)")
        }
        if !parts.months.isEmpty {
            conditions.append("only in \(Self.list(parts.months.map { Self.monthNames[$0 - 1] }))")
        }
        if !parts.positions.isEmpty {
            let positions = Self.forward(parts.positions).map { "the \(Self.ordinal($0))" }
            conditions.append("only \(Self.list(positions)) of these days in the \(unit)")
        }
        return conditions
    }

    private var ending: String {
        if let count { return count == 1 ? "once" : "\(count) times" }
        return switch until {
        case .date(let year, let month, let day): "until \(CivilDay(year: year, month: month, day: day))"
        case .local(let stamp): "until \(Self.clock(stamp))"
        case .utc(let stamp): "until \(Self.clock(stamp)) UTC"
        case nil: "without end"
        }
    }

    private var isWorkdays: Bool {
        parts.days == (1...5).map { RuleParts.Day(ordinal: 0, weekday: $0) }
    }

    private var weekdays: String {
        if isWorkdays { return "every day from Monday to Friday" }
        // A month has several Mondays; a week, or a day of the month, is at most one.
        let every = frequency == .monthly && parts.monthDays.isEmpty ? "every " : ""
        let days = parts.days.sorted {
            (Self.rank($0.ordinal), $0.weekday) < (Self.rank($1.ordinal), $1.weekday)
        }
        return Self.list(
            days.map { day in
                let name = Self.weekdayNames[day.weekday - 1]
                return day.ordinal == 0 ? every + name : "the \(Self.ordinal(day.ordinal)) \(name)"
            })
    }

    private var monthDays: String {
        Self.list(
            Self.forward(parts.monthDays).map { day in
                day > 0 ? "the \(Self.numeral(day))" : "the \(Self.ordinal(day)) day"
            })
    }

    private static let weekdayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// In the order in which they come: counted from the end, -1 is the last.
    private static func forward(_ numbers: [Int]) -> [Int] {
        numbers.sorted { rank($0) < rank($1) }
    }

    private static func rank(_ number: Int) -> Int { number < 0 ? 100 + number : number }

    private static func ordinal(_ number: Int) -> String {
        if number == -1 { return "last" }
        if number < 0 { return "\(ordinal(-number)) to last" }
        let names = ["first", "second", "third", "fourth", "fifth"]
        return number <= names.count ? names[number - 1] : numeral(number)
    }

    private static func numeral(_ number: Int) -> String {
        let isTeen = (11...13).contains(number)
        return "\(number)" + (isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th")
    }

    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func clock(_ stamp: LocalStamp) -> String {
        let text = stamp.description.replacing("T", with: " ")
        return String(stamp.second == 0 ? text.dropLast(3) : text[...])
    }
}
