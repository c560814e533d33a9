/// Why a start cannot be booked. The raw value is the code that the API answers.
package enum Refusal: String, Sendable, CaseIterable {
    case past
    case notice
    case tooFar = "too_far"
    case offGrid = "off_grid"
    case outsideHours = "outside_hours"
    case slotTaken = "slot_taken"
    case connection

    /// What happened and what to do, for the person who books.
    package var message: String {
        switch self {
        case .past: "This time has passed. Choose a later one."
        case .notice: "This time is too soon to be booked. Choose a later one."
        case .tooFar: "This time is further ahead than can be booked yet. Choose an earlier one."
        case .offGrid: "Appointments do not begin at this minute. Choose one of the offered times."
        case .outsideHours: "Nobody is available at this time. Choose one of the offered times."
        case .slotTaken: "This time has just been taken. Choose another one."
        case .connection: "Nobody can host a meeting at this time just now. Choose another time."
        }
    }
}
