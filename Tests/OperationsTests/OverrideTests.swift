import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `An override` {
    /// What stands in the way of a booking, and the start that it stands in the way of.
    enum Obstacle: String, CaseIterable, Sendable {
        case notice, tooFar, outsideHours, offGrid, block, timeOff, calendarBlock, limit, userLimit, buffer,
            duration,
            lookBusy

        var code: String {
            switch self {
            case .notice: "notice"
            case .tooFar: "too_far"
            case .outsideHours: "outside_hours"
            case .offGrid: "off_grid"
            case .limit, .userLimit: "day_limit"
            case .duration: "duration"
            case .block, .timeOff, .calendarBlock, .buffer, .lookBusy: "slot_taken"
            }
        }
    }

    /// Sets the obstacle up.
    /// - Returns: the start that it stands in the way of.
    private func set(_ obstacle: Obstacle, _ house: TestHouse) async throws -> (Practice, String) {
        let week = Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map {
                ($0, [MinuteRange(from: 480, to: 1080)].compactMap(\.self))
            })
        let practice = try await house.practice(hosts: 1, ranges: week) { form in
            switch obstacle {
            case .notice: form.minimumNotice = "20160"
            case .tooFar: form.windowDays = "3"
            case .limit: form.limitDay = "1"
            case .buffer: form.bufferAfter = "30"
            case .lookBusy: form.lookBusy = "90"
            default: break
            }
        }
        let (ada, nine) = (practice.hosts[0].id, "2026-12-08T09:00:00Z")
        switch obstacle {
        case .notice, .tooFar, .duration: return (practice, nine)
        case .outsideHours: return (practice, "2026-12-08T20:00:00Z")
        case .offGrid: return (practice, "2026-12-08T09:10:00Z")
        case .block, .timeOff:
            try await house.block(
                ada, "2026-12-08", "", kind: obstacle == .block ? "blocked" : "time_off", in: practice)
            return (practice, nine)
        case .calendarBlock:
            try await house.block(practice.calendar.id, "2026-12-08", "", in: practice)
            return (practice, nine)
        case .userLimit:
            try await house.verbs.setLimits(
                LimitsForm(day: "1", week: "", month: ""), of: ada, in: practice.account)
            fallthrough
        case .limit, .buffer:
            _ = try await house.book("2026-12-08T08:30:00Z", guest: "first")
            return (practice, nine)
        case .lookBusy:
            let shown = Set(try await house.slots("2026-12-08T07:00:00Z", hours: 12).map(\.start.rfc3339))
            let all = (8..<16).map { "2026-12-08T\($0 < 10 ? "0" : "")\($0):00:00Z" }
            return (practice, try #require(all.first { !shown.contains($0) }))
        }
    }

    @Test(arguments: Obstacle.allCases)
    func `lets a member past the rules of time, for a reason that stays`(obstacle: Obstacle) async throws {
        try await TestHouse.with { house in
            let (practice, start) = try await set(obstacle, house)
            func book(_ reason: String?) async throws -> AppointmentView {
                try await house.bookForContact(start, because: reason, in: practice) { request in
                    if obstacle == .duration { request.duration = 75 }
                }
            }
            #expect(try await code { try await book(nil) } == obstacle.code)
            let booked = try await book("An old friend")
            let minutes = obstacle == .duration ? 75 : 30
            #expect(booked.appointment.interval == Interval(start: try house.moment(start), minutes: minutes))
            let entry = try #require(try await house.history(booked).first)
            #expect(entry.event == "booked" && entry.actor == "Ada Test")
            #expect(entry.detail.hasPrefix("Past the rules of time: An old friend. "))
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
        }
    }

    @Test func `lets nobody into a second meeting, booked or kept`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "first")
            _ = try await house.book("2026-12-08T10:00:00Z", guest: "second") { $0.calendar = "second" }
            _ = try await house.hold("2026-12-08T11:00:00Z")
            for start in ["09:00", "09:10", "08:50", "10:10", "11:00"] {
                let answer = try await code {
                    try await house.bookForContact("2026-12-08T\(start):00Z", because: "Please", in: practice)
                }
                #expect(answer == "slot_taken", "\(start)")
            }
            _ = try await house.bookForContact("2026-12-08T09:30:00Z", because: "Please", in: practice)
        }
    }

    @Test func `makes no place in what is full, and needs every host who is required`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { form in
                (form.kind, form.seats) = ("class", "2")
                form.hosts.removeLast()
            }
            let nine = "2026-12-08T09:00:00Z"
            for guest in ["nora", "omar"] {
                _ = try await house.bookForContact(nine, guest: guest, because: "Please", in: practice)
            }
            #expect(
                try await code {
                    try await house.bookForContact(nine, guest: "pia", because: "Please", in: practice)
                } == "no_seats")
            try await house.addCalendar("both", hosts: practice.hosts, to: practice) { $0.kind = "collective" }
            func both(_ start: String) async throws -> AppointmentView {
                try await house.bookForContact(start, guest: "quinn", because: "Please", in: practice) {
                    $0.calendar = "both"
                }
            }
            #expect(try await code { try await both(nine) } == "slot_taken")
            #expect(try await both("2026-12-08T09:40:00Z").cohosts.count == 1)
        }
    }

    @Test func `needs a reason`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            for reason in ["", "  ", String(repeating: "x", count: 501)] {
                let error = await #expect(throws: OperationError.self) {
                    try await house.bookForContact("2026-12-08T09:00:00Z", because: reason, in: practice)
                }
                #expect(error?.fields.map(\.name) == ["override.reason"])
            }
            #expect(try await house.takenTimes() == 0)
        }
    }

    @Test func `moves an appointment past the rules, too, but into no other meeting`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.minimumNotice = "4320" }
            _ = try await house.book("2026-12-08T10:00:00Z", guest: "other")
            let booked = try await house.book("2026-12-08T09:00:00Z")
            try await house.block(practice.hosts[0].id, "2026-12-01", "", in: practice)
            func move(_ start: String, _ reason: String?) async throws -> AppointmentView {
                try await house.verbs.move(
                    booked, to: house.moment(start), zone: "Europe/Berlin", by: "Ada Test", isStaff: true,
                    override: reason.map(Override.init))
            }
            #expect(try await code { try await move("2026-12-01T09:07:00Z", nil) } == "notice")
            #expect(try await code { try await move("2026-12-01T09:07:00Z", " ") } == "missing")
            #expect(try await code { try await move("2026-12-08T09:50:00Z", "Please") } == "slot_taken")
            let moved = try await move("2026-12-01T09:07:00Z", "In pain")
            #expect(moved.appointment.interval.start.rfc3339 == "2026-12-01T09:07:00Z")
            let entry = try #require(try await house.history(moved).first { $0.event == "moved" })
            #expect(entry.detail.contains("Past the rules of time: In pain."))
        }
    }
}
