import Operations
import Store
import TestSupport
import Testing
import TimeZones
import Zoom
import ZoomSandbox

/// Every call of Zoom's API is written down, so that each can be explained afterwards.
struct `The ledger of calls` {
    private let nine = "2026-12-08T09:00:00Z"
    private let create = "POST /v2/users/me/meetings"

    private func calls(about view: AppointmentView, _ house: TestHouse) async throws -> [RecordedCall] {
        try await house.verbs.store.read { try $0.zoomCalls(about: view.meeting.id, limit: 100) }
    }

    private func calls(for user: User, _ house: TestHouse) async throws -> [RecordedCall] {
        try await house.verbs.store.read { try $0.zoomCalls(for: user.id, limit: 100) }
    }

    @Test func `has each call for its meeting and its user, with Zoom's tracking id`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book(nine)
            await house.work()
            let about = try await calls(about: booked, house)
            let made = try #require(about.first { "\($0.method) \($0.path)" == create })
            #expect(made.status == 201 && made.code == nil && made.problem == nil && !made.isFailed)
            #expect(made.userID == practice.hosts[0].id && made.milliseconds >= 0)
            #expect(made.endedAt == house.clock.now)
            #expect(about.contains { $0.method == "GET" && $0.path.hasPrefix("/v2/meetings/") })
            #expect(about.allSatisfy { !($0.trackingID ?? "").isEmpty })
            #expect(Set(about.compactMap(\.trackingID)).count == about.count)
            let own = try await calls(for: practice.hosts[0], house)
            #expect(Set(own.map(\.id)).isSuperset(of: about.map(\.id)))
            // What was looked at beside it is about no meeting.
            #expect(
                own.contains { $0.method == "GET" && $0.path == "/v2/users/me/meetings" && $0.meetingID == nil })
        }
    }

    @Test func `holds no query and no secret`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let host = practice.hosts[0]
            let grant = try await house.zoom.server.issueConnection(email: host.email)
            let secrets = [grant.accessToken, grant.refreshToken, "secret"]
            let tokens = ZoomTokens(
                accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: grant.expiresIn,
                scope: grant.scope)
            try await house.verbs.store(
                tokens, of: ZoomUser(id: "zoom-ada", accountID: "zoom-account", email: host.email), for: host,
                accountID: practice.account.id)
            _ = try await house.book(nine)
            house.clock.advance(minutes: 70)
            await house.work()
            let own = try await calls(for: host, house)
            #expect(own.contains { $0.path == "/oauth/token" })
            for call in own {
                #expect(!call.path.contains("?") && !call.path.contains("="))
                let words = [call.path, call.problem ?? "", call.trackingID ?? ""].joined()
                #expect(!secrets.contains { words.contains($0) })
            }
        }
    }

    @Test func `has the words and the code of what Zoom refused`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            try await house.zoom.fault(
                create, kind: "status", status: 400, body: #"{"code":3161,"message":"Your hosting is disabled."}"#)
            let booked = try await house.book(nine)
            await house.work()
            let refused = try #require(try await calls(about: booked, house).first(where: \.isFailed))
            #expect(refused.status == 400 && refused.code == 3161)
            #expect(refused.problem == "Your hosting is disabled.")
            #expect(!(refused.trackingID ?? "").isEmpty)
        }
    }

    @Test func `is kept for fourteen days`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-28T09:00:00Z")
            await house.work()
            #expect(try await !calls(about: booked, house).isEmpty)
            house.clock.advance(minutes: 14 * 1440)
            await Housekeeping(verbs: house.verbs).sweep()
            #expect(try await !calls(about: booked, house).isEmpty)
            house.clock.advance(minutes: 1)
            await Housekeeping(verbs: house.verbs).sweep()
            #expect(try await calls(about: booked, house).isEmpty)
        }
    }

    @Test func `names a meeting to its own account alone`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book(nine)
            await house.work()
            let (host, account) = (practice.hosts[0], practice.account)
            let own = try await house.verbs.zoomCalls(for: host.id, in: account.id)
            let named = own.compactMap(\.meeting)
            #expect(!named.isEmpty)
            #expect(named.allSatisfy { $0.id == booked.meeting.id && $0.appointmentID == booked.appointment.id })
            let elsewhere = try await house.verbs.zoomCalls(for: host.id, in: "acc_other")
            #expect(elsewhere.count == own.count && elsewhere.allSatisfy { $0.meeting == nil })
            let others = try await house.verbs.zoomCalls(for: host.id, in: account.id, hostedBy: "usr_other")
            #expect(others.allSatisfy { $0.meeting == nil })
        }
    }
}

/// What Zoom should hold for a meeting, beside what it holds.
struct `A room compared` {
    private func lines(_ view: AppointmentView, _ house: TestHouse) async throws -> RoomComparison {
        try await house.verbs.compareRoom(house.current(view))
    }

    @Test func `is as wanted once it is made, and lacks everything before`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let before = try await lines(booked, house)
            #expect(before.differences.map(\.aspect) == [.exists] && before.seenAt == nil)
            #expect(before.guests.map(\.kind) == [.none] && before.calls.isEmpty)
            await house.work()
            let after = try await lines(booked, house)
            #expect(after.differences.isEmpty, "\(after.differences)")
            #expect(after.lines.contains { $0.aspect == .host && $0.held == .text("ada@harbor.example") })
            #expect(after.lines.allSatisfy { $0.held != nil })
            #expect(after.seenAt == house.clock.now)
            #expect(after.guests.map(\.kind) == [.personal])
        }
    }

    @Test func `says what the calendar wants by now and Zoom has yet to be told`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            try await house.change(practice) { $0.waitingRoom = true }
            let found = try await lines(booked, house).differences
            #expect(found.contains { $0.aspect == .waitingRoom && $0.difference == .waiting })
        }
    }
}
