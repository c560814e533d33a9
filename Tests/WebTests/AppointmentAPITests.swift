import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct AppointmentAPITests {
    private func book(_ web: WebHouse, _ start: String, guest: String = "nora") async throws -> String {
        try await web.house.book(start, guest: guest).appointment.id
    }

    @Test func `pages go through every appointment once, in order of time`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            var expected: Set<String> = []
            for hour in 10..<13 {
                for guest in ["nora", "otto", "pia"] {
                    expected.insert(try await book(web, "2026-12-08T\(hour):00:00Z", guest: guest))
                }
            }
            var (found, starts): ([String], [String]) = ([], [])
            var cursor = ""
            repeat {
                let page = try await api.get("/appointments?limit=2\(cursor)")
                try #require(page.status == .ok, "\(page.text)")
                found += try page.texts("appointments", "id")
                starts += try page.texts("appointments", "start")
                // What is booked behind the cursor does not move the pages.
                _ = try await book(web, "2026-12-01T\(10 + found.count):00:00Z", guest: "late")
                cursor = try page.isNull("next_cursor") ? "" : "&cursor=\(page.json("next_cursor") ?? "")"
            } while !cursor.isEmpty && found.count < 20
            #expect(found.count == 9)
            #expect(Set(found) == expected)
            #expect(starts == starts.sorted())
        }
    }

    @Test func `a list is narrowed by calendar, host, status and time`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let second = try await api.makeCalendar(web.calendarJSON("second"))
            let first = try await book(web, "2026-12-08T09:00:00Z")
            let booked = try await web.visitor.post(
                "/book/harbor/second", WebHouse.booking("2026-12-09T09:00:00Z"))
            let other = try booked.json("id") ?? ""
            _ = try await api.post("/appointments/\(first)/cancel", "")
            func ids(_ query: String) async throws -> [String] {
                try await api.get("/appointments?\(query)").texts("appointments", "id")
            }
            #expect(try await ids("") == [first, other])
            #expect(try await ids("calendar=\(second)") == [other])
            #expect(try await ids("status=cancelled") == [first])
            #expect(try await ids("status=confirmed,cancelled") == [first, other])
            #expect(try await ids("host=\(web.practice.hosts[0].id)") == [first, other])
            #expect(try await ids("host=usr_1") == [])
            #expect(try await ids("from=2026-12-09") == [other])
            #expect(try await ids("to=2026-12-08") == [first])
            #expect(try await ids("from=2026-12-08T09:00:00Z&to=2026-12-09T09:00:00Z") == [first])
            #expect(try await web.stranger().get("/appointments").count("appointments") == 0)
        }
    }

    private static let impossibleLists: [(String, String)] = [
        ("limit=0", "out_of_range limit"), ("limit=201", "out_of_range limit"), ("limit=x", "bad_number limit"),
        ("cursor=nonsense", "bad_cursor cursor"), ("cursor=9223372036854775808-a", "bad_cursor cursor"),
        ("status=gone", "unknown_choice status"), ("from=soon", "bad_time from"),
        ("to=2026-02-30", "bad_time to"), ("from=2026-12-01&timezone=Mars/Base", "unknown_zone timezone"),
    ]

    @Test func `a list that cannot be names the parameter`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            for (query, fault) in Self.impossibleLists {
                let answer = try await api.get("/appointments?\(query)")
                #expect(answer.status == .unprocessableContent, "\(query)")
                #expect(answer.fault == fault, "\(query)")
            }
        }
    }

    @Test func `what a list says of an appointment is what the appointment says`() async throws {
        try await WebHouse.with(hosts: 3) { web in
            let api = try await web.program()
            _ = try await api.makeCalendar(
                web.calendarJSON(
                    "all",
                    #"""
                    "kind":"collective","hosts":[\#(web.hostList)],"max_guests":2,
                    "location":{"kind":"ask","detail":"Where?"},"questions":[{"label":"Topic"}],"consent":"I agree."
                    """#))
            let body =
                WebHouse.booking("2026-12-08T09:00:00Z").dropLast()
                + #","guests":[{"name":"Otto","email":"otto@example.com"}],"answers":{"topic":"Boats"},"consent":true,"location":"The quay"}"#
            let booked = try await web.visitor.post("/book/harbor/all", String(body))
            #expect(booked.status == .created, "\(booked.text)")
            #expect(try booked.json("guests.0.join_url")?.hasPrefix("http://usher.test/j/") == true)
            #expect(try booked.json("answers.0.answer") == "Boats")
            #expect(try booked.json("location.text") == "The quay")
            #expect(try booked.json("consent.text") == "I agree.")
            let list = try await api.get("/appointments")
            let one = try await api.get("/appointments/\(try booked.json("id") ?? "")")
            #expect(list.text == #"{"appointments":[\#(one.text)],"next_cursor":null}"#)
            #expect(try one.texts("cohosts", "name") == ["Milo Test", "Rhea Test"])
        }
    }

    @Test func `a status is changed as the table allows`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let path = "/appointments/\(try await book(web, "2026-12-08T09:00:00Z"))"
            web.house.clock.advance(seconds: 1)
            #expect(try await api.patch(path, #"{"status":"showed"}"#).fault == "too_early -")
            #expect(try await api.patch(path, #"{"status":"gone"}"#).fault == "unknown_choice status")
            #expect(try await api.patch(path, #"{"status":7}"#).fault == "bad_json status")
            let off = try await api.patch(path, #"{"status":"cancelled","reason":"Rain"}"#)
            #expect(try off.json("status") == "cancelled")
            #expect(try off.json("cancel_reason") == "Rain")
            web.house.clock.advance(seconds: 1)
            #expect(try await api.patch(path, #"{"status":"showed"}"#).fault == "unlawful_status -")
            #expect(try await api.patch(path, #"{"status":"confirmed"}"#).json("status") == "confirmed")
            web.house.clock.advance(minutes: 9 * 1440)
            #expect(try await api.patch(path, #"{"status":"noshow"}"#).json("status") == "noshow")
            #expect(try await web.stranger().patch(path, #"{"status":"showed"}"#).status == .notFound)
            let events = try await api.get("\(path)/history").texts("history", "event")
            #expect(events == ["booked", "cancelled", "confirmed", "noshow"])
            #expect(try await api.get("\(path)/history").json("history.1.actor") == "api")
        }
    }

    @Test func `a start is moved by sending another one`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            _ = try await book(web, "2026-12-08T12:00:00Z", guest: "otto")
            let path = "/appointments/\(try await book(web, "2026-12-08T09:00:00Z"))"
            let before = try await api.get(path)
            #expect(try await api.patch(path, before.text).text == before.text)
            let taken = try await api.patch(path, #"{"start":"2026-12-08T12:00:00Z"}"#)
            #expect(try taken.json("code") == "slot_taken")
            #expect(try taken.count("nearest") == 5)
            let zone = #"{"start":"2026-12-08T10:00","timezone":"Asia/Kathmandu"}"#
            #expect(try await api.patch(path, zone).fault == "off_grid start")
            let moved = try await api.patch(path, #"{"start":"2026-12-08T15:45","timezone":"Asia/Kathmandu"}"#)
            #expect(moved.status == .ok, "\(moved.text)")
            #expect(try moved.json("start") == "2026-12-08T10:00:00Z")
            #expect(try moved.json("timezone") == "Asia/Kathmandu")
            #expect(try moved.json("former_start") == "2026-12-08T09:00:00Z")
            #expect(try moved.json("join_url") == before.json("join_url"))
        }
    }

    private static let impossibleChanges: [(String, String)] = [
        (#"{"start":"2026-12-09T09:00:00Z","status":"cancelled"}"#, "one_at_a_time status"),
        (#"{"timezone":"UTC"}"#, "read_only timezone"), (#"{"notes":"other"}"#, "read_only notes"),
        (#"{"host":{"id":"usr_1"}}"#, "unknown_host host"), (#"{"colour":1}"#, "unknown_field colour"),
        (#"{"start":"noon"}"#, "bad_time start"), (#"{"scope":"some"}"#, "unknown_choice scope"),
        (#"{"start":"2026-12-09T09:01:00Z","override":{"reason":" "}}"#, "missing override.reason"),
        (#"{"start":"2026-12-09T09:01:00Z","override":"please"}"#, "bad_json override"),
        (#"{"start":"2026-12-09T09:01:00Z"}"#, "off_grid start"),
        (#"{"status":"invalid","scope":"all"}"#, "one_at_a_time scope"),
    ]

    @Test func `a change that cannot be is refused at its field`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let path = "/appointments/\(try await book(web, "2026-12-08T09:00:00Z"))"
            let before = try await api.get(path).text
            for (body, fault) in Self.impossibleChanges {
                let answer = try await api.patch(path, body)
                #expect(answer.fault == fault, "\(body): \(answer.text)")
                #expect(try await api.get(path).text == before, "\(body)")
            }
        }
    }

    @Test func `a member books past the rules for a reason, but nobody twice`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let calendar = web.practice.calendar.id
            func body(_ start: String, _ guest: String, _ more: String) -> String {
                WebHouse.booking(start, guest: guest).dropLast() + #","calendar":"\#(calendar)"\#(more)}"#
            }
            let odd = "2026-12-08T09:07:00Z"
            #expect(try await api.post("/appointments", body(odd, "nora", "")).fault == "off_grid start")
            let override = #","override":{"reason":"VIP"}"#
            let booked = try await api.post("/appointments", body(odd, "nora", override))
            #expect(booked.status == .created, "\(booked.text)")
            #expect(try booked.json("start") == odd)
            let history = try await api.get("/appointments/\(try booked.json("id") ?? "")/history")
            #expect(try history.json("history.0.detail")?.contains("VIP") == true)
            #expect(try history.json("history.0.actor") == "api")
            let twice = try await api.post("/appointments", body("2026-12-08T09:20:00Z", "otto", override))
            #expect(try twice.json("code") == "slot_taken")
            for (more, fault) in [
                (#","override":{}"#, "missing override.reason"), (#","host":"usr_1""#, "unknown_host host"),
                (#","hold":"hld_1""#, "unknown_field hold"),
            ] {
                let answer = try await api.post("/appointments", body("2026-12-09T09:00:00Z", "pia", more))
                #expect(answer.fault == fault, "\(answer.text)")
            }
            let foreign = try await web.stranger().post("/appointments", body("2026-12-09T09:00:00Z", "pia", ""))
            #expect(foreign.fault == "unknown_calendar calendar")
        }
    }

    @Test func `a member's booking under one key is one booking`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            let calendar = web.practice.calendar.id
            let body = WebHouse.booking("2026-12-08T09:00:00Z").dropLast() + #","calendar":"\#(calendar)"}"#
            let first = try await api.post("/appointments", String(body), key: "k1")
            let second = try await api.post("/appointments", String(body), key: "k1")
            #expect(first.status == .created && second.status == .created)
            #expect(first.text == second.text)
            let other = try await api.post(
                "/appointments", String(body).replacing("nora", with: "otto"), key: "k1")
            #expect(other.fault == "idempotency_mismatch -")
        }
    }

    @Test func `of many who move to one slot, one does`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            var ids: [String] = []
            for hour in 10..<18 { ids.append(try await book(web, "2026-12-08T\(hour):00:00Z", guest: "g\(hour)")) }
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for id in ids {
                    group.addTask {
                        try await api.patch("/appointments/\(id)", #"{"start":"2026-12-09T09:00:00Z"}"#).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == .ok }.count == 1)
            #expect(statuses.filter { $0 == .conflict }.count == 7)
        }
    }
}
