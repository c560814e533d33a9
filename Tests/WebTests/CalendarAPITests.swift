import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct CalendarAPITests {
    @Test func `what is read can be sent back, and is the same afterwards`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            let id = try await api.makeCalendar(
                web.calendarJSON(
                    "full",
                    #"""
                    "hosts":[\#(web.hostList)],"durations":[30,60],"interval":15,"buffer_before":5,"buffer_after":10,
                    "minimum_notice":120,"window":{"kind":"dates","first":"2026-12-01","last":"2027-01-31"},
                    "limits":{"day":3,"week":9,"month":20},"look_busy":20,"distribution":"equal","on_move":"keep",
                    "is_owner_first":true,"lets_choose_host":true,"needs_approval":true,"move_cutoff":60,
                    "cancel_cutoff":0,"max_guests":2,"max_occurrences":12,"has_waiting_list":true,
                    "location":{"kind":"custom","detail":"https://meet.example/room"},"consent":"I agree.",
                    "questions":[{"label":"What is it about?","kind":"choice","options":["This","That"]}],
                    "description":"Two\nlines, \"quoted\" \\ 🌍 \u2028"
                    """#))
            let read = try await api.get("/calendars/\(id)")
            #expect(try read.json("durations.1") == "60")
            #expect(try read.json("window.last") == "2027-01-31")
            #expect(try read.json("limits.week") == "9")
            #expect(try read.json("cancel_cutoff") == "0")
            #expect(try read.json("questions.0.key") == "what_is_it_about")
            #expect(try read.json("hosts.2.name") == "Rhea Test")
            #expect(try read.json("booking_url") == "http://usher.test/book/harbor/full")
            let sent = try await api.patch("/calendars/\(id)", read.text)
            #expect(sent.status == .ok, "\(sent.text)")
            #expect(sent.text == read.text)
        }
    }

    @Test func `a change changes what it names and leaves the rest`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            let path = "/calendars/\(web.practice.calendar.id)"
            let before = try await api.get(path)
            _ = try await api.patch(path, #"{"limits":{"day":3},"durations":[45]}"#)
            let after = try await api.patch(path, #"{"limits":{"week":5}}"#)
            #expect(try after.json("limits.day") == "3")
            #expect(try after.json("limits.week") == "5")
            #expect(try after.json("durations.0") == "45")
            let back = try await api.patch(path, #"{"limits":{"day":null,"week":null},"durations":[30]}"#)
            #expect(try back.isNull("limits.day"))
            #expect(back.text == before.text)
        }
    }

    private static let kinds: [(String, Int)] = [
        (#""kind":"personal""#, 1), (#""kind":"class","seats":9999,"interval":60"#, 1),
        (#""kind":"service","durations":[15,45]"#, 1), (#""kind":"collective","hosts":[ALL]"#, 3),
        (#""kind":"round_robin","hosts":[ALL],"distribution":"equal""#, 3),
        (#""kind":"unassigned","hosts":[],"schedule_id":"SCHEDULE","location":{"kind":"phone","detail":"1"}"#, 0),
    ]

    @Test func `every kind can be made and shows itself to visitors`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            let schedule = try await api.post(
                "/schedules",
                #"{"name":"Shop","timezone":"UTC","weeks":[{"tuesday":[{"from":"09:00","to":"12:00"}]}]}"#)
            for (number, (more, hosts)) in Self.kinds.enumerated() {
                let filled = more.replacing("ALL", with: web.hostList)
                    .replacing("SCHEDULE", with: try schedule.json("id") ?? "")
                let id = try await api.makeCalendar(web.calendarJSON("kind-\(number)", filled))
                #expect(try await api.get("/calendars/\(id)").count("hosts") == hosts)
                let shown = try await web.visitor.get("/book/harbor/kind-\(number)")
                #expect(more.contains(try shown.json("kind") ?? "?"))
                #expect(try shown.count("hosts") == 0)
                #expect(try await web.starts("kind-\(number)", on: "2026-12-08").isEmpty == false)
            }
        }
    }

    private static let impossible: [(String, Int, String)] = [
        (#"{"durations":[]}"#, 422, "missing durations"),
        (#"{"durations":["30"]}"#, 400, "bad_json durations"),
        (#"{"durations":[30,30]}"#, 422, "repeated durations"),
        (#"{"durations":[1.5]}"#, 422, "out_of_range durations"),
        (#"{"interval":"30"}"#, 400, "bad_json interval"),
        (#"{"buffer_after":-1}"#, 422, "out_of_range buffer_after"),
        (#"{"minimum_notice":576460752303423488}"#, 422, "out_of_range minimum_notice"),
        (#"{"seats":1e300}"#, 422, "out_of_range seats"), (#"{"seats":0}"#, 422, "out_of_range seats"),
        (#"{"window":{"kind":"dates"}}"#, 422, "missing window.first"),
        (
            #"{"window":{"kind":"dates","first":"2026-12-31","last":"2026-12-01"}}"#, 422,
            "reversed window.last"
        ),
        (#"{"window":{"kind":"moon"}}"#, 422, "unknown_choice window.kind"),
        (#"{"limits":{"day":0}}"#, 422, "out_of_range limits.day"),
        (#"{"limits":{"year":3}}"#, 422, "unknown_field limits.year"),
        (#"{"limits":7}"#, 400, "bad_json limits"),
        (#"{"location":{"kind":"custom","detail":" "}}"#, 422, "missing location.detail"),
        (#"{"location":{"kind":"custom","detail":"javascript:alert(1)"}}"#, 422, "bad_link location.detail"),
        (#"{"hosts":[]}"#, 422, "missing hosts"), (#"{"hosts":["usr_1"]}"#, 400, "bad_json hosts"),
        (#"{"hosts":[{"user_id":"usr_nobody"}]}"#, 422, "unknown_host hosts"),
        (#"{"hosts":[{"user_id":"ADA","weight":0}]}"#, 422, "out_of_range hosts.0.weight"),
        (#"{"hosts":[{"user_id":"ADA","schedule_id":"sch_1"}]}"#, 422, "unknown_schedule hosts.0.schedule_id"),
        (#"{"hosts":[{"user_id":"ADA","boss":true}]}"#, 422, "unknown_field hosts.0.boss"),
        (#"{"questions":[{"label":"","key":"a"}]}"#, 422, "missing questions.0.label"),
        (#"{"questions":[{"label":"A","options":[1]}]}"#, 400, "bad_json questions.0.options"),
        (#"{"is_open":1}"#, 400, "bad_json is_open"), (#"{"name":null}"#, 422, "missing name"),
        (#"{"colour":"red"}"#, 422, "unknown_field colour"), (#"{"id":"cal_1"}"#, 422, "read_only id"),
        (#"{"schedule_id":"sch_1"}"#, 422, "unknown_schedule schedule_id"),
        (#"{"resource_ids":["res_1"]}"#, 422, "unknown_resource resource_ids"),
        (#"{"kind":"class","look_busy":10,"hosts":[{"user_id":"ADA"}]}"#, 422, "not_for_class look_busy"),
        ("[]", 400, "bad_json -"), ("{", 400, "bad_json -"), ("", 400, "bad_json -"),
    ]

    @Test func `what cannot be is refused at its path, and nothing is changed`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let api = try await web.program()
            let path = "/calendars/\(web.practice.calendar.id)"
            let before = try await api.get(path).text
            for (body, status, fault) in Self.impossible {
                let answer = try await api.patch(path, body.replacing("ADA", with: web.practice.hosts[0].id))
                #expect(answer.status.code == status, "\(body): \(answer.text)")
                #expect(answer.fault == fault, "\(body): \(answer.text)")
                #expect(try await api.get(path).text == before, "\(body)")
            }
        }
    }

    @Test func `everything that is wrong is said at once`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let answer = try await api.post("/calendars", #"{"slug":"No Slug","seats":0}"#)
            #expect(Set(try answer.texts("fields", "field")) == ["name", "slug", "seats", "hosts"])
            let types = try await api.post("/calendars", #"{"slug":1,"seats":"0","shape":true}"#)
            #expect(Set(try types.texts("fields", "field")) == ["slug", "seats", "shape"])
        }
    }

    @Test func `a link name that is taken is refused`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            let answer = try await api.post("/calendars", web.calendarJSON("intro"))
            #expect(answer.fault == "taken slug")
        }
    }

    private static let views: [String] = [
        "", "/slots?start=2026-12-08&end=2026-12-08", "/explain?start=2026-12-08T09:00:00Z",
    ]

    @Test func `a calendar is its own account's alone`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (own, stranger) = (try await web.program(), try await web.stranger())
            for further in Self.views {
                let path = "/calendars/\(web.practice.calendar.id)\(further)"
                #expect(try await own.get(path).status == .ok)
                #expect(try await stranger.get(path).status == .notFound)
                #expect(try await web.visitor.get(path).fault == "no_key -")
            }
        }
    }

    private static let keyed: [(HTTPRequest.Method, String)] = [
        (.get, "/calendars"), (.post, "/calendars"), (.patch, "/calendars/ID"), (.get, "/users"),
        (.patch, "/users/ID"), (.get, "/schedules"),
        (.post, "/schedules"), (.patch, "/schedules/ID"), (.delete, "/schedules/ID"), (.get, "/blocks"),
        (.post, "/blocks"), (.delete, "/blocks/ID"), (.get, "/calendar-groups"), (.post, "/calendar-groups"),
        (.patch, "/calendar-groups/ID"), (.delete, "/calendar-groups/ID"), (.get, "/booking-links"),
        (.post, "/booking-links"), (.delete, "/booking-links/ID"), (.get, "/resources"),
        (.post, "/resources"), (.delete, "/resources/ID"), (.get, "/appointments"), (.post, "/appointments"),
        (.get, "/appointments/ID"), (.patch, "/appointments/ID"), (.post, "/appointments/ID/cancel"),
        (.get, "/appointments/ID/history"), (.get, "/series/ID"), (.get, "/waiting"),
        (.delete, "/waiting/ID"),
    ]

    @Test func `nothing of an account is done without a key`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let body = web.calendarJSON("new")
            for (method, path) in Self.keyed {
                let path = path.replacing("ID", with: web.practice.calendar.id)
                let answer = try await web.visitor.send(method, path, method == .get ? nil : body)
                #expect(answer.status == .unauthorized, "\(method) \(path)")
                #expect(try answer.json("code") == "no_key", "\(method) \(path)")
            }
        }
    }

    @Test func `what a visitor has to know is shown, and nothing more`() async throws {
        try await WebHouse.with { web in
            let api = try await web.program()
            _ = try await api.makeCalendar(
                web.calendarJSON(
                    "open",
                    #"""
                    "hosts":[\#(web.hostList)],"lets_choose_host":true,"consent":"I agree.",
                    "location":{"kind":"custom","detail":"https://meet.example/secret"},
                    "questions":[{"label":"Topic","is_required":true}],"max_guests":2
                    """#))
            let shown = try await web.visitor.get("/book/harbor/open")
            #expect(try shown.json("account.timezone") == "Europe/Berlin")
            #expect(try shown.texts("hosts", "name") == ["Ada Test", "Milo Test", "Rhea Test"])
            #expect(try shown.flag("questions.0.is_required") == true)
            #expect(try shown.json("consent") == "I agree.")
            #expect(try shown.json("max_guests") == "2")
            #expect(!shown.text.contains("secret"))
            #expect(!shown.text.contains("harbor.example"))
        }
    }

    @Test func `a body of many levels is refused, not fatal`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            for levels in [400, 5000, 100_000] {
                let body = String(repeating: #"{"a":["#, count: levels)
                #expect([400, 422].contains(try await api.post("/calendars", body).status.code))
                let closed = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
                let answer = try await api.post("/calendars", "{\"a\":\(closed)}")
                #expect([400, 422].contains(answer.status.code))
            }
            let long = try await api.post("/calendars", "{\"name\":\"\(String(repeating: "n", count: 300_000))\"}")
            #expect(try long.json("code") == "too_long")
        }
    }
}
