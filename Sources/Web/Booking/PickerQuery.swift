import HTTPTypes
import Hummingbird
import Operations
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
