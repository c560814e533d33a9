import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct ScheduleAPITests {
    private static let week = #"[{"monday":[{"from":"09:00","to":"12:00"},{"from":"13:00","to":"24:00"}]}]"#

    private func make(_ api: APIClient, _ more: String = "") async throws -> TestResponse {
        try await api.post(
            "/schedules",
            #"{"name":"Summer","timezone":"Europe/Berlin","weeks":\#(Self.week)\#(more.isEmpty ? "" : ",\(more)")}"#
        )
    }

    @Test func `a schedule is made, sent back as it was read, and removed`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let overrides =
                #""overrides":[{"first":"2026-12-24","last":"2026-12-26"},{"first":"2026-12-31","ranges":[{"from":"10:00","to":"11:00"}]}]"#
            let made = try await make(api, overrides)
            #expect(made.status == .created, "\(made.text)")
            #expect(try made.isNull("user_id"))
            #expect(try made.json("weeks.0.monday.1.to") == "24:00")
            #expect(try made.json("overrides.0.last") == "2026-12-26")
            #expect(try made.json("overrides.1.last") == "2026-12-31")
            let path = "/schedules/\(try made.json("id") ?? "")"
            let read = try await api.get(path)
            #expect(try await api.patch(path, read.text).text == read.text)
            let renamed = try await api.patch(path, #"{"name":"Winter"}"#)
            #expect(renamed.text == read.text.replacing("Summer", with: "Winter"))
            let stranger = try await web.stranger()
            #expect(try await stranger.get(path).status == .notFound)
            #expect(try await stranger.delete(path).status == .notFound)
            #expect(try await api.delete(path).status == .noContent)
            #expect(try await api.get(path).status == .notFound)
        }
    }

    @Test func `every second week is every second week`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let weeks = #"[{"tuesday":[{"from":"09:00","to":"10:00"}]},{}]"#
            let made = try await api.post(
                "/schedules", #"{"name":"Odd","timezone":"UTC","anchor":"2026-12-07","weeks":\#(weeks)}"#)
            let id = try #require(try made.json("id"), "\(made.text)")
            let calendar = "/calendars/\(web.practice.calendar.id)"
            #expect(try await api.patch(calendar, #"{"schedule_id":"\#(id)"}"#).status == .ok)
            #expect(
                try await web.starts("intro", on: "2026-12-08")
                    == ["2026-12-08T09:00:00Z", "2026-12-08T09:30:00Z"])
            #expect(try await web.starts("intro", on: "2026-12-15").isEmpty)
            #expect(try await web.starts("intro", on: "2026-12-22").count == 2)
            #expect(try await api.delete("/schedules/\(id)").fault == "in_use -")
        }
    }

    @Test func `a user's default schedule gives way to another one alone`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let user = web.practice.hosts[0].id
            let former = try #require(
                try await api.get("/schedules?user=\(user)").json("schedules.0.id"))
            let made = try await make(api, #""user_id":"\#(user)","is_default":true"#)
            #expect(made.status == .created, "\(made.text)")
            #expect(try made.flag("is_default") == true)
            #expect(try await api.get("/schedules/\(former)").flag("is_default") == false)
            #expect(try await web.starts("intro", on: "2026-12-08").isEmpty)
            let path = "/schedules/\(try made.json("id") ?? "")"
            #expect(try await api.patch(path, #"{"is_default":false}"#).fault == "read_only is_default")
            #expect(try await api.delete(path).fault == "default_schedule -")
            #expect(try await api.patch("/schedules/\(former)", #"{"is_default":true}"#).status == .ok)
            #expect(try await api.delete(path).status == .noContent)
            #expect(try await web.starts("intro", on: "2026-12-08").isEmpty == false)
        }
    }

    private static let impossibleHours: [(String, Int, String)] = [
        (#"{"weeks":[]}"#, 422, "out_of_range weeks"),
        (#"{"weeks":[{},{},{},{},{},{},{},{},{}],"anchor":"2026-12-07"}"#, 422, "out_of_range weeks"),
        (#"{"weeks":[{"monday":[{"from":"17:00","to":"09:00"}]}]}"#, 422, "reversed weeks.0.monday"),
        (#"{"weeks":[{"friday":[{"from":"09:00","to":"25:00"}]}]}"#, 422, "bad_time weeks.0.friday"),
        (
            #"{"weeks":[{"sunday":[{"from":"09:00","to":"12:00"},{"from":"11:59","to":"13:00"}]}]}"#, 422,
            "overlap weeks.0.sunday"
        ),
        (#"{"weeks":[{"funday":[]}]}"#, 422, "unknown_field weeks.0.funday"),
        (#"{"weeks":[{"monday":[["09:00","17:00"]]}]}"#, 400, "bad_json weeks.0.monday"),
        (#"{"weeks":[{"monday":[{"from":9,"to":17}]}]}"#, 400, "bad_json weeks.0.monday.0.from"),
        (#"{"weeks":"always"}"#, 400, "bad_json weeks"),
        (#"{"overrides":[{"first":"2026-02-30"}]}"#, 422, "bad_date overrides.0.first"),
        (
            #"{"overrides":[{"first":"2026-12-24","last":"2026-12-23"}]}"#, 422, "reversed overrides.0.last"
        ),
        (#"{"overrides":[{"first":"2026-01-01","last":"2029-01-01"}]}"#, 422, "too_many overrides"),
        (#"{"anchor":"next monday"}"#, 422, "bad_date anchor"),
        (#"{"timezone":"Mars/Base"}"#, 422, "unknown_zone timezone"),
        (#"{"user_id":"usr_1"}"#, 422, "read_only user_id"), (#"{"name":""}"#, 422, "missing name"),
        (#"{"zone":"UTC"}"#, 422, "unknown_field zone"),
        (#"{"is_default":true}"#, 422, "read_only is_default"),
    ]

    @Test func `hours that cannot be are refused at their path`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let path = "/schedules/\(try await make(api).json("id") ?? "")"
            let before = try await api.get(path).text
            for (body, status, fault) in Self.impossibleHours {
                let answer = try await api.patch(path, body)
                #expect(answer.status.code == status, "\(body)")
                #expect(answer.fault == fault, "\(body): \(answer.text)")
                #expect(try await api.get(path).text == before, "\(body)")
            }
        }
    }

    @Test func `a user takes no more meetings than their limits allow`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let path = "/users/\(web.practice.hosts[0].id)"
            let before = try await api.get(path)
            #expect(try await api.get("/users").text == #"{"users":[\#(before.text)]}"#)
            #expect(try await api.patch(path, before.text).text == before.text)
            #expect(try await api.patch(path, #"{"limits":{"day":1}}"#).json("limits.day") == "1")
            #expect(try await api.patch(path, #"{"limits":{"week":2}}"#).json("limits.day") == "1")
            _ = try await web.house.book("2026-12-08T09:00:00Z")
            #expect(
                try await web.starts("intro", on: "2026-12-08") == [
                    "2026-12-08T23:00:00Z", "2026-12-08T23:30:00Z",
                ])
            #expect(try await api.patch(path, #"{"limits":{"month":0}}"#).fault == "out_of_range limits.month")
            #expect(try await api.patch(path, #"{"limits":{"day":"1"}}"#).fault == "bad_json limits.day")
            #expect(try await api.patch(path, #"{"email":"a@b.example"}"#).fault == "read_only email")
            #expect(try await web.stranger().get(path).status == .notFound)
        }
    }

    @Test func `blocked time is not offered, and what lies in it is named`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let user = web.practice.hosts[0].id
            let booked = try await web.house.book("2026-12-08T09:00:00Z")
            let body =
                #"{"user_id":"\#(user)","start":"2026-12-08T10:00","end":"2026-12-08T12:00","label":"Dentist"}"#
            let made = try await api.post("/blocks", body)
            #expect(made.status == .created, "\(made.text)")
            #expect(try made.json("start") == "2026-12-08T09:00:00Z")
            #expect(try made.json("kind") == "blocked")
            #expect(try made.json("conflicts.0.id") == booked.appointment.id)
            let free = try await web.starts("intro", on: "2026-12-08")
            #expect(!free.contains("2026-12-08T10:30:00Z") && free.contains("2026-12-08T11:00:00Z"))
            #expect(try await api.get("/blocks?user=\(user)").json("blocks.0.label") == "Dentist")
            #expect(try await api.get("/blocks?from=2026-12-09T00:00:00Z").count("blocks") == 0)
            let path = "/blocks/\(try made.json("id") ?? "")"
            #expect(try await web.stranger().delete(path).status == .notFound)
            #expect(try await api.delete(path).status == .noContent)
            #expect(try await web.starts("intro", on: "2026-12-08").contains("2026-12-08T10:30:00Z"))
        }
    }

    @Test func `days off are whole days on the clocks of whoever takes them`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let made = try await api.post(
                "/blocks",
                #"""
                {"user_id":"\#(web.practice.hosts[0].id)","kind":"time_off","start":"2026-12-24","end":"2026-12-26"}
                """#)
            #expect(try made.json("first_date") == "2026-12-24")
            #expect(try made.json("end") == "2026-12-26T23:00:00Z")
            #expect(try await web.starts("intro", on: "2026-12-25").isEmpty)
            let calendar = try await api.post(
                "/blocks", #"{"calendar_id":"\#(web.practice.calendar.id)","start":"2026-12-08"}"#)
            #expect(try calendar.isNull("user_id"))
            #expect(
                try await web.starts("intro", on: "2026-12-08") == [
                    "2026-12-08T23:00:00Z", "2026-12-08T23:30:00Z",
                ])
        }
    }

    private static let impossibleBlocks: [(String, String)] = [
        (#"{"start":"2026-12-24"}"#, "unknown_owner user_id"),
        (#"{"user_id":"usr_1","start":"2026-12-24"}"#, "unknown_owner user_id"),
        (#"{"calendar_id":"cal_1","start":"2026-12-24"}"#, "unknown_owner calendar_id"),
        (#"{"user_id":"ADA","calendar_id":"cal_1","start":"2026-12-24"}"#, "bad_owner calendar_id"),
        (#"{"user_id":"ADA"}"#, "missing start"),
        (#"{"user_id":"ADA","start":"2026-12-24","end":"2026-12-23"}"#, "reversed end"),
        (#"{"user_id":"ADA","start":"2026-12-24","end":"2030-12-23"}"#, "too_long end"),
        (#"{"user_id":"ADA","start":"2026-12-24","end":"2026-12-24T09:00"}"#, "bad_time start"),
        (#"{"user_id":"ADA","kind":"external","start":"2026-12-24"}"#, "unknown_choice kind"),
        (#"{"user_id":"ADA","start":20261224}"#, "bad_json start"),
        (#"{"user_id":"ADA","start":"2026-12-24","owner":"ADA"}"#, "unknown_field owner"),
    ]

    @Test func `a block that cannot be is refused at its path`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            for (body, fault) in Self.impossibleBlocks {
                let answer = try await api.post(
                    "/blocks", body.replacing("ADA", with: web.practice.hosts[0].id))
                #expect(answer.fault == fault, "\(body): \(answer.text)")
            }
            #expect(try await api.get("/blocks").count("blocks") == 0)
        }
    }
}
