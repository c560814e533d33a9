import Operations
import Scheduling
import Store

/// A status as staff read it.
struct StatusWords {
    let label: String
    let tone: String

    init(_ status: Appointment.Status) {
        (label, tone) =
            switch status {
            case .new: ("Unconfirmed", "warn")
            case .confirmed: ("Confirmed", "ok")
            case .cancelled: ("Cancelled", "idle")
            case .showed: ("Showed", "ok")
            case .noshow: ("No-show", "bad")
            case .invalid: ("Invalid", "idle")
            }
    }
}

/// A room's state as staff read it.
struct RoomTag {
    let label: String
    let tone: String

    init(_ state: Room.State) {
        (label, tone) =
            switch state {
            case .pending: ("Room comes", "")
            case .ready: ("Room ready", "ok")
            case .failed: ("No room", "bad")
            case .closed: ("Room closed", "idle")
            }
    }
}

/// What a connection's state means to its user.
struct ConnectionWords {
    let label: String
    let tone: String
    let notices: [Notice]

    /// - Parameter waiting: how many rooms wait for the connection.
    init(_ connection: Connection?, waiting: Int) {
        let rooms = waiting == 1 ? "1 booking waits for its room" : "\(waiting) bookings wait for their rooms"
        let page = "/app/profile/integrations"
        switch connection?.state {
        case nil:
            (label, tone) = ("Zoom not connected", "idle")
            let text =
                waiting > 0 ? "Connect Zoom: \(rooms)." : "Connect Zoom, so that your bookings get their rooms."
            notices = [Notice("warn", text, action: page, "Connect Zoom")]
        case .broken:
            (label, tone) = ("Zoom broken", "bad")
            let text = "Zoom has ended your connection, and you are not offered to visitors."
            notices = [Notice("bad", waiting > 0 ? "\(text) \(rooms)." : text, action: page, "Reconnect Zoom")]
        case .active:
            (label, tone) = ("Zoom connected", "ok")
            notices = []
        }
    }
}
