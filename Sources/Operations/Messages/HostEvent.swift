import Calendaring

/// What a host's own calendar says of an appointment. They open and start it from its page: a guest's own way is no
/// host's.
struct HostEvent {
    let summary: String
    let description: String
    let location: String
    let url: String
    let conferenceLabel = "Open the appointment"

    /// - Parameters:
    ///   - page: where members see the appointment.
    ///   - place: where it is held; nil for Zoom.
    init(calendar: String, guest: String, page: String, place: String?) {
        summary = "\(calendar): \(guest)"
        description = "Open: \(page)"
        location = place ?? page
        url = page
    }

    /// The identity of an appointment in every calendar, the same for life.
    static func uid(ofAppointment id: String) -> String { "\(id)@usher" }
}
