/// Why a start cannot be booked. The raw value is the code that the API answers.
package enum Refusal: String, Error, Sendable, CaseIterable {
    case past
    case notice
    case tooFar = "too_far"
    case offGrid = "off_grid"
    case outsideHours = "outside_hours"
    case duration
    case booked
    case held
    case blocked
    case timeOff = "time_off"
    case external
    case buffer
    case noSeats = "no_seats"
    case slotMax = "slot_max"
    case dayLimit = "day_limit"
    case weekLimit = "week_limit"
    case monthLimit = "month_limit"
    case lookBusy = "look_busy"
    case collective
    case resource
    case connection
    case zoomBudget = "zoom_budget"
    /// What visitors are told of everything that takes a host's time.
    case slotTaken = "slot_taken"

    /// The code that visitors are told: what takes a host's time is nobody else's business.
    package var answer: Refusal {
        switch self {
        case .booked, .held, .blocked, .timeOff, .external, .buffer, .slotMax, .lookBusy, .collective, .resource,
            .slotTaken:
            .slotTaken
        case .past, .notice, .tooFar, .offGrid, .outsideHours, .duration, .noSeats, .dayLimit, .weekLimit,
            .monthLimit, .connection, .zoomBudget:
            self
        }
    }
}
