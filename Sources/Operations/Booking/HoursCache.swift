import Scheduling
import Store
import Synchronization
import TimeZones

/// Schedules as values, kept by their text: reading them is most of the work of finding slots.
final class HoursCache: Sendable {
    private let known = Mutex<[Schedule: OpeningHours]>([:])

    func hours(_ schedule: Schedule, zones: ZoneDatabase) throws -> OpeningHours {
        let zone = try zones.zone(schedule.zone)
        // The zone is compared by identity, so that an update of the tz database is not missed.
        if let hours = known.withLock({ $0[schedule] }), hours.zone === zone { return hours }
        let hours = try schedule.hours(in: zone)
        known.withLock { known in
            if known.count > 10_000 { known.removeAll() }
            known[schedule] = hours
        }
        return hours
    }
}
