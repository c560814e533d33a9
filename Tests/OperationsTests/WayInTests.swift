import Foundation
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones
import Zoom

struct `A guest's own way in` {
    private let nine = "2026-12-08T09:00:00Z"

    private func `class`(_ house: TestHouse, type: Int?) async throws -> Practice {
        let practice = try await house.practice(hosts: 1, connected: false) {
            ($0.kind, $0.seats) = ("class", "3")
        }
        try await house.connect(practice.hosts[0], in: practice.account, type: type)
        return practice
    }

    private func way(_ view: AppointmentView, _ house: TestHouse) async throws -> String {
        guard case .zoom(let link) = try await house.verbs.wayIn(house.current(view)) else { return "" }
        return link
    }

    private func stored(_ view: AppointmentView, _ house: TestHouse) async throws -> GuestWay? {
        try await house.verbs.store.read { try $0.guestWay(of: view.appointment.guest.id) }
    }

    @Test(arguments: [1, 2])
    func `is theirs alone, and leads into the meeting of all`(type: Int) async throws {
        try await TestHouse.with { house in
            _ = try await `class`(house, type: type)
            let (nora, omar) = (
                try await house.book(nine, guest: "nora"), try await house.book(nine, guest: "omar")
            )
            await house.work()
            let ways = [try await way(nora, house), try await way(omar, house)]
            #expect(Set(ways).count == 2)
            #expect(ways.allSatisfy { $0.contains("/w/") && $0.contains("tk=") })
            #expect(try await house.zoom.meetings().count == 1)
            #expect((try await stored(nora, house)?.registrantID != nil) == (type == 2))
        }
    }

    @Test func `comes with whoever joins later, and goes with whoever leaves`() async throws {
        try await TestHouse.with { house in
            _ = try await `class`(house, type: 2)
            let nora = try await house.book(nine, guest: "nora")
            await house.work()
            let omar = try await house.book(nine, guest: "omar")
            await house.work()
            #expect(try await way(omar, house).contains("tk="))
            let former = try await way(nora, house)
            #expect(try await house.zoom.call("GET", former).status == 200)
            _ = try await house.cancel(nora)
            await house.work()
            #expect(try await stored(nora, house) == nil)
            // In Zoom, too, it leads nowhere any more.
            #expect(try await house.zoom.call("GET", former).status == 403)
            #expect(try await way(omar, house).contains("tk="))
            #expect(try await house.zoom.calls("DELETE /v2/meetings/{id}") == 0)
        }
    }

    @Test func `is the meeting's own link where Zoom registers nobody`() async throws {
        try await TestHouse.with { house in
            _ = try await `class`(house, type: 2)
            let body = #"{"code":200,"message":"Only available for Paid user"}"#
            try await house.zoom.fault("POST /v2/meetings", kind: "status", status: 400, body: body)
            let nora = try await house.book(nine)
            for _ in 0..<3 {
                await house.work()
                house.clock.advance(seconds: 10)
            }
            #expect(try await way(nora, house).contains("/j/"))
            try await house.zoom.clearFaults()
            let omar = try await house.book(nine, guest: "omar")
            await house.work()
            // From then on by invitation, which needs no licence.
            #expect(try await way(omar, house).contains("/w/"))
            #expect(try await stored(omar, house)?.registrantID == nil)
        }
    }

    @Test func `of two guests with one address stays the other's when one leaves`() async throws {
        try await TestHouse.with { house in
            _ = try await `class`(house, type: 2)
            let nora = try await house.book(nine, guest: "nora")
            let twin = try await house.book(nine, guest: "nora") { $0.name = "Nora's Sister" }
            await house.work()
            #expect(try await stored(nora, house)?.registrantID == stored(twin, house)?.registrantID)
            _ = try await house.cancel(nora)
            await house.work()
            let way = try await way(twin, house)
            let answer = try await house.zoom.call("GET", way)
            #expect(answer.status == 200)
        }
    }

    @Test func `leads to the new meeting after a move`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            try await house.connect(practice.hosts[0], in: practice.account, type: 2)
            let booked = try await house.book(nine)
            await house.work()
            let before = try await way(booked, house)
            _ = try await house.move(booked, to: "2026-12-09T09:00:00Z")
            await house.work()
            let after = try await way(booked, house)
            #expect(after != before)
            #expect(try await stored(booked, house)?.zoomID == house.current(booked).room?.zoomID)
        }
    }
}

struct `What Zoom holds` {
    private func booked(_ house: TestHouse) async throws -> AppointmentView {
        _ = try await house.practice(hosts: 1)
        let view = try await house.book("2026-12-08T09:00:00Z")
        await house.work()
        return try await house.current(view)
    }

    /// Changes a meeting as its host would in Zoom.
    private func change(_ view: AppointmentView, _ json: String, _ house: TestHouse) async throws {
        let token = try await house.zoom.token()
        let zoomID = view.room?.zoomID ?? ""
        let answer = try await house.zoom.call("PATCH", "/v2/meetings/\(zoomID)", token: token, json: json)
        #expect(answer.status == 204)
        // The consent of the line above has ended the host's own.
        let host = try #require(view.host)
        try await house.connect(host, in: view.account)
    }

    private func events(_ view: AppointmentView, _ house: TestHouse) async throws -> [String] {
        try await house.verbs.store.read { try $0.history(of: view.appointment.id).map(\.event) }
    }

