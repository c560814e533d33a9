import Scheduling
import TimeZones

extension Delay: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case months, days, hours, minutes, window
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        self.init(
            Span(
                months: try fields.value(.months, or: 0), days: try fields.value(.days, or: 0),
                hours: try fields.value(.hours, or: 0), minutes: try fields.value(.minutes, or: 0)),
            window: try fields.optional(.window))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(span.months, .months, unless: 0)
        try written.put(span.days, .days, unless: 0)
        try written.put(span.hours, .hours, unless: 0)
        try written.put(span.minutes, .minutes, unless: 0)
        try written.put(optional: window, .window)
    }
}

extension EventWait: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case side = "when"
        case months, days, hours, minutes
        case ifPast = "if_past"
        case step
    }

    private enum Past: String, CaseIterable {
        case next, skip
        case goTo = "go_to"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let step: String? = try fields.optional(.step)
        let past: Past = try fields.choice(.ifPast, or: .skip)
        let ifPast: IfPast
        switch (past, step) {
        case (.next, nil): ifPast = .next
        case (.skip, nil): ifPast = .skip
        case (.goTo, let step?): ifPast = .goTo(step)
        case (.goTo, nil): throw fields.problem(.step, "missing", "Say which step to go to.")
        case (.next, _?), (.skip, _?):
            throw fields.problem(.step, "unknown_field", "A step belongs to “go_to” only. Leave it out.")
        }
        self.init(
            try fields.choice(.side),
            Span(
                months: try fields.value(.months, or: 0), days: try fields.value(.days, or: 0),
                hours: try fields.value(.hours, or: 0), minutes: try fields.value(.minutes, or: 0)),
            ifPast: ifPast)
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(choice: side, .side)
        try written.put(span.months, .months, unless: 0)
        try written.put(span.days, .days, unless: 0)
        try written.put(span.hours, .hours, unless: 0)
        try written.put(span.minutes, .minutes, unless: 0)
        switch ifPast {
        case .next: try written.put(choice: Past.next, .ifPast)
        case .skip: try written.put(choice: Past.skip, .ifPast)
        case .goTo(let step):
            try written.put(choice: Past.goTo, .ifPast)
            try written.put(step, .step)
        }
    }
}

extension TimeWindow: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case days, from, to
    }

    /// Days are ISO 8601's numbers, 1 for Monday; hours are minutes after midnight.
    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let numbers: [Int] = try fields.value(.days, or: [])
        let days = numbers.compactMap(Weekday.init(rawValue:))
        guard days.count == numbers.count else {
            throw fields.problem(.days, "out_of_range", "Days are numbers from 1, Monday, to 7, Sunday.")
        }
        guard let hours = MinuteRange(from: try fields.value(.from), to: try fields.value(.to)) else {
            throw fields.problem(
                .from, "out_of_range",
                "A window is in minutes after midnight: from 0 to 1440, the end after the start.")
        }
        self.init(days: Set(days), hours: hours)
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(days.map(\.rawValue).sorted(), .days, unless: [])
        try written.put(hours.from, .from)
        try written.put(hours.to, .to)
    }
}

extension QuietHours: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case from, to
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        guard let hours = QuietHours(from: try fields.value(.from), to: try fields.value(.to)) else {
            throw fields.problem(
                .from, "out_of_range",
                "Quiet hours are in minutes after midnight, 0 to 1439, and do not last a whole day.")
        }
        self = hours
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(from, .from)
        try written.put(to, .to)
    }
}
