import Operations
import Scheduling
import Store
import TimeZones

/// The booking page: a picker, then a form.
struct BookPage {
    /// One of several durations.
    struct DurationOption {
        let optionID: String
        let optionHref: String
        let optionLabel: String
        let isOn: Bool
    }

    /// A host to choose, or anyone.
    struct HostOption {
        let optionID: String
        let optionHref: String
        let optionLabel: String
        /// Nil for anyone.
        let optionInitials: String?
        var optionPhoto: String?
        let isOn: Bool
    }

    struct Closed {
        let headline: String
        let text: String
    }

    let accountName: String
    let facts: CalendarFacts
    let hasDurations: Bool
    let durations: [DurationOption]
    let hasHostChoice: Bool
    let hostOptions: [HostOption]
    let timezone: String
    let detectsZone: Bool
    let picker: Picker?
    let form: BookingForm?
    let preview: SeriesPage?
    let closed: Closed?

    init(
        _ open: OpenCalendar, _ choice: BookingChoice, _ query: PickerQuery, path: String, picker: Picker? = nil,
        form: BookingForm? = nil, preview: SeriesPage? = nil
    ) {
        let calendar = open.calendar
        let isChosen = form != nil || preview != nil
        accountName = open.account.name
        let hosts = choice.hostID.map { id in open.hosts.filter { $0.userID == id } } ?? open.hosts
        var facts = CalendarFacts(open, hosts, minutes: isChosen ? choice.duration : nil)
        facts.changeRule = CutOff.line(calendar.policy)
        facts.needsApproval = calendar.policy.needsApproval
        facts.isOneTime = choice.link != nil
        facts.canRepeat = calendar.policy.maxOccurrences > 1
        hasDurations = !isChosen && calendar.rules.durations.count > 1
        durations = hasDurations ? Self.durations(open, choice, query, path) : []
        hasHostChoice = !isChosen && calendar.policy.letsChooseHost && open.hosts.count > 1
        hostOptions = hasHostChoice ? Self.hosts(open, choice, query, path) : []
        facts.showsHosts = !hasHostChoice && facts.hasHosts
        self.facts = facts
        timezone = query.zone.identifier
        detectsZone = !query.hasZone
        self.picker = picker
        self.form = form
        self.preview = preview
        let isClosed = open.hosts.isEmpty && (calendar.kind != .unassigned || open.hours == nil)
        closed =
            isClosed
            ? Closed(
                headline: "Not open for booking at the moment",
                text: "\(open.account.name) is not taking bookings here right now. Please ask them directly.")
            : nil
    }

    private static func durations(
        _ open: OpenCalendar, _ choice: BookingChoice, _ query: PickerQuery, _ path: String
    ) -> [DurationOption] {
        open.calendar.rules.durations.map { minutes in
            let isUsual = minutes == open.calendar.rules.duration
            return DurationOption(
                optionID: "duration-\(minutes)",
                optionHref: href(
                    path, query, choice.parameters(with: "duration", isUsual ? nil : String(minutes))),
                optionLabel: minutes <= 90 ? "\(minutes) min" : Dates.duration(minutes: minutes),
                isOn: minutes == choice.duration)
        }
    }

    private static func hosts(
        _ open: OpenCalendar, _ choice: BookingChoice, _ query: PickerQuery, _ path: String
    ) -> [HostOption] {
        let anyone = HostOption(
            optionID: "host-anyone", optionHref: href(path, query, choice.parameters(with: "host", nil)),
            optionLabel: "Anyone", optionInitials: nil, isOn: choice.hostID == nil)
        return [anyone]
            + open.hosts.map { host in
                HostOption(
                    optionID: "host-\(host.userID)",
                    optionHref: href(path, query, choice.parameters(with: "host", host.userID)),
                    optionLabel: host.name, optionInitials: Initials.of(host.name),
                    optionPhoto: host.user.photoHref,
                    isOn: host.userID == choice.hostID)
            }
    }

    /// The picker with another choice, on the same day.
    private static func href(
        _ path: String, _ query: PickerQuery, _ parameters: [(name: String, value: String)]
    ) -> String {
        let links = PickerLinks(path: path, zone: query.zone, parameters)
        return query.date.map(links.day) ?? query.month.map(links.month)
            ?? "\(path)?\(PickerLinks.query([("timezone", query.zone.identifier)] + parameters))"
    }
}

extension CalendarFacts {
    /// - Parameter hosts: those of the calendar who may be met.
    init(_ open: OpenCalendar, _ hosts: [Host], minutes: Int? = nil) {
        // Who need not be there matters only where the others have to be.
        let optional = open.calendar.kind == .collective ? hosts.filter { !$0.isRequired } : []
        let sure = hosts.filter { host in !optional.contains { $0.userID == host.userID } }
        self.init(
            account: open.account, open.calendar, hostNames: sure.map(\.name),
            optionalNames: optional.map(\.name), minutes: minutes, places: open.possibleLocations)
        self.hosts = sure.prefix(8).map {
            HostMark(initials: Initials.of($0.name), hostName: $0.name, hostPhoto: $0.user.photoHref)
        }
    }
}
