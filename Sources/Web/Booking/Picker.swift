import Operations
import Scheduling
import TimeZones

/// A month with its free days, and the free times of one of them.
struct Picker {
    struct Day {
        let number: Int
        let isBlank: Bool
        let isOpen: Bool
        let isClosed: Bool
        let isChosen: Bool
        let isToday: Bool
        let href: String
        let dayLabel: String
    }

    struct Week {
        let days: [Day]
    }

    struct TimeGroup {
        let groupLabel: String
        let times: [Time]
    }

    struct Time {
        let timeLabel: String
        let href: String
    }

    let path: String
    let month: String
    let date: String
    let monthTitle: String
    let hasPrevious: Bool
    let previousHref: String
    let hasNext: Bool
    let nextHref: String
    let weeks: [Week]
    let isDayChosen: Bool
    let dayTitle: String
    let hasTimes: Bool
    let timeGroups: [TimeGroup]
    let isMonthEmpty: Bool
    let hasNextFree: Bool
    let nextFreeHref: String
    let nextFreeLabel: String
    let zoneGroups: [ZoneGroup]
}

/// The addresses that a picker leads to.
struct PickerLinks {
    let path: String
    let zone: Zone

    func month(_ month: CivilDate) -> String {
        "\(path)?month=\(Self.text(month))&timezone=\(zone.identifier)"
    }

    func day(_ date: CivilDate) -> String {
        "\(path)?month=\(Self.text(date))&date=\(date)&timezone=\(zone.identifier)"
    }

    func start(_ start: Instant) -> String {
        "\(day(zone.civil(at: start).date))&start=\(start.rfc3339)"
    }

    static func text(_ month: CivilDate) -> String { String(month.description.prefix(7)) }
}
