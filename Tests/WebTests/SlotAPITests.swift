import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct SlotAPITests {
    private func day(_ web: WebHouse, _ slug: String, _ more: String = "") async throws -> TestResponse {
        try await web.visitor.get(
            "/book/harbor/\(slug)/slots?start=2026-12-08&end=2026-12-08&timezone=UTC\(more)")
    }

    @Test func `seats that are left are told where the calendar shows them`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let id = try await api.makeCalendar(web.calendarJSON("yoga", #""kind":"class","seats":3"#))
            let guests = WebHouse.booking("2026-12-08T09:00:00Z")
            #expect(try await web.visitor.post("/book/harbor/yoga", guests).status == .created)
            let list = try await day(web, "yoga")
            let starts = try list.texts("slots", "start")
            let index = try #require(starts.firstIndex(of: "2026-12-08T09:00:00Z"))
            #expect(try list.json("slots.\(index).seats_left") == "2")
            #expect(try list.json("slots.0.seats_left") == "3")
            _ = try await api.patch("/calendars/\(id)", #"{"shows_seats":false}"#)
            #expect(try await day(web, "yoga").text.contains("seats_left") == false)
            let staff = try await api.get(
                "/calendars/\(id)/slots?start=2026-12-08&end=2026-12-08&timezone=UTC")
            #expect(try staff.json("slots.0.seats_left") == "3")
        }
    }

    @Test func `a calendar of one seat says nothing of seats`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let list = try await day(web, "intro")
            #expect(try list.count("slots") == 48)
            #expect(!list.text.contains("seats_left"))
        }
    }

    @Test func `slots are of the duration that is asked for`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            _ = try await web.program().makeCalendar(web.calendarJSON("long", #""durations":[30,90]"#))
            #expect(try await day(web, "long").json("slots.0.end") == "2026-12-08T00:30:00Z")
            #expect(try await day(web, "long", "&duration=90").json("slots.0.end") == "2026-12-08T01:30:00Z")
            #expect(try await day(web, "long", "&duration=60").fault == "duration duration")
            #expect(try await day(web, "long", "&duration=an+hour").fault == "bad_number duration")
            #expect(try await day(web, "long", "&duration=99999999999999999999").fault == "bad_number duration")
        }
    }

    @Test func `slots are of the host who is asked for, where visitors may choose`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let api = try await web.program()
            let path = "/calendars/\(web.practice.calendar.id)"
            let (ada, milo) = (web.practice.hosts[0].id, web.practice.hosts[1].id)
            #expect(try await day(web, "intro", "&host=\(ada)").fault == "unknown_host host")
            _ = try await api.patch(path, #"{"lets_choose_host":true}"#)
            _ = try await api.post("/blocks", #"{"user_id":"\#(ada)","start":"2026-12-08"}"#)
            let free = try await web.starts("intro", on: "2026-12-08", "&host=\(milo)")
            #expect(free.count == 48)
            #expect(try await web.starts("intro", on: "2026-12-08", "&host=\(ada)").count == 2)
            #expect(try await day(web, "intro", "&host=usr_1").fault == "unknown_host host")
        }
    }

    @Test func `members see the slots of a closed calendar`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let path = "/calendars/\(web.practice.calendar.id)"
            let open = try await day(web, "intro").text
            _ = try await api.patch(path, #"{"is_open":false}"#)
            #expect(try await day(web, "intro").fault == "closed -")
            let query = "\(path)/slots?start=2026-12-08&end=2026-12-08&timezone=UTC"
            #expect(try await api.get(query).text == open)
            #expect(try await api.get("\(query)&host=usr_1").fault == "unknown_host host")
            #expect(try await api.get("\(query)&duration=7").fault == "duration duration")
            #expect(try await api.get("\(path)/slots?start=2026-12-08").fault == "bad_date end")
        }
    }

    @Test func `what is offered for members is what can be booked`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let path = "/book/harbor/intro"
            for start in try await web.starts("intro", on: "2026-12-09").prefix(6) {
                #expect(try await web.visitor.post(path, WebHouse.booking(start)).status == .created)
            }
            #expect(try await web.starts("intro", on: "2026-12-09").first == "2026-12-09T03:00:00Z")
        }
    }
}
