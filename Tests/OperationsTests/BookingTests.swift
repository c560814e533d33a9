import Foundation
import Messaging
import Operations
import Scheduling
import Store
import Synchronization
import TestSupport
import Testing
import TimeZones

struct BookingTests {
    @Test func `a booking gets its room on the host's own Zoom account and its mails`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let booked = try await house.book("2026-12-08T09:00:00Z")
            #expect(booked.appointment.status == .confirmed)
            #expect(booked.room?.state == .pending)
            await house.work()
            let view = try await house.current(booked)
            #expect(view.room?.state == .ready)
            let meeting = try #require(try await house.zoom.meetings().first)
            #expect(meeting.hostEmail == view.host?.email)
            #expect(meeting.startTime == "2026-12-08T09:00:00Z")
            #expect(view.room?.zoomID == String(meeting.id))
            let mail = try #require(house.mail.to("nora@example.com").first)
            #expect(mail.text.contains(house.verbs.joinURL(view.appointment)))
            #expect(mail.calendar?.method == "REQUEST")
            #expect(house.mail.to(try #require(view.host).email).count == 1)
            #expect(try await house.verbs.store.read { try $0.workCount(dueBy: house.clock.now) } == 0)
        }
    }

    @Test(arguments: [1, 3])
    func `of two hundred who want one start exactly as many get it as hosts are free`(hosts: Int) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: hosts)
            let outcomes = Outcomes()
            await withTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            let booked = try await house.book("2026-12-08T09:00:00Z", guest: "racer\(number)")
                            outcomes.add(booked.host?.id ?? "nobody")
                        } catch let error as OperationError {
                            outcomes.add(error)
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            }
            #expect(outcomes.hosts.count == hosts)
            #expect(Set(outcomes.hosts).count == hosts)
            #expect(outcomes.errors.count == 200 - hosts)
            #expect(outcomes.errors.allSatisfy { $0.code == "slot_taken" && $0.nearest.count == 5 })
        }
    }

    @Test func `the host who was booked least recently is next`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 3)
            var hosts: [String?] = []
            for hour in 9..<15 {
                house.clock.advance(seconds: 1)
                hosts.append(try await house.book("2026-12-08T\(hour < 10 ? "0" : "")\(hour):00:00Z").host?.id)
            }
            #expect(Set(hosts.prefix(3)).count == 3)
            #expect(Array(hosts.prefix(3)) == Array(hosts.suffix(3)))
        }
    }

    @Test(arguments: [
        ("2026-11-30T05:30:00Z", "past"), ("2026-11-30T06:30:00Z", "notice"), ("2027-03-01T09:00:00Z", "too_far"),
        ("2026-12-08T09:07:00Z", "off_grid"),
    ])
    func `a start that cannot be had is refused at its field`(start: String, code: String) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice { $0.minimumNotice = "60" }
            await house.work()
            let error = await #expect(throws: OperationError.self) { try await house.book(start) }
            #expect(error?.code == code)
            #expect(error?.fields.first?.name == "start")
            #expect(try await house.verbs.store.read { try $0.workCount(dueBy: house.clock.now) } == 0)
        }
    }

    @Test func `bad input is refused field by field and stores nothing`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            var request = try house.request("2026-12-08T09:00:00Z")
            request.name = String(repeating: "n", count: 10_000)
            request.email = "nora@@example"
            request.zone = "Europe/Atlantis"
            request.notes = "\u{0}"
            let bad = request
            let error = await #expect(throws: OperationError.self) { try await house.verbs.book(bad) }
            #expect(Set(error?.fields.map(\.name) ?? []) == ["name", "email", "timezone", "notes"])
            let stored = try await house.verbs.store.read {
                try $0.appointments(
                    of: practice.account.id, filter: .upcoming, at: house.clock.now, limit: 9)
            }
            #expect(stored.isEmpty)
        }
    }

    @Test func `a reading that clocks skip and one they show twice are refused at the field`() throws {
        let zones = ZoneDatabase()
        let berlin = try zones.zone("Europe/Berlin")
        let skipped = #expect(throws: OperationError.self) {
            try Instant.bookingStart("2027-03-28T02:30:00", in: berlin)
        }
        #expect(skipped?.code == "nonexistent_time")
        let twice = #expect(throws: OperationError.self) {
            try Instant.bookingStart("2026-10-25T02:30", in: berlin)
        }
        #expect(twice?.code == "ambiguous_time")
        #expect(try Instant.bookingStart("2026-12-01T09:00", in: berlin).rfc3339 == "2026-12-01T08:00:00Z")
    }

    @Test func `a submission that comes twice books once`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let submission = BookingRequest.Submission(key: "form:1")
            let first = try await house.book("2026-12-08T09:00:00Z", submission: submission)
            let second = try await house.book("2026-12-08T09:00:00Z", submission: submission)
            #expect(first.appointment.id == second.appointment.id)
            let error = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T10:00:00Z", submission: submission)
            }
            #expect(error?.code == "idempotency_mismatch")
        }
    }

    @Test func `a guessed repetition does not bring back what was cancelled`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let guess = BookingRequest.Submission(key: "same", isDerived: true)
            let first = try await house.book("2026-12-08T09:00:00Z", submission: guess)
            _ = try await house.verbs.cancel(first, reason: "", by: "guest")
            let second = try await house.book("2026-12-08T09:00:00Z", submission: guess)
            #expect(first.appointment.id != second.appointment.id)
            #expect(second.appointment.status == .confirmed)
        }
    }

    @Test func `a host whose connection is broken is not offered`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            _ = try await house.book("2026-12-08T09:00:00Z")
            try await house.zoom.revoke("ada@harbor.example")
            house.clock.advance(minutes: 120)
            await house.work()
            let error = await #expect(throws: OperationError.self) { try await house.book("2026-12-08T11:00:00Z") }
            #expect(error?.code == "connection")
            let broken = house.mail.to("ada@harbor.example").filter {
                $0.subject.hasPrefix("Zoom is disconnected")
            }
            #expect(broken.count == 1)
            try await house.connect(practice.hosts[0], in: practice.account)
            await house.work()
            #expect(try await house.book("2026-12-08T11:00:00Z").host?.id == practice.hosts[0].id)
        }
    }

    @Test func `a host who has never connected is offered last and told to connect`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            try await house.connect(practice.hosts[1], in: practice.account)
            let first = try await house.book("2026-12-08T09:00:00Z", guest: "one")
            let second = try await house.book("2026-12-08T09:00:00Z", guest: "two")
            #expect(first.host?.id == practice.hosts[1].id)
            #expect(second.host?.id == practice.hosts[0].id)
            await house.work()
            #expect(try await house.current(second).room?.problemCode == "not_connected")
            #expect(house.mail.to("ada@harbor.example").contains { $0.subject.hasPrefix("Connect Zoom") })
            try await house.connect(practice.hosts[0], in: practice.account)
            await house.work()
            #expect(try await house.current(second).room?.state == .ready)
        }
    }
}

/// What came of many bookings at once.
final class Outcomes: Sendable {
    private let state = Mutex<(hosts: [String], errors: [OperationError])>(([], []))

    var hosts: [String] { state.withLock { $0.hosts } }
    var errors: [OperationError] { state.withLock { $0.errors } }

    func add(_ host: String) { state.withLock { $0.hosts.append(host) } }
    func add(_ error: OperationError) { state.withLock { $0.errors.append(error) } }
}
