import Operations
import Scheduling
import Store

/// What stands above every page of one calendar.
struct CalendarHead {
    let calendarName: String
    let calendarLine: String
    let openLabel: String
    let openTone: String
    let calendarTabs: Tabs

    init(_ open: OpenCalendar, _ session: Session, on section: CalendarSection) {
        let calendar = open.calendar
        calendarName = calendar.name
        let kind = KindWords(calendar.kind).line(calendar, open.hosts)
        calendarLine = "\(CalendarFacts.durations(calendar.rules.durations)), \(kind)"
        (openLabel, openTone) = calendar.isOpen ? ("Open", "ok") : ("Closed", "idle")
        calendarTabs = .calendar(calendar.id, isAdmin: session.isAdmin, current: section)
    }
}
