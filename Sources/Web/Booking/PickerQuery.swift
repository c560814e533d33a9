import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

/// What a visitor has chosen so far, as the address says it. What cannot be read counts as not chosen.
struct PickerQuery {
    let zone: Zone
    /// Whether the address names a zone, and so the browser need not be asked.
    let hasZone: Bool
    /// The first day of a month.
    let month: CivilDate?
    let date: CivilDate?
    let start: Instant?

    /// - Parameter fallback: the zone where the address names none.
    init(_ request: Request, zones: ZoneDatabase, fallback: String) throws {
        let asked = request.query("timezone").flatMap { try? zones.zone($0) }
        zone = try asked ?? zones.zone(fallback)
        hasZone = asked != nil
        date = request.query("date").flatMap { CivilDate($0) }
        month = (request.query("month").flatMap { CivilDate("\($0)-01") }) ?? date?.firstOfMonth
        start = request.query("start").flatMap { Instant(rfc3339: $0) }
    }

    init(zone: Zone, date: CivilDate) {
        self.zone = zone
        self.date = date
        hasZone = true
        month = date.firstOfMonth
        start = nil
    }
}

/// How long, with whom, and by which one-time link a calendar is booked. What the calendar does not offer counts as
/// not chosen.
struct BookingChoice {
    /// Minutes.
    let duration: Int
    /// Nil: whoever is free.
    let hostID: String?
    /// A one-time link's token.
    let link: String?
    private let isUsualDuration: Bool

    init(_ open: OpenCalendar, duration: String?, host: String?, link: String?) {
        let rules = open.calendar.rules
        let asked = duration.flatMap { Int($0) }.flatMap { rules.durations.contains($0) ? $0 : nil }
        self.duration = asked ?? rules.duration
        isUsualDuration = self.duration == rules.duration
        let canChoose = open.calendar.policy.letsChooseHost
        hostID = host.flatMap { id in canChoose && open.hosts.contains { $0.userID == id } ? id : nil }
        self.link = link.flatMap { $0.isEmpty ? nil : $0 }
    }

    init(_ open: OpenCalendar, _ request: Request) {
        self.init(
            open, duration: request.query("duration"), host: request.query("host"), link: request.query("link"))
    }

    init(_ open: OpenCalendar, _ fields: FormFields) {
        self.init(open, duration: fields["duration"], host: fields["host"], link: fields["link"])
    }

    /// Of an appointment that is being moved: as long as it is, and with its host where that is kept.
    init(moving view: AppointmentView) {
        duration = view.minutes
        isUsualDuration = true
        hostID = view.calendar.policy.onMove == .keep ? view.appointment.hostID : nil
        link = nil
    }

    /// What an address or a form has to say, so that the choice stays: nothing for what is usual.
    var parameters: [(name: String, value: String)] {
        [
            isUsualDuration ? nil : ("duration", String(duration)), hostID.map { ("host", $0) },
            link.map { ("link", $0) },
        ].compactMap(\.self)
    }

    /// The parameters of the same choice but for one.
    func parameters(with name: String, _ value: String?) -> [(name: String, value: String)] {
        parameters.filter { $0.name != name } + (value.map { [(name, $0)] } ?? [])
    }
}

extension AppointmentView {
    /// How long it takes.
    var minutes: Int { appointment.interval.start.minutes(until: appointment.interval.end) }
}
