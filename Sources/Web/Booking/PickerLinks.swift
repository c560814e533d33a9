import Foundation
import Operations
import TimeZones

/// The addresses that a picker leads to.
struct PickerLinks {
    let path: String
    let zone: Zone
    /// What each of them says besides.
    private let rest: String

    init(path: String, zone: Zone, _ parameters: [(name: String, value: String)] = []) {
        self.path = path
        self.zone = zone
        rest = Self.query([("timezone", zone.identifier)] + parameters)
    }

    func month(_ month: CivilDate) -> String {
        "\(path)?month=\(Self.text(month))&\(rest)"
    }

    func day(_ date: CivilDate) -> String {
        "\(path)?month=\(Self.text(date))&date=\(date)&\(rest)"
    }

    func start(_ start: Instant) -> String {
        "\(day(zone.civil(at: start).date))&start=\(start.rfc3339)"
    }

    /// Where one asks to be told when a place is free.
    func waiting(_ date: CivilDate, start: Instant? = nil) -> String {
        "\(path)/waiting?date=\(date)\(start.map { "&start=\($0.rfc3339)" } ?? "")&\(rest)"
    }

    static func text(_ month: CivilDate) -> String { String(month.description.prefix(7)) }

    /// Names and values as an address holds them.
    static func query(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { "\($0.name)=\($0.value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }
            .joined(separator: "&")
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
