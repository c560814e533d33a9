/// What has become of an appointment, commercially. The raw value is what the API and the tables say.
package enum AppointmentStatus: String, CaseIterable, Sendable {
    case new, confirmed, cancelled, showed, noshow, invalid

    /// As people read it.
    package var label: String {
        switch self {
        case .new: "Unconfirmed"
        case .confirmed: "Confirmed"
        case .cancelled: "Cancelled"
        case .showed: "Showed"
        case .noshow: "No-show"
        case .invalid: "Invalid"
        }
    }

    /// Whether it is still to happen, as far as anybody has said.
    package var isActive: Bool {
        switch self {
        case .new, .confirmed: true
        case .cancelled, .showed, .noshow, .invalid: false
        }
    }

    /// Whether the place in the meeting is kept.
    package var holdsPlace: Bool {
        switch self {
        case .new, .confirmed, .showed, .noshow: true
        case .cancelled, .invalid: false
        }
    }

    /// Whether it can be said only once the meeting has begun.
    package var needsBegun: Bool {
        switch self {
        case .showed, .noshow: true
        case .new, .confirmed, .cancelled, .invalid: false
        }
    }

    /// Whether the change is lawful; from itself to itself is none. A change back from `cancelled` or `invalid`
    /// takes the slot again, if it can still be had.
    package func canBecome(_ other: AppointmentStatus) -> Bool {
        successors.contains(other)
    }

    private var successors: Set<AppointmentStatus> {
        switch self {
        case .new: [.confirmed, .cancelled, .invalid, .showed, .noshow]
        case .confirmed: [.new, .cancelled, .invalid, .showed, .noshow]
        case .showed: [.noshow, .confirmed, .invalid]
        case .noshow: [.showed, .confirmed, .invalid]
        case .cancelled: [.confirmed, .new]
        case .invalid: [.confirmed, .new, .showed, .noshow]
        }
    }
}
