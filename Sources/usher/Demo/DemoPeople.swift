import Operations
import Scheduling
import TimeZones
import ZoomSandbox

/// The people of the demo. They and their addresses are invented.
struct DemoPerson: Sendable {
    let name: String
    let email: String
    let zone: String
    let isAdmin: Bool
    /// Whether their Zoom account is connected from the start; the newcomer connects the other.
    let isConnected: Bool
    /// Their working day on their own clocks, minutes after midnight: the same moments for all three, as their zones
    /// change their clocks together.
    let opens: Int
    let closes: Int
    let zoom: SandboxPerson

    var weekdays: [Weekday: [MinuteRange]] {
        let day = [MinuteRange(from: opens, to: closes)].compactMap(\.self)
        return Dictionary(uniqueKeysWithValues: Weekday.allCases.prefix(5).map { ($0, day) })
    }
}

enum DemoPeople {
    static let password = "usher-demo"
    /// The zone of the account they work for.
    static let zone = "Europe/Berlin"

    static let all = [
        person("ada", "Ada", "Vance", zone, opens: 9, isAdmin: true, isConnected: true),
        person("milo", "Milo", "Okafor", "Europe/Lisbon", opens: 8, isAdmin: false, isConnected: true),
        person("rhea", "Rhea", "Kaplan", "Europe/Athens", opens: 10, isAdmin: false, isConnected: false),
    ]

    static var zoomPeople: [SandboxPerson] { all.map(\.zoom) }

    private static func person(
        _ id: String, _ first: String, _ last: String, _ zone: String, opens: Int, isAdmin: Bool, isConnected: Bool
    ) -> DemoPerson {
        let email = "\(id)@harbor.example"
        return DemoPerson(
            name: "\(first) \(last)", email: email, zone: zone, isAdmin: isAdmin, isConnected: isConnected,
            opens: opens * 60, closes: (opens + 8) * 60,
            zoom: SandboxPerson(
                id: "zoom-user-\(id)", accountID: "zoom-account-harbor", email: email, password: password,
                firstName: first, lastName: last, timezone: zone, type: 2))
    }
}
