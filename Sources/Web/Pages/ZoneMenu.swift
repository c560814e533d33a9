import Mustache
import Operations
import TimeZones

/// The time zones to choose from, grouped by part of the world.
struct ZoneMenu: Sendable {
    private let zones: ZoneDatabase
    private let names: [String]

    /// - Throws: when the system has no tz database.
    init(zones: ZoneDatabase) throws {
        self.zones = zones
        names = try zones.names()
    }

    /// - Parameter selected: offered too when it is not in the list, as a browser may know a zone by an older name.
    func groups(selected: String, at now: Instant) -> [ZoneGroup] {
        let all = names.contains(selected) ? names : (names + [selected]).sorted()
        let options = all.compactMap { name -> ZoneOption? in
            guard let zone = try? zones.zone(name) else { return nil }
            return ZoneOption(zone, isSelected: name == selected, at: now)
        }
        return Dictionary(grouping: options, by: \.group).map { ZoneGroup(groupLabel: $0.key, zones: $0.value) }
            .sorted { $0.groupLabel < $1.groupLabel }
    }
}

struct ZoneGroup: MustacheParent {
    let groupLabel: String
    let zones: [ZoneOption]

    func child(named name: String) -> Any? {
        switch name {
        case "groupLabel": groupLabel
        case "zones": zones
        default: nil
        }
    }
}

struct ZoneOption: MustacheParent {
    let value: String
    let zoneLabel: String
    let isSelected: Bool
    let group: String

    init(_ zone: Zone, isSelected: Bool, at now: Instant) {
        value = zone.identifier
        self.isSelected = isSelected
        let parts = zone.identifier.split(separator: "/", maxSplits: 1)
        group = parts.count > 1 ? String(parts[0]) : "Other"
        let place = (parts.last.map(String.init) ?? value).replacing("_", with: " ").replacing("/", with: ", ")
        let offset = Dates(zone: zone).offset(at: now)
        zoneLabel = place == offset ? place : "\(place) (\(offset))"
    }

    func child(named name: String) -> Any? {
        switch name {
        case "value": value
        case "zoneLabel": zoneLabel
        case "isSelected": isSelected
        default: nil
        }
    }
}
