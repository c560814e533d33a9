import Operations
import Scheduling
import TimeZones

/// The second step of a picker: the chosen time to be confirmed, or others in its place when it is gone.
struct ChosenTime {
    let start: String
    let leaf: Leaf
    let changeHref: String

    init(_ start: Instant, minutes: Int, _ links: PickerLinks) {
        leaf = Leaf(Interval(start: start, minutes: minutes), Dates(zone: links.zone))
        self.start = start.rfc3339
        changeHref = links.day(links.zone.civil(at: start).date)
    }
}

struct SlotTaken {
    struct Near {
        let start: String
        let nearestLabel: String
        let isSelected: Bool
    }

    /// What is the matter with the time: `Someone just took 10:00 on Tuesday`.
    let takenHeadline: String
    let zoneLine: String
    let hasNearest: Bool
    let otherTimesHref: String
    let nearest: [Near]

    /// - Parameter problem: why the time cannot be had, when nobody has just taken it.
    init(_ start: Instant, nearest: [Interval], _ links: PickerLinks, problem: String? = nil) {
        let dates = Dates(zone: links.zone)
        let civil = links.zone.civil(at: start)
        takenHeadline = problem ?? "Someone just took \(civil.clock) on \(Dates.weekday(civil.date))"
        zoneLine = dates.zoneName(at: start)
        otherTimesHref = links.day(civil.date)
        hasNearest = !nearest.isEmpty
        self.nearest = nearest.enumerated().map { index, near in
            let civil = links.zone.civil(at: near.start)
            return Near(
                start: near.start.rfc3339, nearestLabel: "\(Dates.shortDay(civil.date)), \(civil.clock)",
                isSelected: index == 0)
        }
    }
}

struct BookingForm {
    let action: String
    let timezone: String
    let submission: String
    let chosen: ChosenTime?
    let slotTaken: SlotTaken?
    let guestName: String
    let guestNameError: String?
    let email: String
    let emailError: String?
    let notes: String
    let notesError: String?
}

extension OperationError {
    /// What is wrong with one field of a form.
    func message(of field: String) -> String? {
        fields.first { $0.name == field }?.message
    }
}
