/// How dear Zoom reckons a request.
enum RateLabel: String, Sendable {
    case light = "Light"
    case medium = "Medium"
    case heavy = "Heavy"

    init(method: String, path: String) {
        // Every other part of a path is an id.
        let shape = path.split(separator: "/").dropFirst().enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "*" }
            .joined(separator: "/")
        switch "\(method) \(shape)" {
        case "POST users/*/meetings", "GET users/*/meetings", "GET users/*/upcoming_meetings",
            "GET users/*/settings", "GET meetings/*/registrants", "PUT meetings/*/registrants/*",
            "GET past_meetings/*/participants", "PATCH live_meetings/*/events":
            self = .medium
        case "POST meetings/*/batch_registrants": self = .heavy
        default: self = shape.hasPrefix("report/") ? .heavy : .light
        }
    }
}
