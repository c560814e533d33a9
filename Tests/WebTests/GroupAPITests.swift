import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct GroupAPITests {
    @Test func `a group is made, changed and removed`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let second = try await api.makeCalendar(web.calendarJSON("second"))
            let own = web.practice.calendar.id
            let made = try await api.post(
                "/calendar-groups", #"{"name":"All","slug":"all","calendar_ids":["\#(own)","\#(second)"]}"#)
            #expect(made.status == .created, "\(made.text)")
            let path = "/calendar-groups/\(try made.json("id") ?? "")"
            let changed = try await api.patch(path, #"{"calendar_ids":["\#(second)"]}"#)
            #expect(try changed.json("name") == "All")
            #expect(try changed.count("calendar_ids") == 1)
            #expect(try await api.patch(path, changed.text).text == changed.text)
            #expect(try await api.get("/calendar-groups").count("calendar_groups") == 1)
            #expect(try await web.stranger().patch(path, "{}").status == .notFound)
            #expect(try await api.delete(path).status == .noContent)
            #expect(try await api.get(path).status == .notFound)
        }
    }

    private static let impossible: [(String, String)] = [
        (#"{"slug":"all","calendar_ids":["CAL"]}"#, "missing name"),
        (#"{"name":"All","slug":"All of us","calendar_ids":["CAL"]}"#, "bad_slug slug"),
        (#"{"name":"All","slug":"all","calendar_ids":[]}"#, "missing calendar_ids"),
        (#"{"name":"All","slug":"all","calendar_ids":["cal_1"]}"#, "unknown_calendar calendar_ids"),
        (#"{"name":"All","slug":"all","calendar_ids":"CAL"}"#, "bad_json calendar_ids"),
        (#"{"name":"All","slug":"all","calendars":["CAL"],"calendar_ids":["CAL"]}"#, "unknown_field calendars"),
    ]

    @Test func `a group that cannot be is refused at its path`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            for (body, fault) in Self.impossible {
                let answer = try await api.post(
                    "/calendar-groups", body.replacing("CAL", with: web.practice.calendar.id))
                #expect(answer.fault == fault, "\(answer.text)")
            }
        }
    }

    @Test func `a link books a closed calendar once`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let id = web.practice.calendar.id
            _ = try await api.patch("/calendars/\(id)", #"{"is_open":false}"#)
            let made = try await api.post("/booking-links", #"{"calendar_id":"\#(id)","label":"Nora","days":7}"#)
            #expect(made.status == .created, "\(made.text)")
            #expect(try made.json("expires_at") == "2026-12-07T06:00:00Z")
            let token = try #require(try made.json("url")?.split(separator: "=").last.map(String.init))
            let book = "/book/harbor/intro"
            #expect(try await web.visitor.get(book).fault == "closed -")
            #expect(try await web.visitor.get("\(book)?link=\(token)").status == .ok)
            #expect(try await web.starts("intro", on: "2026-12-08", "&link=\(token)").isEmpty == false)
            let body = WebHouse.booking("2026-12-08T09:00:00Z").dropLast() + #","link":"\#(token)"}"#
            let booked = try await web.visitor.post(book, String(body))
            #expect(booked.status == .created, "\(booked.text)")
            let again = try await web.visitor.post(book, String(body).replacing("nora", with: "otto"))
            #expect(again.fault == "link_used -")
            let list = try await api.get("/booking-links")
            #expect(try list.json("booking_links.0.appointment_id") == booked.json("id"))
            #expect(try list.flag("booking_links.0.is_usable") == false)
            #expect(try list.json("booking_links.0.url") == made.json("url"))
        }
    }

    @Test func `a link that is taken back opens nothing`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let made = try await api.post(
                "/booking-links", #"{"calendar_id":"\#(web.practice.calendar.id)"}"#)
            let token = try made.json("url")?.split(separator: "=").last.map(String.init) ?? ""
            let path = "/booking-links/\(try made.json("id") ?? "")"
            #expect(try await web.stranger().delete(path).status == .notFound)
            #expect(try await api.delete(path).status == .noContent)
            #expect(try await web.visitor.get("/book/harbor/intro?link=\(token)").status == .notFound)
            #expect(try await web.visitor.get("/book/harbor/intro?link=nonsense").status == .notFound)
        }
    }

    @Test func `a link is of a calendar of one's own, for a year at most`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let id = web.practice.calendar.id
            let api = try await web.program()
            let long = try await api.post("/booking-links", #"{"calendar_id":"\#(id)","days":366}"#)
            #expect(long.fault == "out_of_range days")
            let foreign = try await web.stranger().post("/booking-links", #"{"calendar_id":"\#(id)"}"#)
            #expect(foreign.fault == "unknown_calendar calendar_id")
        }
    }

    @Test func `a room is for one meeting at a time, and stays while it is used`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            let room = try #require(try await api.post("/resources", #"{"name":"Room 2"}"#).json("id"))
            #expect(try await api.post("/resources", #"{"name":"Room 2"}"#).fault == "taken name")
            for (slug, host) in [("one", 0), ("two", 1)] {
                let hosts = #""hosts":[{"user_id":"\#(web.practice.hosts[host].id)"}],"resource_ids":["\#(room)"]"#
                _ = try await api.makeCalendar(web.calendarJSON(slug, hosts))
            }
            let start = "2026-12-08T09:00:00Z"
            #expect(try await web.visitor.post("/book/harbor/one", WebHouse.booking(start)).status == .created)
            #expect(try await web.visitor.post("/book/harbor/two", WebHouse.booking(start)).status == .conflict)
            #expect(try await web.starts("two", on: "2026-12-08").contains(start) == false)
            #expect(try await api.delete("/resources/\(room)").fault == "in_use -")
            #expect(try await api.get("/resources").json("resources.0.name") == "Room 2")
        }
    }
}
