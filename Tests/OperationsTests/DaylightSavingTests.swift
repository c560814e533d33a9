import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// Slots and bookings on the days when clocks change, through the verbs: what is shown can be booked.
struct DaylightSavingTests {
    @Test(arguments: [
        // Zone, the day, how many half-hour slots a day that is always open has.
        ("America/New_York", "2027-03-14", 46), ("America/New_York", "2026-11-01", 50),
        ("Australia/Lord_Howe", "2026-10-04", 47), ("Australia/Lord_Howe", "2027-04-04", 49),
        ("Asia/Kathmandu", "2027-03-14", 48),
    ])
    func `a day has as many slots as half hours, and each can be booked`(
        zone: String, day: String, count: Int
    ) async throws {
        let date = try #require(CivilDate(day))
        let tz = try ZoneDatabase().zone(zone)
        let begin = tz.start(CivilDateTime(date: date, minuteOfDay: 0))
        let end = tz.start(CivilDateTime(date: date.adding(days: 1), minuteOfDay: 0))
        try await TestHouse.with(at: begin.adding(minutes: -600)) { house in
            _ = try await house.practice(hosts: 1, zone: zone)
            let open = try await house.verbs.openCalendar(account: "harbor", calendar: "intro")
            let starts = try await house.verbs.slots(
                of: open, duration: 30, within: Interval(start: begin, end: end)
            ).map(\.start)
            #expect(starts.count == count)
            #expect(Set(starts).count == starts.count)
            for (number, start) in starts.enumerated() {
                let booked = try await house.book(start.rfc3339, guest: "g\(number)", zone: zone)
                #expect(booked.appointment.interval == Interval(start: start, minutes: 30))
            }
            let left = try await house.verbs.slots(
                of: open, duration: 30, within: Interval(start: begin, end: end))
            #expect(left.isEmpty)
        }
    }
}
