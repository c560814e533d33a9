import Operations
import Scheduling
import Store
import TimeZones

/// The booking page: a picker, then a form.
struct BookPage {
    struct HostMark {
        let initials: String
        let hostName: String
    }

    struct Closed {
        let headline: String
        let text: String
    }

    let accountName: String
    let calendarName: String
    let duration: String
    let location: String
    let changeRule: String
    let description: String?
    let hasHosts: Bool
    let hostsLabel: String
    let hosts: [HostMark]
    let timezone: String
    let detectsZone: Bool
    let picker: Picker?
    let form: BookingForm?
    let closed: Closed?

    init(_ open: OpenCalendar, _ query: PickerQuery, picker: Picker? = nil, form: BookingForm? = nil) {
        accountName = open.account.name
        calendarName = open.calendar.name
        duration = Dates.duration(minutes: open.calendar.rules.duration)
        location = "Zoom, by your own personal link"
        changeRule = "Move or cancel until it begins"
        description = open.calendar.description.isEmpty ? nil : open.calendar.description
        hosts = open.hosts.prefix(8).map { HostMark(initials: Initials.of($0.name), hostName: $0.name) }
        hasHosts = !hosts.isEmpty
        hostsLabel = hosts.count == 1 ? "You will meet \(open.hosts[0].name)" : "You will meet one of us"
        timezone = query.zone.identifier
        detectsZone = !query.hasZone
        self.picker = picker
        self.form = form
        closed =
            open.hosts.isEmpty
            ? Closed(
                headline: "Not open for booking at the moment",
                text: "\(open.account.name) is not taking bookings here right now. Please ask them directly.")
            : nil
    }
}
