import FoundationEssentials
import Operations
import Scheduling
import Store
import TimeZones

/// The form of a schedule: its weeks, the days that differ, its zone.
struct SchedulePage {
    struct Link {
        let href: String
        let linkLabel: String
        let isCurrent: Bool
        let isDefaultOne: Bool
    }

    struct Week {
        let weekNumber: Int
        let weekTitle: String
        let isOneOfMany: Bool
        let weekdays: [Day]
    }

    struct Day {
        let code: String
        let dayName: String
        let hasDayError: Bool
        let dayError: String
        let ranges: [Range]
    }

    struct Range {
        let number: Int
        let from: String
        let to: String
        let isBlank: Bool
    }

    struct Exception {
        let exceptionNumber: String
        let isSpare: Bool
        let first: String
        let firstError: String?
        let last: String
        let lastError: String?
        /// Its stretches, in the shape of a day of the week.
        let day: Day
    }

    let headline: String
    let backHref: String
    let backLabel: String
    let memberTabs: Tabs?
    let hasLinks: Bool
    let links: [Link]
    let newHref: String
    let action: String
    let nameInput: Input
    let zoneGroups: [ZoneGroup]
    let timezoneError: String?
    let weekCount: Int
    let nextWeek: Int
    let weeks: [Week]
    let canAddWeek: Bool
    let isPattern: Bool
    let anchorInput: Input
    let exceptionsError: String?
    let exceptions: [Exception]
    let blankException: Exception
    let isDefault: Bool
    let canMakeDefault: Bool
    let canDelete: Bool
    let hasMore: Bool

    init(_ form: ScheduleForm, _ edited: EditedSchedule, zoneGroups: [ZoneGroup], error: OperationError?) {
        headline = Self.headline(form, edited)
        memberTabs = edited.member.map { .member($0.user.id, current: .hours) }
        (backHref, backLabel) = edited.member == nil ? ("/app/schedules", "Shared hours") : ("/app/team", "Team")
        links = edited.member == nil ? [] : Self.links(edited)
        hasLinks = edited.member != nil
        newHref = "\(edited.listPath)/new"
        action = edited.path
        nameInput = .line("name", "Name", form.name, error: error?.message(of: "name"))
        self.zoneGroups = zoneGroups
        timezoneError = error?.message(of: "zone")
        weekCount = form.weeks.count
        nextWeek = form.weeks.count + 1
        isPattern = form.weeks.count > 1
        canAddWeek = form.weeks.count < 8
        weeks = form.weeks.indices.map { Week(form, $0, error: error) }
        anchorInput = Input.line(
            "anchor", "A day of week 1", form.anchor, type: "date", error: error?.message(of: "anchor")
        ).hint("The weeks repeat from there, forwards and back.")
        exceptionsError = error?.message(of: "overrides")
        exceptions = (form.overrides + [OverrideForm(first: "")]).enumerated().map { index, override in
            Exception(
                override, number: String(index + 1), index: index, isSpare: index == form.overrides.count,
                error: error)
        }
        blankException = Exception(OverrideForm(first: ""), number: "NEW", index: -1, isSpare: false, error: nil)
        isDefault = edited.schedule?.isDefault ?? edited.others.isEmpty
        canDelete = edited.schedule.map { !$0.isDefault } ?? false
        canMakeDefault = canDelete && edited.member != nil
        hasMore = canDelete
    }

    private static func headline(_ form: ScheduleForm, _ edited: EditedSchedule) -> String {
        guard let member = edited.member else { return edited.schedule?.name ?? "New shared hours" }
        return member.user.id == edited.session.member.user.id ? "Your hours" : "Hours of \(member.user.name)"
    }

    private static func links(_ edited: EditedSchedule) -> [Link] {
        edited.others.map { schedule in
            Link(
                href: schedule.isDefault ? edited.listPath : "\(edited.listPath)/\(schedule.id)",
                linkLabel: schedule.name, isCurrent: schedule.id == edited.schedule?.id,
                isDefaultOne: schedule.isDefault)
        }
    }

    /// `mon`, of the first week; `w2mon`, of the second.
    static func code(_ day: Weekday, week: Int) -> String {
        let code = HoursSummary.short(day).lowercased()
        return week == 0 ? code : "w\(week + 1)\(code)"
    }
}

extension SchedulePage.Week {
    init(_ form: ScheduleForm, _ index: Int, error: OperationError?) {
        weekNumber = index + 1
        isOneOfMany = form.weeks.count > 1
        weekTitle = isOneOfMany ? "Week \(index + 1)" : "Weekly hours"
        weekdays = Weekday.allCases.map { day in
            let field = HoursForm.field(day)
            return SchedulePage.Day(
                code: SchedulePage.code(day, week: index), name: field.capitalized, form.weeks[index][day] ?? [],
                problem: SchedulePage.Day.problem(error?.fault(of: "weeks.\(index).\(field)")))
        }
    }
}

extension SchedulePage.Day {
    /// What is wrong with its hours, as one who fills in time fields can mend it: they know no 24:00.
    static func problem(_ fault: OperationError.Field?) -> String? {
        switch fault?.code {
        case "bad_time": "Give both times, such as 09:00 and 17:00. Midnight at the end of a day is 00:00."
        case "reversed":
            "A range must end after it begins. Past midnight use two: until 00:00, and from 00:00 the next day."
        default: fault?.message
        }
    }

    init(code: String, name: String, _ typed: [HoursForm.Range], problem: String?) {
        self.code = code
        dayName = name
        hasDayError = problem != nil
        dayError = problem ?? ""
        let used = typed.filter { !$0.from.isEmpty || !$0.to.isEmpty }
        // One more than are used: an empty day needs one, and few have twelve.
        ranges = (0..<min(used.count + 1, 12)).map { index in
            let range = index < used.count ? used[index] : .init(from: "", to: "")
            // A browser's time field knows no 24:00; an end at 00:00 means midnight.
            return SchedulePage.Range(
                number: index + 1, from: range.from, to: range.to == "24:00" ? "00:00" : range.to,
                isBlank: range.from.isEmpty && range.to.isEmpty)
        }
    }
}

extension SchedulePage.Exception {
    init(_ form: OverrideForm, number: String, index: Int, isSpare: Bool, error: OperationError?) {
        func fault(_ field: String) -> OperationError.Field? { error?.fault(of: "overrides.\(index).\(field)") }
        exceptionNumber = number
        self.isSpare = isSpare
        first = form.first
        firstError = fault("first")?.message
        last = form.last
        lastError = fault("last")?.message
        day = SchedulePage.Day(
            code: "override\(number)", name: "Change \(number)", form.ranges,
            problem: SchedulePage.Day.problem(fault("ranges")))
    }
}
