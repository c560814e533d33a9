import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones
import Zoom
import ZoomSandbox

struct RoomTests {
    private let create = "POST /v2/users/me/meetings"

    @Test(arguments: ["status", "nonsense", "xml", "empty", "qps", "drop"])
    func `the booking stands while Zoom is out of order, and the room comes when it is back`(
        kind: String
    ) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: kind, status: kind == "status" ? 500 : nil)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            for _ in 0..<4 {
                await house.work()
                house.clock.advance(minutes: 2)
            }
            let waiting = try await house.current(booked)
            #expect(waiting.appointment.status == .confirmed)
            #expect(waiting.room?.state == .pending)
            #expect(waiting.room?.attempts ?? 0 > 1)
            #expect(waiting.room?.problem != nil)
            try await house.zoom.clearFaults()
            house.clock.advance(minutes: 15)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.meetings().filter { !$0.deleted }.count == 1)
        }
    }

    @Test func `a meeting whose answer was lost is found and not made again`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: "lose_answer", count: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            #expect(try await house.current(booked).room?.state == .pending)
            house.clock.advance(minutes: 1)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.meetings().count == 1)
        }
    }

    @Test func `a create that Zoom carries out after we gave up waiting is adopted`() async throws {
        try await TestHouse.with(zoomTimeoutSeconds: 1) { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: "delay", count: 1, delayMilliseconds: 2500)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            house.clock.advance(seconds: 10)
            await house.work()
            #expect(try await house.current(booked).room?.state == .pending)
            while try await house.zoom.meetings().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
            house.clock.advance(seconds: 10)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.meetings().count == 1)
        }
    }

    @Test func `another error after an unanswered create does not make a second meeting`() async throws {
        try await TestHouse.with(zoomTimeoutSeconds: 1) { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: "delay", count: 1, delayMilliseconds: 4000)
            try await house.zoom.fault("GET /v2/users/me/meetings", kind: "status", status: 500, count: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            for _ in 0..<4 {
                await house.work()
                house.clock.advance(seconds: 5)
            }
            while try await house.zoom.meetings().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
            house.clock.advance(seconds: 20)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.meetings().count == 1)
        }
    }

    @Test func `a create that was lost on its way is sent again after half a minute`() async throws {
        try await TestHouse.with(zoomTimeoutSeconds: 1) { house in
            _ = try await house.practice()
            let booked = try await house.book("2026-12-08T09:00:00Z")
            try await house.verbs.store.write {
                try $0.markCreateSent(of: booked.meeting.id, at: house.clock.now)
            }
            await house.work()
            #expect(try await house.current(booked).room?.problemCode == "zoom_unsettled")
            house.clock.advance(seconds: 31)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
        }
    }

    @Test func `a process that died after asking Zoom leaves one meeting`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: "lose_answer", count: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            // The work had been claimed by a process that is gone: its lease has to run out.
            _ = try await house.verbs.store.write {
                try $0.claimWork(
                    .reconcileRoom, limit: 9, lease: "dead", seconds: 120, at: house.clock.now.adding(minutes: 60))
            }
            house.clock.advance(seconds: 121)
            await house.work()
            #expect(try await house.current(booked).room?.state == .pending)
            try await house.endLeases()
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.meetings().count == 1)
        }
    }

    @Test func `the daily limit is waited for until midnight UTC`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: "quota")
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let planned = try await house.current(booked).room?.plannedAt?.rfc3339
            #expect(planned?.hasPrefix("2026-12-01T00:0") == true)
        }
    }

    @Test func `a refusal for good is told to the host, who can ask for another try`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let body =
                #"{"code":3161,"message":"Your user account is not allowed meeting hosting and scheduling."}"#
            try await house.zoom.fault(create, kind: "status", status: 400, body: body)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let failed = try await house.current(booked)
            #expect(failed.room?.state == .failed)
            #expect(failed.room?.problemCode == "zoom_3161")
            #expect(house.mail.to("ada@harbor.example").contains { $0.subject.hasPrefix("No Zoom room yet") })
            try await house.zoom.clearFaults()
            try await house.verbs.retryRoom(failed)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
        }
    }

    @Test func `a deletion that Zoom refuses is tried again until it is done`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            try await house.zoom.fault("DELETE /v2/meetings", kind: "status", status: 400, count: 2)
            _ = try await house.verbs.cancel(booked, reason: "", by: "guest")
            for _ in 0..<3 {
                await house.work()
                house.clock.advance(minutes: 1)
            }
            #expect(try await house.zoom.meetings().allSatisfy(\.deleted))
            #expect(try await house.current(booked).room?.state == .closed)
        }
    }

    @Test func `an expired token is refreshed once for all who need it`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            house.clock.advance(minutes: 90)
            for hour in 10..<20 { _ = try await house.book("2026-12-08T\(hour):00:00Z", guest: "g\(hour)") }
            await house.work()
            #expect(try await house.zoom.calls("POST /oauth/token") == 1)
            #expect(try await house.zoom.meetings().count == 10)
        }
    }

    @Test func `a token that Zoom calls invalid is refreshed once and the call repeated`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            try await house.zoom.fault(create, kind: "status", status: 401, count: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
        }
    }

    @Test func `a click before the room asks for it at once`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            try await house.zoom.fault(create, kind: "status", status: 503)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            for _ in 0..<6 {
                house.clock.advance(minutes: 3)
                await house.work()
            }
            try await house.zoom.clearFaults()
            let waiting = try await house.current(booked)
            let next = try #require(waiting.room?.nextTryAt)
            #expect(next > house.clock.now.adding(seconds: 5))
            _ = try await house.verbs.wayIn(waiting)
            house.clock.advance(seconds: 3)
            await house.work()
            guard case .zoom(let link) = try await house.verbs.wayIn(house.current(booked)) else {
                Issue.record("the room is not there")
                return
            }
            #expect(link.hasPrefix(house.zoom.base))
        }
    }

    @Test func `the start link is fresh, of this meeting, and for its host alone`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let view = try await house.current(booked)
            let host = try #require(practice.hosts.first { $0.id == view.host?.id })
            let other = try #require(practice.hosts.first { $0.id != view.host?.id })
            let link = try await house.verbs.startLink(view, for: host)
            #expect(link.contains("/s/\(view.room?.zoomID ?? "?")"))
            let error = await #expect(throws: OperationError.self) {
                try await house.verbs.startLink(view, for: other)
            }
            #expect(error?.code == "not_host")
        }
    }

    @Test func `a meeting deleted in Zoom is made anew and the link leads there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let first = try await house.current(booked)
            let token = try await house.zoom.server.issueConnection(email: "ada@harbor.example").accessToken
            try await house.zoom.client.deleteMeeting(try #require(first.room?.zoomID), token: ZoomToken(token))
            try await house.connect(practice.hosts[0], in: practice.account)
            await #expect(throws: OperationError.self) {
                try await house.verbs.startLink(first, for: practice.hosts[0])
            }
            await house.work()
            house.clock.advance(minutes: 1)
            await house.work()
            let second = try await house.current(booked)
            #expect(second.room?.state == .ready)
            #expect(second.room?.zoomID != first.room?.zoomID)
        }
    }
}
