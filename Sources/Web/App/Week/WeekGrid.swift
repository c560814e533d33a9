import Scheduling
import TimeZones

/// A place in a column of hours: classes that the style sheet turns into rows and lanes, since pages carry no styles of
/// their own.
struct GridPlace: Hashable {
    /// Quarters of an hour since midnight.
    let first: Int
    /// How many of them, at least one.
    let length: Int
    /// Beside others at the same time: 1 is the first.
    var lane = 1

    /// - Parameter date: the day whose column it is.
    /// - Returns: nil when it does not touch the day.
    init?(_ interval: Interval, on date: CivilDate, in zone: Zone) {
        let (start, end) = (zone.civil(at: interval.start), zone.civil(at: interval.end))
        guard start.date <= date, end.date >= date else { return nil }
        let from = start.date < date ? 0 : start.minuteOfDay
        let to = end.date > date ? 1440 : end.minuteOfDay
        guard to > from || interval.start == interval.end || start.date == end.date else { return nil }
        first = min(from / 15, 95)
        // Clocks that go back may end before they begin.
        length = max(1, (to + 14) / 15 - first)
    }

    var end: Int { first + length }

    var classes: String {
        "h\(first / 4) q\(first % 4) dh\(length / 4) dq\(length % 4) l\(lane)"
    }
}

extension CivilDateTime {
    fileprivate var minuteOfDay: Int { hour * 60 + minute }
}

extension GridPlace {
    /// As many as stand beside each other; more share the last.
    static let mostLanes = 6

    /// Puts what overlaps side by side.
    /// - Returns: the places in the given order, and how many lanes that takes.
    static func laned(_ places: [GridPlace]) -> (places: [GridPlace], lanes: Int) {
        var placed = places
        var ends: [Int] = []
        for index in places.indices.sorted(by: {
            (places[$0].first, -places[$0].length) < (places[$1].first, -places[$1].length)
        }) {
            let place = places[index]
            if let free = ends.firstIndex(where: { $0 <= place.first }) {
                ends[free] = place.end
                placed[index].lane = free + 1
            } else if ends.count < mostLanes {
                ends.append(place.end)
                placed[index].lane = ends.count
            } else {
                placed[index].lane = mostLanes
            }
        }
        return (placed, max(1, ends.count))
    }
}
