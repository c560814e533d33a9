import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `Limits on bookings` {
    /// What begins within one week, and within one month, on Berlin clocks: Tuesday, 8 December, and around.
    @Test(arguments: [
        ("day", ["2026-12-08T09:00:00Z", "2026-12-08T15:00:00Z"], "2026-12-08T22:30:00Z", "2026-12-08T23:00:00Z"),
        (
            "week", ["2026-12-07T09:00:00Z", "2026-12-13T09:00:00Z"], "2026-12-13T22:30:00Z",
            "2026-12-13T23:00:00Z"
        ),
        (
            "month", ["2026-12-01T09:00:00Z", "2026-12-20T09:00:00Z"], "2026-12-31T22:30:00Z",
            "2026-12-31T23:00:00Z"
        ),
    ])
    func `of a calendar are by its own days, weeks and months`(
        unit: String, booked: [String], last: String, next: String
    ) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 2) { form in
                if unit == "day" { form.limitDay = "2" }
                if unit == "week" { form.limitWeek = "2" }
                if unit == "month" { form.limitMonth = "2" }
            }
            var views: [AppointmentView] = []
            for start in booked { views.append(try await house.book(start)) }
            let error = await #expect(throws: OperationError.self) { try await house.book(last) }
            #expect(error?.code == "\(unit)_limit")
            #expect(error?.kind == .conflict)
            #expect(try await house.slots(last).map(\.start.rfc3339) == [next])
            #expect(error?.nearest.count == 5)
            _ = try await house.book(next)
            // A move within counts itself once, and what is given back does not count any more.
            views[1] = try await house.move(views[1], to: last)
            _ = try await house.cancel(views[0])
            _ = try await house.book(booked[0])
            #expect(try await code { try await house.book(booked[1]) } == "\(unit)_limit")
        }
    }

    @Test func `of a calendar count meetings, not guests, and kept places like booked ones`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                (form.kind, form.seats, form.limitDay) = ("class", "3", "1")
            }
            let held = try await house.hold("2026-12-08T09:00:00Z")
            #expect(try await code { try await house.book("2026-12-08T12:00:00Z") } == "day_limit")
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "nora")
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "omar")
            try await house.verbs.releaseHold(held.id, visitor: "visitor")
            #expect(try await code { try await house.book("2026-12-08T12:00:00Z") } == "day_limit")
            #expect(try await house.slots("2026-12-08T00:00:00Z", hours: 23).map(\.seatsLeft) == [1])
        }
    }

    @Test func `of a user are across all their calendars, by their own clocks`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, zone: "Asia/Tokyo")
            let ada = practice.hosts[0].id
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            try await house.verbs.setLimits(
                LimitsForm(day: "2", week: "3", month: "4"), of: ada, in: practice.account)
            // Tuesday in Tokyo is from 15:00 UTC on Monday.
            _ = try await house.book("2026-12-07T15:00:00Z")
            _ = try await house.hold("2026-12-08T14:30:00Z", calendar: "second")
            for calendar in ["intro", "second"] {
                let answer = try await code {
                    try await house.book("2026-12-08T09:00:00Z") { $0.calendar = calendar }
                }
                #expect(answer == "day_limit")
            }
            _ = try await house.book("2026-12-08T15:00:00Z") { $0.calendar = "second" }
            #expect(try await code { try await house.book("2026-12-10T09:00:00Z") } == "week_limit")
            _ = try await house.book("2026-12-14T09:00:00Z")
            #expect(try await code { try await house.book("2026-12-24T09:00:00Z") } == "month_limit")
            #expect(try await house.slots("2026-12-24T00:00:00Z", hours: 24).isEmpty)
            #expect(
                try await house.slots("2026-12-31T14:00:00Z", hours: 2).map(\.start.rfc3339) == [
                    "2026-12-31T15:00:00Z", "2026-12-31T15:30:00Z",
                ])
            // The kept place runs out.
            house.clock.advance(minutes: 10)
            _ = try await house.book("2026-12-08T09:00:00Z")
        }
    }

    @Test func `of one host leave the slot to another`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let (ada, milo) = (practice.hosts[0].id, practice.hosts[1].id)
            try await house.verbs.setLimits(
                LimitsForm(day: "1", week: "", month: ""), of: ada, in: practice.account)
            var hosts: [String?] = []
            for hour in 10..<13 {
                house.clock.advance(seconds: 1)
                hosts.append(try await house.book("2026-12-08T\(hour):00:00Z", guest: "g\(hour)").host?.id)
            }
            #expect(hosts == [ada, milo, milo])
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment("2026-12-08T15:00:00Z")
            )
            #expect(why.explanation.refusal == nil)
            #expect(why.explanation.hosts.map(\.codes) == [[.dayLimit], []])
        }
    }

    @Test func `of a calendar with hours of its own are by the clocks of those`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            var form = ScheduleForm(name: "Sydney", zone: "Australia/Sydney")
            form.weeks = [
                Dictionary(
                    uniqueKeysWithValues: Weekday.allCases.map {
                        ($0, [HoursForm.Range(from: "00:00", to: "24:00")])
                    })
            ]
            let hours = try await house.verbs.saveSchedule(form, id: nil, owner: .account, in: practice.account)
            try await house.change(practice) { form in
                form.scheduleID = hours.id
                form.limitDay = "1"
            }
            // Midnight in Sydney is 13:00 UTC.
            _ = try await house.book("2026-12-08T12:30:00Z")
            _ = try await house.book("2026-12-08T13:00:00Z")
            #expect(try await code { try await house.book("2026-12-08T13:30:00Z") } == "day_limit")
            #expect(try await code { try await house.book("2026-12-08T12:00:00Z") } == "day_limit")
        }
    }
}
