import Operations
import Scheduling
import TimeZones

/// A day and a time of day as typed, on the clocks of one zone.
struct DayTime {
    let date: String
    let time: String
    let zone: Zone

    /// What is asked of the verbs: a wall-clock reading.
    var reading: String { "\(date)T\(time)" }

    /// The moment; nil while the two are not both given, or when clocks never or twice show it.
    var instant: Instant? { try? Instant.bookingStart(reading, in: zone) }

    /// Why there is no moment; nil while nothing was typed.
    var fault: String? {
        if date.isEmpty || time.isEmpty { return nil }
        do throws(OperationError) {
            _ = try Instant.bookingStart(reading, in: zone)
            return nil
        } catch {
            guard error.code == "bad_time" else { return error.message }
            return "Give a date and a time, such as 09:00."
        }
    }

    /// The whole day; nil for a date that is none.
    var day: Interval? {
        guard let date = CivilDate(date), (1970...2199).contains(date.year) else { return nil }
        return Interval(
            start: zone.start(CivilDateTime(date: date, minuteOfDay: 0)),
            end: zone.end(CivilDateTime(date: date, minuteOfDay: 1440)))
    }
}
