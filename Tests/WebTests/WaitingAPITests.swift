import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct WaitingAPITests {
    private let path = "/book/harbor/class/waiting"
    private let start = "2026-12-08T09:00:00Z"

    private func with(_ body: @Sendable (WebHouse, APIClient) async throws -> Void) async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            _ = try await api.makeCalendar(
                web.calendarJSON("class", #""kind":"class","seats":1,"has_waiting_list":true"#))
            try await body(web, api)
        }
    }

    private func wish(_ guest: String, _ more: String = "") -> String {
        let contact = #"{"name":"\#(guest)","email":"\#(guest)@example.com"}"#
        return
            #"{"contact":\#(contact),"timezone":"UTC","earliest":"2026-12-08T09:00","latest":"2026-12-08T09:00"\#(more)}"#
    }

    @Test func `who waits is offered what becomes free, in turn`() async throws {
        try await with { web, api in
            let booked = try await web.visitor.post("/book/harbor/class", WebHouse.booking(start))
            let first = try await web.visitor.post(path, wish("otto"))
            #expect(first.status == .created, "\(first.text)")
            #expect(try first.json("state") == "waiting")
            #expect(try first.json("position") == "1")
            #expect(try first.json("url")?.hasPrefix("http://usher.test/w/") == true)
            web.house.clock.advance(seconds: 1)
            #expect(try await web.visitor.post(path, wish("pia")).json("position") == "2")
            await web.house.work()
            #expect(try await api.get("/waiting").texts("waiting", "state") == ["waiting", "waiting"])
            _ = try await api.post("/appointments/\(try booked.json("id") ?? "")/cancel", "")
            await web.house.work()
            let list = try await api.get("/waiting")
            #expect(try list.texts("waiting", "state") == ["offered", "waiting"])
            #expect(try list.json("waiting.0.offered.start") == start)
            #expect(try list.json("waiting.0.contact.name") == "otto")
            #expect(try await web.starts("class", on: "2026-12-08").contains(start) == false)
        }
    }

    @Test func `who is taken off the list waits no more`() async throws {
        try await with { web, api in
            _ = try await web.visitor.post("/book/harbor/class", WebHouse.booking(start))
            let id = try await web.visitor.post(path, wish("otto")).json("id") ?? ""
            _ = try await web.visitor.post(path, wish("pia"))
            let stranger = try await web.stranger()
            #expect(try await stranger.delete("/waiting/\(id)").status == .notFound)
            #expect(try await stranger.get("/waiting").count("waiting") == 0)
            #expect(try await api.delete("/waiting/\(id)").status == .noContent)
            let list = try await api.get("/waiting")
            #expect(try list.texts("waiting", "state") == ["waiting", "left"])
            #expect(try list.json("waiting.0.position") == "1")
            #expect(try list.isNull("waiting.1.position"))
            #expect(try await api.get("/waiting?calendar=cal_1").count("waiting") == 0)
        }
    }

    private static let impossible: [(String, String, String)] = [
        (#""seats":1"#, #""seats":0"#, "out_of_range seats"), (#""seats":1"#, #""seats":"2""#, "bad_json seats"),
        (#""seats":1"#, #""duration":31"#, "duration duration"),
        (#""seats":1"#, #""until":1"#, "unknown_field until"),
        (#""name":"otto","#, "", "missing contact.name"), ("otto@", "otto", "bad_email contact.email"),
        (#""name":"otto""#, #""name":"otto","phone":"1""#, "unknown_field contact.phone"),
        (#""latest":"2026-12-08T09:00""#, #""latest":"2026-12-08T08:00""#, "reversed latest"),
        (#""latest":"2026-12-08T09:00""#, #""latest":"2027-12-08T09:00""#, "too_far latest"),
        (#""latest":"2026-12-08T09:00","#, "", "missing latest"),
        (#""earliest":"2026-12-08T09:00""#, #""earliest":"now""#, "bad_time earliest"),
        ("UTC", "Mars/Base", "unknown_zone timezone"),
    ]

    @Test func `a wish that cannot be is refused at its field`() async throws {
        try await with { web, _ in
            for (part, other, fault) in Self.impossible {
                let answer = try await web.visitor.post(
                    path, wish("otto", #","seats":1"#).replacing(part, with: other))
                #expect(answer.fault == fault, "\(other): \(answer.text)")
            }
        }
    }

    @Test func `a calendar without a waiting list has none`() async throws {
        try await with { web, _ in
            let answer = try await web.visitor.post("/book/harbor/intro/waiting", wish("otto"))
            #expect(answer.fault == "no_waiting_list -")
        }
    }
}
