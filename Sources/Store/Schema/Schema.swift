import Database

/// The schema, step by step. A released step is never edited.
enum Schema {
    static let migrations: [Migration] = [
        accounts, calendars, meetings, durableWork, processes, kinds, lifeCycle, versions, lighterBookings,
        people, locations, contactBook, notices, photos, zoomDays, zoomEvents, guestWays, zoomCalls, markedNotices,
        feeds, hooks,
    ]
}
