import Operations
import TimeZones

/// The time and the zone of a form, as far as they can be read.
struct FormTime {
    let zone: Zone
    let start: Result<Instant, OperationError>

    /// - Parameter fallback: the zone to show times in when the form's own cannot be read.
    init(_ fields: FormFields, zones: ZoneDatabase, fallback: String) {
        do throws(OperationError) {
            let zone = try zones.zone(orField: fields["timezone"])
            self.zone = zone
            start = Result { () throws(OperationError) in try Instant.bookingStart(fields["start"], in: zone) }
        } catch {
            zone = (try? zones.zone(fallback)) ?? zones.utc
            start = .failure(error)
        }
    }
}
