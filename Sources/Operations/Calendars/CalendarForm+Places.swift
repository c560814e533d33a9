import Foundation
import Scheduling
import Store

/// One of the places that visitors choose among, as it was typed.
package struct PlaceForm: Hashable, Sendable {
    package var label: String
    /// A raw value of `CalendarLocation.Kind`.
    package var kind: String
    package var detail: String

    package init(label: String = "", kind: String = "phone", detail: String = "") {
        (self.label, self.kind, self.detail) = (label, kind, detail)
    }

    init(_ place: OfferedLocation) {
        self.init(label: place.label, kind: place.location.kind.rawValue, detail: place.location.detail)
    }

    /// Whether nothing was typed: an empty row of a form counts as none.
    var isBlank: Bool { (label + detail).allSatisfy(\.isWhitespace) }
}

extension CalendarForm {
    /// Where the form says that meetings take place.
    func location(of kind: CalendarKind, _ validation: inout Validation) -> CalendarLocation {
        validation.location(locationKind, locationDetail, on: kind, named: "location_kind", "location_detail")
            ?? CalendarLocation()
    }

    /// The further places that visitors choose among.
    func moreLocations(
        of kind: CalendarKind, after first: CalendarLocation, _ validation: inout Validation
    ) -> [OfferedLocation] {
        let rows = moreLocations.filter { !$0.isBlank }
        guard !rows.isEmpty else { return [] }
        if rows.count > Self.mostPlaces {
            validation.fault("locations", "too_many", "There may be at most \(Self.mostPlaces + 1) places.")
            return []
        }
        if seats.trimmingCharacters(in: .whitespaces) != "1" {
            validation.fault(
                "locations", "seats",
                "Guests who share a meeting cannot each choose a place. Offer one place, or one seat.")
        }
        var labels: Set = [first.kind.choiceLabel.lowercased()]
        return rows.enumerated().compactMap { index, row in
            let field = "locations.\(index)"
            let label = validation.text(row.label, "\(field).label", "What guests read", longest: 60)
            if !label.isEmpty, !labels.insert(label.lowercased()).inserted {
                validation.fault(
                    "\(field).label", "repeated", "Guests could not tell two places of this name apart.")
            }
            return validation.location(
                row.kind, row.detail, on: kind, named: "\(field).kind", "\(field).detail"
            ).map { OfferedLocation(label: label, location: $0) }
        }
    }

    private static let mostPlaces = 7
}

extension Validation {
    /// Where a host holds their meetings of a calendar; nil for where the calendar says.
    mutating func hostLocation(_ host: HostForm, of kind: CalendarKind, _ field: String) -> CalendarLocation? {
        host.locationKind.isEmpty
            ? nil
            : location(
                host.locationKind, host.locationDetail, on: kind, named: "\(field).location_kind",
                "\(field).location_detail")
    }

    /// A place as it was typed.
    /// - Parameter calendar: the kind of calendar it is for; nil for a user's own default.
    mutating func location(
        _ kind: String, _ detail: String, on calendar: CalendarKind?, named kindField: String,
        _ detailField: String
    ) -> CalendarLocation? {
        guard let place: CalendarLocation.Kind = choice(kind, kindField, "The location") else { return nil }
        if place == .zoom {
            if calendar == .unassigned {
                fault(
                    kindField, "no_zoom",
                    "A calendar without hosts has no Zoom account. Give it a link or a place.")
            }
            return CalendarLocation()
        }
        let detail = text(
            detail, detailField, place.detailLabel, longest: 500, isRequired: place != .ask, lines: true)
        if place == .custom { link(detail, detailField) }
        return CalendarLocation(kind: place, detail: detail)
    }

    /// A text may be anything, but what looks like a link must be one that browsers open: pages show it as such.
    mutating func link(_ text: String, _ field: String) {
        let lower = text.lowercased()
        let isForeign = ["javascript:", "data:", "vbscript:", "file:"].contains { lower.hasPrefix($0) }
        guard lower.contains("://") || isForeign, !text.contains(where: \.isWhitespace) else { return }
        let url = URL(string: text)
        let host = url?.host() ?? ""
        guard !isForeign, ["http", "https"].contains(url?.scheme?.lowercased()), !host.isEmpty else {
            fault(field, "bad_link", "A link must begin with https:// or http:// and name a site.")
            return
        }
    }
}

extension CalendarLocation.Kind {
    /// What its detail is.
    fileprivate var detailLabel: String {
        switch self {
        case .zoom, .custom: "The link or text"
        case .address: "The address"
        case .phone: "The phone number"
        case .ask: "The question"
        }
    }
}
