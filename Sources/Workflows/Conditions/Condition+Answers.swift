import Foundation
import Scheduling
package import TimeZones

extension Condition {
    /// Whether it holds as things stand.
    /// - Parameter zone: whose clocks say what day it is.
    package func holds(_ facts: Facts, in zone: Zone, at now: Instant) -> Bool {
        test.answer(facts, in: zone, at: now) != isNegated
    }
}

extension Condition.Test {
    fileprivate func answer(_ facts: Facts, in zone: Zone, at now: Instant) -> Bool {
        let (appointment, contact) = (facts.appointment, facts.contact)
        return switch self {
        case .status(let statuses): statuses.contains(appointment.status)
        case .calendar(let ids): ids.contains(appointment.calendarID)
        case .host(let ids): !ids.isDisjoint(with: appointment.hostIDs)
        case .location(let kinds): kinds.contains(appointment.location)
        case .starts(let test): test.answer(appointment.interval.start, in: zone, at: now)
        case .ends(let test): test.answer(appointment.interval.end, in: zone, at: now)
        case .isRescheduled: appointment.isRescheduled
        case .isRecurring: appointment.isRecurring
        case .hasEmail: contact.hasEmail
        case .hasPhone: contact.hasPhone
        case .hasTag(let tag): contact.bears(tag)
        case .field(let key, let test): test.answer(contact.fields[key] ?? "")
        }
    }
}

extension Condition.DayTest {
    fileprivate func answer(_ instant: Instant, in zone: Zone, at now: Instant) -> Bool {
        let (day, today) = (zone.civil(at: instant).date, zone.civil(at: now).date)
        return switch self {
        case .today: day == today
        case .tomorrow: day == today.adding(days: 1)
        case .yesterday: day == today.adding(days: -1)
        case .on(let other): day == other
        case .before(let other): day < other
        case .after(let other): day > other
        }
    }
}

extension Condition.FieldTest {
    fileprivate func answer(_ value: String) -> Bool {
        let value = Self.folded(value)
        return switch self {
        case .empty: value.isEmpty
        case .equals(let other): value == Self.folded(other)
        case .contains(let part): value.contains(Self.folded(part))
        }
    }

    private static func folded(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}
