import Operations
import Scheduling
import Store
import TimeZones

/// What somebody would wait for: a time, any of its day, any of its week.
struct WaitingWish {
    enum Scope: String, CaseIterable {
        case time, day, week
    }

    let day: CivilDate
    /// The time that is full; nil when it is about a day.
    let start: Instant?
    let zone: Zone

    var scopes: [Scope] { start == nil ? [.day, .week] : Scope.allCases }

    /// The first and the last start that would do.
    func stretch(_ scope: Scope, from now: Instant) -> (earliest: Instant, latest: Instant) {
        if scope == .time, let start { return (start, start) }
        let monday = day.adding(days: 1 - day.weekday.rawValue)
        let days = scope == .week ? (monday, monday.adding(days: 7)) : (day, day.adding(days: 1))
        let (begin, end) = (midnight(days.0), midnight(days.1))
        return (max(begin, min(now, end)), end.adding(minutes: -1))
    }

    private func midnight(_ day: CivilDate) -> Instant {
        zone.start(CivilDateTime(date: day, minuteOfDay: 0))
    }

    /// `At 10:00 on Tuesday 8 December`
    func words(_ scope: Scope) -> String {
        let title = PickerBuilder.dayTitle(day)
        let monday = day.adding(days: 1 - day.weekday.rawValue)
        return switch scope {
        case .time: "At \(start.map { zone.civil(at: $0).clock } ?? "") on \(title)"
        case .day: "Any time on \(title)"
        case .week: "Any time that week, \(Dates.shortDay(monday)) to \(Dates.shortDay(monday.adding(days: 6)))"
        }
    }
}

/// The form by which somebody gets onto a waiting list.
struct WaitingForm {
    struct ScopeOption {
        let scopeValue: String
        let scopeLabel: String
        let isPicked: Bool
    }

    let action: String
    let backHref: String
    let kept: [Picker.Kept]
    let zoneLine: String
    let scopes: [ScopeOption]
    let waiterName: String
    let waiterNameError: String?
    let email: String
    let emailError: String?

    init(
        _ open: OpenCalendar, _ choice: BookingChoice, _ wish: WaitingWish, path: String,
        scope: WaitingWish.Scope? = nil, name: String = "", email: String = "", error: OperationError? = nil
    ) {
        action = "\(path)/waiting"
        backHref = PickerLinks(path: path, zone: wish.zone, choice.parameters).day(wish.day)
        let time = wish.start.map { [("start", $0.rfc3339)] } ?? []
        let fields = [("date", wish.day.description), ("timezone", wish.zone.identifier)] + time
        kept = (fields + choice.parameters.map { ($0.name, $0.value) })
            .map { Picker.Kept(keptName: $0.0, keptValue: $0.1) }
        let moment = wish.start ?? wish.zone.start(CivilDateTime(date: wish.day, minuteOfDay: 720))
        zoneLine = Dates(zone: wish.zone).zoneName(at: moment)
        let chosen = scope ?? wish.scopes[0]
        scopes = wish.scopes.map {
            ScopeOption(scopeValue: $0.rawValue, scopeLabel: wish.words($0), isPicked: $0 == chosen)
        }
        waiterName = name
        waiterNameError = error?.message(of: "name")
        self.email = email
        emailError = error?.message(of: "email")
    }
}

/// The page with that form.
struct WaitingFormPage {
    let facts: CalendarFacts
    let form: WaitingForm

    init(_ open: OpenCalendar, _ form: WaitingForm) {
        facts = CalendarFacts(open, open.hosts)
        self.form = form
    }
}
