package import Scheduling
package import TimeZones

extension LocalWords {
    /// Those values of the catalogue that are dates and times.
    /// - Returns: nil for a name that is about something else.
    package func value(_ name: ValueName, of appointment: Interval, at now: Instant) -> String? {
        switch name.group {
        case .appointment: value(name.key, of: appointment)
        case .rightNow: value(name.key, at: now)
        case .contact, .host, .user, .calendar, .account, .owner: nil
        }
    }

    private func value(_ key: String, of appointment: Interval) -> String? {
        switch key {
        case "start_time": moment(appointment.start)
        case "only_start_date": day(appointment.start)
        case "only_start_time": time(appointment.start)
        case "end_time": moment(appointment.end)
        case "only_end_date": day(appointment.end)
        case "only_end_time": time(appointment.end)
        case "day_of_week": weekday(appointment.start)
        case "month": month(appointment.start)
        case "timezone": zoneName(at: appointment.start)
        default: nil
        }
    }

    private func value(_ key: String, at now: Instant) -> String? {
        let civil = zone.civil(at: now)
        let (day, month) = (Self.twoDigits(civil.date.day), Self.twoDigits(civil.date.month))
        return switch key {
        case "second": Self.twoDigits(civil.second)
        case "minute": Self.twoDigits(civil.minute)
        case "hour": "\(civil.hour)"
        case "hour_ampm": "\((civil.hour + 11) % 12 + 1)"
        case "ampm": civil.hour < 12 ? "AM" : "PM"
        case "time": time(now)
        case "date": self.day(now)
        case "day_of_week": weekday(now)
        case "month_name": self.month(now)
        case "day": "\(civil.date.day)"
        case "month": "\(civil.date.month)"
        case "month_english": LocalWords(.english, zone: zone).month(now)
        case "year": "\(civil.date.year)"
        case "middle_endian_date": "\(month)/\(day)/\(civil.date.year)"
        case "little_endian_date": "\(day)/\(month)/\(civil.date.year)"
        default: nil
        }
    }
}
