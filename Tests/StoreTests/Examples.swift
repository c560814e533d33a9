import Database
import Foundation
import Scheduling
import Store
import TestDatabases
import Testing
import TimeZones

/// The moment all examples start from: 2026-12-01T08:00:00Z.
let now = Instant(seconds: 1_796_112_000)

/// A store on each engine in turn, with two accounts: north (Ann, Bob) and south (Eve), each with one calendar.
func withStore(_ body: (UsherStore) async throws -> Void) async throws {
    try await TestDatabases.each { database in
        _ = try await UsherStore.migrate(database)
        let store = UsherStore(database: database)
        try await store.write { try $0.insertExamples() }
        try await body(store)
    }
}

/// A calendar of an account; its id is `cal_` and the slug unless it is given.
func exampleCalendar(
    _ slug: String, id: String? = nil, of account: String = "north", before: Int = 0, after: Int = 0
) -> BookingCalendar {
    BookingCalendar(
        id: id ?? "cal_\(slug)", accountID: account, slug: slug, name: slug.capitalized, description: "",
        rules: BookingRules(
            durations: [30], interval: 15, bufferBefore: before, bufferAfter: after, minimumNotice: 60,
            window: .rolling(days: 14)),
        isOpen: true)
}

/// A schedule that is never open: a user's, or else one of an account's own.
func exampleSchedule(
    _ id: String, user: String? = nil, account: String? = nil, isDefault: Bool = false
) -> NamedSchedule {
    NamedSchedule(
        id: id, accountID: account, userID: user, name: id.capitalized,
        schedule: Schedule(zone: "Europe/Berlin", rules: #"{"anchor":"2026-11-30","overrides":{},"weeks":[{}]}"#),
        isDefault: isDefault)
}

/// From so many minutes after `now`, so many minutes long.
func stretch(_ start: Int, _ minutes: Int) -> Interval {
    Interval(start: now.adding(minutes: start), minutes: minutes)
}

extension Transaction {
    func insertExamples() throws {
        try insert(Agency(id: "agency", name: "Agency"), at: now)
        for (account, people) in [("north", ["ann", "bob"]), ("south", ["eve"])] {
            try insert(
                Account(id: account, slug: account, name: account.capitalized, zone: "Europe/Berlin"),
                agency: "agency", at: now)
            for person in people {
                let user = User(
                    id: person, name: person.capitalized, email: "\(person)@example.com", zone: "Europe/Berlin")
                try insert(user, passwordHash: "hash of \(person)", at: now)
                try join(person, account: account, as: .user, at: now)
                try save(exampleSchedule("hours of \(person)", user: person, isDefault: true), at: now)
            }
        }
        try insert(exampleCalendar("intro"), at: now)
        try insert(exampleCalendar("help", of: "south"), at: now)
        try setHosts([HostSetting(userID: "ann"), HostSetting(userID: "bob")], of: "cal_intro")
        try setHosts([HostSetting(userID: "eve")], of: "cal_help")
    }

    /// A meeting and its room; the host's time is taken.
    func meet(_ id: String, _ host: String, _ interval: Interval) throws {
        let (account, calendar) = host == "eve" ? ("south", "cal_help") : ("north", "cal_intro")
        let rules =
            try self.calendar(id: calendar)?.rules
            ?? BookingRules(durations: [30], interval: 30, window: .rolling(days: 1))
        try insert(
            Meeting(
                id: id, accountID: account, calendarID: calendar, hostID: host, hostReason: "because", title: id,
                interval: interval),
            owners: [MeetingOwner(id: host, rules: rules)], taken: 1, at: now)
        try insertRoom(of: id, host: host, at: now)
    }

    /// An appointment of that id with a meeting and a contact of its own.
    @discardableResult
    func book(
        _ id: String, _ host: String, _ interval: Interval, status: Appointment.Status = .confirmed
    ) throws -> Appointment {
        try meet("meeting \(id)", host, interval)
        let (account, calendar) = host == "eve" ? ("south", "cal_help") : ("north", "cal_intro")
        let contact = try contact(
            "contact \(id)", account: account, name: id, email: "\(id)@example.com", zone: "UTC", at: now)
        let appointment = Appointment(
            id: id, accountID: account, calendarID: calendar, meetingID: "meeting \(id)", contactID: contact,
            hostID: host, status: status, interval: interval,
            guest: Guest(id: "guest \(id)", name: id, email: "\(id)@example.com", zone: "Asia/Kathmandu"),
            notes: "", sequence: 0, createdAt: now)
        try insert(appointment)
        return appointment
    }
}

extension Transaction {
    /// The id of the account's contact of that address.
    func contact(
        _ newID: String, account: String, name: String, email: String, zone: String, at now: Instant
    ) throws -> String {
        try askContact(newID, account: account, name: name, email: email, zone: zone, at: now).first?.id ?? "none"
    }
}

/// The same numbers at every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Reading {
    /// What counts of each owner's time, by when it begins.
    func busyTimes(
        of owners: [String], within window: Interval, at now: Instant, excluding meetingID: String? = nil
    ) throws -> [String: [BusyTime]] {
        let times = try takenTimes(of: owners, within: window, excluding: meetingID)
        return Dictionary(uniqueKeysWithValues: zip(owners, times)).mapValues { taken in
            taken.busy(at: now).sorted { $0.interval.start < $1.interval.start }
        }
    }
}
