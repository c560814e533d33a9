import Scheduling
import Store
import TimeZones

extension CalendarForm {
    /// Who is on the calendar, and how it goes about each.
    func hostSettings(
        of kind: CalendarKind, _ account: Account, with reading: any Reading, _ validation: inout Validation
    ) throws -> [HostSetting] {
        if let (code, message) = hostProblem(of: kind) { validation.fault("hosts", code, message) }
        if hosts.isEmpty || hosts.count > Self.mostHosts { return [] }
        let members = Set(try reading.members(of: account.id).map(\.user.id))
        var settings: [HostSetting] = []
        for (index, host) in hosts.enumerated() {
            let field = "hosts.\(index)"
            guard members.contains(host.userID) else {
                validation.fault("hosts", "unknown_host", "One of these is no member of this account.")
                continue
            }
            if settings.contains(where: { $0.userID == host.userID }) {
                validation.fault("hosts", "repeated", "The same host is there twice.")
                continue
            }
            let priority = RoundRobin.Priority(word: host.priority)
            if priority == nil {
                validation.fault(
                    "\(field).priority", "unknown_choice", "The priority must be one of: low, medium, high.")
            }
            if !host.scheduleID.isEmpty, try reading.schedule(id: host.scheduleID)?.userID != host.userID {
                validation.fault("\(field).schedule", "unknown_schedule", "This is not a schedule of theirs.")
            }
            let location = validation.hostLocation(host, of: kind, field)
            settings.append(
                HostSetting(
                    userID: host.userID, priority: priority ?? .medium,
                    weight: validation.number(host.weight, "\(field).weight", "The weight", within: 1...100),
                    scheduleID: host.scheduleID.isEmpty ? nil : host.scheduleID,
                    isRequired: kind != .collective || index == 0 || host.isRequired, location: location))
        }
        return settings
    }

    private static let mostHosts = 1000

    /// What is wrong with the number of hosts.
    private func hostProblem(of kind: CalendarKind) -> (code: String, message: String)? {
        switch (kind, hosts.count) {
        case (.unassigned, 0): nil
        case (.unassigned, _): ("too_many", "An unassigned calendar has no hosts. Take everybody off it.")
        case (.collective, 0...1):
            hosts.isEmpty
                ? ("missing", "Choose at least two hosts: the first of them owns the meeting.")
                : ("too_few", "A collective calendar needs at least two hosts.")
        case (_, 0): ("missing", "Choose at least one host.")
        case (.personal, 2...): ("too_many", "A personal calendar has one host.")
        case (.class, 2...): ("too_many", "A class has one host.")
        case (.collective, 101...): ("too_many", "A collective calendar may have at most 100 hosts.")
        case (_, (Self.mostHosts + 1)...): ("too_many", "A calendar may have at most \(Self.mostHosts) hosts.")
        default: nil
        }
    }
}
