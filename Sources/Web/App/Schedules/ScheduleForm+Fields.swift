import Operations
import Scheduling
import TimeZones

extension ScheduleForm {
    /// - Parameters:
    ///   - name: for a form without a name of its own.
    init(_ fields: FormFields, name: String) {
        let count = min(max(Int(fields["weeks"]) ?? 1, 1), 8)
        self.init(
            name: fields.first("name") ?? name, zone: fields["timezone"],
            weeks: (0..<count).map { Self.week($0, fields) }, anchor: fields["anchor"],
            overrides: fields.numbers(of: "override").compactMap { Self.override($0, fields) })
    }

    /// Nil for a row that was left empty.
    private static func override(_ number: Int, _ fields: FormFields) -> OverrideForm? {
        let override = OverrideForm(
            first: fields["override_\(number)_first"], last: fields["override_\(number)_last"],
            ranges: ranges("override\(number)", fields).filter { !$0.from.isEmpty || !$0.to.isEmpty })
        return override.first.isEmpty && override.last.isEmpty && override.ranges.isEmpty ? nil : override
    }

    private static func week(_ index: Int, _ fields: FormFields) -> [Weekday: [HoursForm.Range]] {
        Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map { ($0, ranges(SchedulePage.code($0, week: index), fields)) }
        )
    }

    private static func ranges(_ code: String, _ fields: FormFields) -> [HoursForm.Range] {
        fields.numbers(of: code).map { number in
            HoursForm.Range(from: fields["\(code)_\(number)_from"], to: fields["\(code)_\(number)_to"])
        }
    }

    /// Carries out what a button of the form asks for; nothing is saved by it.
    /// - Returns: false when it asks to be saved.
    mutating func edit(_ word: String, today: CivilDate) -> Bool {
        if word == "add-week" {
            if weeks.count < 8 { weeks.append(weeks.last ?? [:]) }
        } else if let number = Int(word.trimmingPrefix("remove-week-")), weeks.indices.contains(number - 1) {
            if weeks.count > 1 { weeks.remove(at: number - 1) }
        } else {
            return false
        }
        if anchor.isEmpty { anchor = today.adding(days: 1 - today.weekday.rawValue).description }
        return true
    }
}
