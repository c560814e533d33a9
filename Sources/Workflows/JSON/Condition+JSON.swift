import Scheduling
import TimeZones

extension Condition: Codable {
    /// A condition is one of these, and perhaps `not`.
    private enum Field: String, CodingKey, CaseIterable {
        case not, status, calendar, host, location
        case starts = "start"
        case ends = "end"
        case isRescheduled = "rescheduled"
        case isRecurring = "recurring"
        case hasEmail = "has_email"
        case hasPhone = "has_phone"
        case hasTag = "tag"
        case field
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let kinds = fields.present.filter { $0 != .not }
        guard kinds.count == 1, let kind = kinds.first else {
            let known = Field.allCases.dropFirst().map(\.rawValue).joined(separator: ", ")
            throw fields.problem(
                kinds.isEmpty ? "no_kind" : "several_kinds", "A condition is one of these: \(known).")
        }
        let isNegated: Bool = try fields.value(.not, or: false)
        if let test = Self.plain[kind] {
            // `"recurring": false` is one more way to say that it is not.
            let isTrue: Bool = try fields.value(kind)
            self.init(test, not: isNegated == isTrue)
        } else {
            self.init(try Self.test(kind, fields), not: isNegated)
        }
    }

    /// Those that are true or false.
    private static let plain: [Field: Test] = [
        .isRescheduled: .isRescheduled, .isRecurring: .isRecurring, .hasEmail: .hasEmail, .hasPhone: .hasPhone,
    ]

    private static func test(_ kind: Field, _ fields: Fields<Field>) throws -> Test {
        switch kind {
        case .status: return .status(try fields.choices(kind))
        case .calendar: return .calendar(try fields.value(kind))
        case .host: return .host(try fields.value(kind))
        case .location: return .location(try fields.choices(kind))
        case .starts: return .starts(try fields.value(kind))
        case .ends: return .ends(try fields.value(kind))
        case .hasTag: return .hasTag(try fields.value(kind))
        case .field:
            let field: FieldCondition = try fields.value(kind)
            return .field(field.key, field.test)
        case .not, .isRescheduled, .isRecurring, .hasEmail, .hasPhone:
            throw fields.problem(kind, "bad_kind", "This has to be true or false.")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(isNegated, .not, unless: false)
        switch test {
        case .status(let statuses): try written.put(statuses.map(\.rawValue).sorted(), .status)
        case .calendar(let ids): try written.put(ids.sorted(), .calendar)
        case .host(let ids): try written.put(ids.sorted(), .host)
        case .location(let kinds): try written.put(kinds.map(\.rawValue).sorted(), .location)
        case .starts(let test): try written.put(test, .starts)
        case .ends(let test): try written.put(test, .ends)
        case .isRescheduled: try written.put(true, .isRescheduled)
        case .isRecurring: try written.put(true, .isRecurring)
        case .hasEmail: try written.put(true, .hasEmail)
        case .hasPhone: try written.put(true, .hasPhone)
        case .hasTag(let tag): try written.put(tag, .hasTag)
        case .field(let key, let test): try written.put(FieldCondition(key: key, test: test), .field)
        }
    }
}

extension Condition.DayTest: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case `is`, date
    }

    private enum Kind: String, CaseIterable {
        case today, tomorrow, yesterday, on, before, after
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let kind: Kind = try fields.choice(.is)
        let text: String? = try fields.optional(.date)
        let date = text.flatMap { CivilDate($0) }
        if text != nil, date == nil {
            throw fields.problem(.date, "bad_date", "This has to be a date such as 2026-12-01.")
        }
        switch (kind, date) {
        case (.today, nil): self = .today
        case (.tomorrow, nil): self = .tomorrow
        case (.yesterday, nil): self = .yesterday
        case (.on, let date?): self = .on(date)
        case (.before, let date?): self = .before(date)
        case (.after, let date?): self = .after(date)
        case (_, nil): throw fields.problem(.date, "missing", "Say which day, such as 2026-12-01.")
        case (_, _?): throw fields.problem(.date, "unknown_field", "No date belongs here. Leave it out.")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        let (kind, date): (Kind, CivilDate?) =
            switch self {
            case .today: (.today, nil)
            case .tomorrow: (.tomorrow, nil)
            case .yesterday: (.yesterday, nil)
            case .on(let date): (.on, date)
            case .before(let date): (.before, date)
            case .after(let date): (.after, date)
            }
        try written.put(choice: kind, .is)
        try written.put(optional: date?.description, .date)
    }
}

/// A condition on a field of the contact, as JSON has it.
private struct FieldCondition: Codable {
    let key: String
    let test: Condition.FieldTest

    private enum Field: String, CodingKey, CaseIterable {
        case key, `is`, value
    }

    private enum Kind: String, CaseIterable {
        case empty, equals, contains
    }

    init(key: String, test: Condition.FieldTest) {
        (self.key, self.test) = (key, test)
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        key = try fields.value(.key)
        let kind: Kind = try fields.choice(.is)
        test =
            switch kind {
            case .empty: .empty
            case .equals: .equals(try fields.value(.value))
            case .contains: .contains(try fields.value(.value))
            }
    }

    func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(key, .key)
        switch test {
        case .empty: try written.put(choice: Kind.empty, .is)
        case .equals(let value):
            try written.put(choice: Kind.equals, .is)
            try written.put(value, .value)
        case .contains(let value):
            try written.put(choice: Kind.contains, .is)
            try written.put(value, .value)
        }
    }
}
