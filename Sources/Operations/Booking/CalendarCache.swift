import Store
import Synchronization

/// Calendars as they are set up, kept until a setting changes: a booking needs its own every time.
final class CalendarCache: Sendable {
    /// The two parts of a booking link.
    struct Names: Hashable {
        let account: String
        let calendar: String
    }

    private struct Known {
        var version: Version?
        var calendars: [Names: OpenCalendar] = [:]
    }

    private let known = Mutex(Known())

    /// The calendar as it is in that state of the settings; nil when it is not known.
    func calendar(_ names: Names, at version: Version) -> OpenCalendar? {
        known.withLock { $0.version == version ? $0.calendars[names] : nil }
    }

    /// Keeps a calendar that was read after the version was.
    func keep(_ open: OpenCalendar, as names: Names, at version: Version) {
        known.withLock { known in
            if known.version != version || known.calendars.count >= Self.most {
                known = Known(version: version)
            }
            known.calendars[names] = open
        }
    }

    private static let most = 10_000
}