    @Test func `is put right before the meeting when somebody has changed it there`() async throws {
        try await TestHouse.with { house in
            let view = try await booked(house)
            try await change(
                view, #"{"start_time":"2026-12-08T15:00:00Z","settings":{"waiting_room":true}}"#, house)
            house.clock.advance(minutes: 7 * 1440 + 4 * 60)
            await house.work()
            #expect(try await house.zoom.meetings().first?.startTime == "2026-12-08T09:00:00Z")
            #expect(try await events(view, house).contains("room_mended"))
            let settings = try await house.current(view).room?.settings
            #expect(settings?.contains(#""waitingRoom":false"#) == true)
        }
    }

    @Test func `is made anew before the meeting when somebody has deleted it and no event came`() async throws {
        try await TestHouse.with { house in
            let view = try await booked(house)
            let token = try await house.zoom.token()
            _ = try await house.zoom.call("DELETE", "/v2/meetings/\(view.room?.zoomID ?? "")", token: token)
            try await house.connect(try #require(view.host), in: view.account)
            house.clock.advance(minutes: 7 * 1440 + 4 * 60)
            await house.work()
            house.clock.advance(minutes: 1)
            await house.work()
            let now = try await house.current(view)
            #expect(now.room?.state == .ready)
            #expect(now.room?.zoomID != view.room?.zoomID)
            #expect(try await events(view, house).contains("room_lost"))
        }
    }

    @Test func `is as the calendar says, and where Zoom's rules stand above that it shows`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) {
                ($0.waitingRoom, $0.recording) = (true, "cloud")
            }
            let view = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let room = try #require(try await house.current(view).room)
            let effective = try #require(try EffectiveSettings.stored(in: room))
            #expect(effective.waitingRoom == true)
            #expect(effective.autoRecording == "cloud")
            #expect(effective.overruled.isEmpty)
            let unsecured = try await code {
                try await house.change(practice) { ($0.waitingRoom, $0.passcode) = (false, false) }
            }
            #expect(unsecured == "unsecured")
        }
    }

    @Test func `stays open to guests when it cannot be looked at before the meeting`() async throws {
        try await TestHouse.with { house in
            let view = try await booked(house)
            try await house.zoom.fault("*", kind: "status", status: 500)
            house.clock.advance(minutes: 7 * 1440 + 4 * 60)
            await house.work()
            let now = try await house.current(view)
            #expect(now.room?.problem != nil)
            guard case .zoom = try await house.verbs.wayIn(now) else {
                Issue.record("There is no way in any more.")
                return
            }
            #expect(house.mail.to("ada@harbor.example").allSatisfy { !$0.subject.contains("No Zoom room") })
        }
    }

    @Test func `is asked for less often while Zoom is out of order`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            try await house.zoom.fault("*", kind: "status", status: 500)
            for day in 0..<20 { _ = try await house.book("2026-12-\(10 + day)T09:00:00Z", guest: "guest\(day)") }
            await house.work()
            #expect(try await house.zoom.calls("POST /v2/users/me/meetings") <= 12)
            try await house.zoom.clearFaults()
            for _ in 0..<8 {
                house.clock.advance(minutes: 6)
                await house.work()
            }
            #expect(try await house.zoom.meetings().count == 20)
        }
    }
}

struct `All that Zoom holds` {
    private func make(_ json: String, _ house: TestHouse, _ practice: Practice) async throws {
        let token = try await house.zoom.token()
        let made = try await house.zoom.call("POST", "/v2/users/me/meetings", token: token, json: json)
        #expect(made.status == 201)
        // The consent of the line above has ended the host's own.
        try await house.connect(practice.hosts[0], in: practice.account)
    }

    @Test func `of a host's own is time that nobody books, for as long as it is there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let own = #"{"topic":"Own","type":2,"start_time":"2026-12-08T09:00:00Z","duration":60}"#
            try await make(own, house, practice)
            await house.work()
            #expect(try await code { try await house.book("2026-12-08T09:30:00Z") } == "slot_taken")
            let zoomID = try #require(try await house.zoom.meetings().first?.id)
            let token = try await house.zoom.token()
            _ = try await house.zoom.call("DELETE", "/v2/meetings/\(zoomID)", token: token)
            try await house.connect(practice.hosts[0], in: practice.account)
            let event =
                #"{"event":"meeting.deleted","event_ts":1,"payload":{"object":{"id":\#(zoomID),"host_id":"zoom-ada"}}}"#
            try await house.tell(Array(event.utf8))
            await house.work()
            house.clock.advance(minutes: 2)
            await house.work()
            let booked = try await house.book("2026-12-08T09:30:00Z")
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
        }
    }

    @Test func `of ours that no room wants is taken down, and nothing of strangers`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let room = booked.meeting.id
            func meeting(_ agenda: String, _ hour: String) -> String {
                #"{"topic":"x","type":2,"start_time":"2026-12-09T\#(hour):00:00Z","duration":30,"agenda":"\#(agenda)"}"#
            }
            let twin =
                #"{"topic":"x","type":2,"start_time":"2026-12-08T09:00:00Z","duration":30,"agenda":"Usher \#(room)"}"#
            try await make(twin, house, practice)
            // A copy for another time is the host's own.
            try await make(meeting("Usher \(room)", "10"), house, practice)
            try await make(meeting("Usher mtg_of_another_house", "11"), house, practice)
            try await make(meeting("Lunch", "12"), house, practice)
            await house.work()
            let left = try await house.zoom.meetings().filter { !$0.deleted }
            #expect(
                Set(left.map { $0.agenda.prefix(12) }) == ["Usher \(room)".prefix(12), "Usher mtg_of", "Lunch"])
            #expect(left.count == 4)
            #expect(left.filter { $0.startTime == "2026-12-08T09:00:00Z" }.count == 1)
        }
    }
}
