import Operations

/// A time ahead of a start, typed as a number and a unit: `2 hours`.
struct LeadTime {
    enum Unit: String, CaseIterable {
        case minutes, hours, days

        var minutes: Int {
            switch self {
            case .minutes: 1
            case .hours: 60
            case .days: 1440
            }
        }

        /// The largest unit that divides a number of minutes.
        static func best(for minutes: Int) -> Unit {
            guard minutes > 0 else { return .hours }
            return allCases.last { minutes.isMultiple(of: $0.minutes) } ?? .minutes
        }
    }

    var value: String
    var unit: Unit

    init(_ fields: FormFields, _ name: String) {
        value = fields[name]
        unit = Unit(rawValue: fields["\(name)_unit"]) ?? .minutes
    }

    /// - Parameter minutes: a number as text, or empty for none.
    init(minutes: String) {
        unit = .best(for: Int(minutes) ?? 0)
        value = Int(minutes).map { [unit] in String($0 / unit.minutes) } ?? minutes
    }

    /// In minutes; what is no number, or too large for one, stays as typed and is refused later.
    var minutes: String {
        let typed = value.filter { !$0.isWhitespace }
        guard let number = Int(typed) else { return value }
        let (minutes, isTooLarge) = number.multipliedReportingOverflow(by: unit.minutes)
        return isTooLarge ? value + " \(unit.rawValue)" : String(minutes)
    }

    /// What is wrong with it, in the unit it was typed in: what is stored, and refused, are minutes.
    /// - Parameter longest: in minutes.
    func words(of fault: OperationError.Field?, longest: Int) -> String? {
        guard let fault, fault.code == "out_of_range" else { return fault?.message }
        return "This must be a whole number of \(unit.rawValue) from 0 to \(longest / unit.minutes)."
    }
}

/// A lead time as its template shows it.
struct LeadInput {
    struct Choice {
        let unitValue: String
        let isUnitChosen: Bool
    }

    let leadID: String
    let leadLabel: String
    let leadValue: String
    let leadError: String?
    let leadHint: String?
    let isLeadOptional: Bool
    let isLeadNoted: Bool
    let leadUnits: [Choice]

    /// - Parameter longest: in minutes.
    init(
        _ name: String, _ label: String, _ time: LeadTime, longest: Int, fault: OperationError.Field?,
        hint: String? = nil
    ) {
        let error = time.words(of: fault, longest: longest)
        leadID = name
        leadLabel = label
        leadValue = time.value
        leadError = error
        leadHint = hint
        isLeadOptional = hint != nil
        isLeadNoted = error != nil || hint != nil
        leadUnits = LeadTime.Unit.allCases.map {
            Choice(unitValue: $0.rawValue, isUnitChosen: $0 == time.unit)
        }
    }
}
