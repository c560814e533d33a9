import Mustache
import TimeZones

/// A month with its free days, and the free times of one of them.
struct Picker {
    struct Day {
        let number: Int
        let isBlank: Bool
        /// Free times.
        let isOpen: Bool
        /// None, but one can wait for some.
        let isWaitable: Bool
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
        /// `3 places left`
        let seatsLabel: String?
        let isFree: Bool
    }

    /// Where there is something, when there is nothing here.
    struct NextFree {
        /// `Next free`; `First free` where it lies behind.
        let nextFreeWord: String
        let nextFreeHref: String
        let nextFreeLabel: String
    }

    /// A parameter that the form for the time zone keeps.
    struct Kept {
        let keptName: String
        let keptValue: String
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
    /// Nil while the day has free times, or when there are none at all.
    let nextFree: NextFree?
    /// Where one asks to be told of a place on the chosen day.
    let waitHref: String?
    let kept: [Kept]
    let zoneGroups: [ZoneGroup]
}

extension Picker.NextFree {
    init(_ word: String, _ start: Instant, _ links: PickerLinks) {
        let civil = links.zone.civil(at: start)
        nextFreeWord = word
        nextFreeHref = links.day(civil.date)
        nextFreeLabel = "\(PickerBuilder.dayTitle(civil.date)), \(civil.clock)"
    }
}

// There are many of these on a page: they answer by name themselves, which is faster than by reflection.

extension Picker.Day: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "isBlank": isBlank
        case "isOpen": isOpen
        case "isWaitable": isWaitable
        case "isClosed": isClosed
        case "isChosen": isChosen
        case "isToday": isToday
        case "href": href
        case "dayLabel": dayLabel
        default: nil
        }
    }
}

extension Picker.Time: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "timeLabel": timeLabel
        case "href": href
        case "seatsLabel": seatsLabel
        case "isFree": isFree
        default: nil
        }
    }
}
