import Operations
import Scheduling
import TimeZones

/// A date as a leaf of a calendar and in words: the same everywhere.
struct Leaf {
    let leafMonth: String
    let leafDay: String
    let leafWeekday: String
    let dayLine: String
    let timeLine: String
    let zoneLine: String

    init(_ interval: Interval, _ dates: Dates) {
        let date = dates.zone.civil(at: interval.start).date
        leafMonth = String(Dates.month(date).prefix(3))
        leafDay = String(date.day)
        leafWeekday = String(Dates.weekday(date).prefix(3))
        dayLine = Dates.day(date)
        timeLine = dates.clocks(interval)
        zoneLine = dates.zoneName(at: interval.start)
    }
}
