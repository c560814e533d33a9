import Scheduling
package import Store

extension OpenCalendar {
    /// The places that a visitor chooses from; empty where there is nothing to choose.
    package var offeredLocations: [OfferedLocation] {
        if calendar.moreLocations.isEmpty { return [] }
        let first = OfferedLocation(label: calendar.location.kind.choiceLabel, location: calendar.location)
        return [first] + calendar.moreLocations
    }

    /// Where a host holds a meeting for which nobody has chosen a place. Where visitors choose, hosts go along.
    package func location(of host: Host?) -> CalendarLocation {
        calendar.moreLocations.isEmpty ? host?.location ?? calendar.location : calendar.location
    }

    /// Everywhere a meeting may come to be held, each once.
    package var possibleLocations: [CalendarLocation] {
        let offered = offeredLocations.map(\.location)
        if !offered.isEmpty { return offered }
        let holders = calendar.kind == .collective ? Array(hosts.prefix(1)) : hosts
        if holders.isEmpty { return [calendar.location] }
        var places: [CalendarLocation] = []
        for place in holders.map(location) where !places.contains(place) { places.append(place) }
        return places
    }

    /// Whether a meeting that this host takes may need their Zoom account.
    func needsZoom(of host: Host) -> Bool {
        calendar.needsZoom(of: calendar.kind == .collective ? hosts.first ?? host : host)
    }

    /// The place that was chosen by its label; nil when none was.
    func location(labelled label: String) -> CalendarLocation? {
        offeredLocations.first { $0.label == label }?.location
    }
}

extension BookingCalendar {
    /// Whether a meeting that this host holds may need their Zoom account.
    package func needsZoom(of host: Host) -> Bool {
        let places =
            moreLocations.isEmpty ? [host.location ?? location] : [location] + moreLocations.map(\.location)
        return places.contains { $0.kind == .zoom }
    }
}

extension CalendarLocation.Kind {
    /// What visitors read where it is the first of several places to choose from.
    package var choiceLabel: String {
        switch self {
        case .zoom: "Zoom"
        case .custom: "Online"
        case .phone: "By phone"
        case .address: "In person"
        case .ask: "Somewhere else"
        }
    }
}
