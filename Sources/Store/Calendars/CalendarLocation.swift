import Database

/// Where meetings take place.
package struct CalendarLocation: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// A room of its own on the host's Zoom account.
        case zoom
        /// A link or a text that is always the same.
        case custom
        case phone, address
        /// Whatever the person who books answers.
        case ask
    }

    package var kind: Kind
    /// The link, text, number or address, or the question; empty for Zoom.
    package var detail: String

    package init(kind: Kind = .zoom, detail: String = "") {
        (self.kind, self.detail) = (kind, detail)
    }

    /// Of a row that always has one.
    init(_ row: SQLRow) throws {
        self.init(
            kind: Kind(rawValue: try row.text("location_kind")) ?? .zoom, detail: try row.text("location_detail"))
    }

    /// Of a row that may have none.
    static func optional(_ row: SQLRow) throws -> CalendarLocation? {
        guard let kind = try row.optionalText("location_kind").flatMap(Kind.init(rawValue:)) else { return nil }
        return CalendarLocation(kind: kind, detail: try row.text("location_detail"))
    }
}

/// A place among several that a visitor chooses from.
package struct OfferedLocation: Hashable, Sendable {
    /// What visitors read, and what tells it from the others of its calendar.
    package var label: String
    package var location: CalendarLocation

    package init(label: String, location: CalendarLocation) {
        (self.label, self.location) = (label, location)
    }

    private struct Stored: Codable {
        let label: String
        let kind: CalendarLocation.Kind
        let detail: String
    }

    static func list(_ json: String) throws -> [OfferedLocation] {
        if json == "[]" { return [] }
        let stored: [Stored] = try StoredJSON.value(json)
        return stored.map {
            OfferedLocation(label: $0.label, location: CalendarLocation(kind: $0.kind, detail: $0.detail))
        }
    }

    static func json(_ places: [OfferedLocation]) throws -> String {
        try StoredJSON.text(
            places.map { Stored(label: $0.label, kind: $0.location.kind, detail: $0.location.detail) })
    }
}
