import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct HostileInputTests {
    @Test(arguments: ["%", "%4", "email=%", "a=%zz", "a=100%", "%ff=%ff", "=&=", "&&&", "email", ""])
    func `a form that is not encoded as it should be is read as far as it can be`(body: String) async throws {
        try await WebHouse.with(hosts: 1) { web in
            for path in ["/sign-in", "/book/harbor/intro"] {
                let answer = try await web.post(path, json: body)
                #expect([422, 409].contains(answer.status.code), "\(path)")
            }
        }
    }

    @Test func `a form of a hundred thousand fields costs no more than one of five hundred`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let body = String(repeating: "a&", count: 100_000)
            let answer = try await web.post("/sign-in", json: body)
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test func `a name of few characters and many marks is as long as its marks`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let name = "a" + String(repeating: "\u{301}", count: 50_000)
            let answer = try await web.post(
                "/api/v1/book/harbor/intro",
                json: WebHouse.booking("2026-12-08T09:00:00Z", guest: "nora").replacing(
                    "\"nora\"", with: "\"\(name)\""))
            #expect(answer.status == .unprocessableContent)
            #expect(try answer.json("field") == "contact.name")
        }
    }

    @Test(arguments: [
        "/book/harbor/intro?month=0001-01", "/book/harbor/intro?month=9999-12",
        "/book/harbor/intro?date=9999-12-31",
        "/book/harbor/intro?start=9999-12-31T23:59:59-23:59", "/book/harbor/intro?month=%&date=%zz",
    ])
    func `an address with nonsense in it shows the page`(path: String) async throws {
        try await WebHouse.with(hosts: 1) { web in
            let answer = try await web.get(path)
            #expect(answer.status == .ok)
        }
    }

    @Test func `a notice that overflows is refused at its field`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (headers, csrf) = try await web.signIn("ada")
            let form = [
                ("csrf", csrf), ("name", "Late"), ("slug", "late"), ("duration", "30"), ("interval", "30"),
                ("buffer_before", "0"), ("buffer_after", "0"), ("notice", "576460752303423488"),
                ("notice_unit", "days"), ("window", "9"), ("host", web.practice.hosts[0].id),
                ("host", web.practice.hosts[0].id),
            ]
            let answer = try await web.post("/app/calendars", form: form, headers)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("This must be a whole number of days from 0 to 365."))
        }
    }

    @Test func `an empty idempotency key is none`() async throws {
        try await WebHouse.with { web in
            let key = try #require(HTTPField.Name("idempotency-key"))
            for guest in ["one", "two"] {
                let body = WebHouse.booking("2026-12-08T09:00:00Z", guest: guest)
                #expect(try await web.post("/api/v1/book/harbor/intro", json: body, [key: ""]).status == .created)
            }
        }
    }

    @Test func `who has booked can move even when the calendar has been closed`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            var form = CalendarForm(
                web.practice.calendar, hosts: web.practice.hosts.map { HostSetting(userID: $0.id) })
            form.isOpen = false
            try await web.house.verbs.saveCalendar(
                form, id: web.practice.calendar.id, of: web.practice.account)
            let path = web.house.verbs.manageURL(view.appointment).replacing("http://usher.test", with: "")
            #expect(try await web.get("\(path)/move?timezone=UTC").status == .ok)
            let moved = try await web.post(
                "\(path)/move", form: [("start", "2026-12-09T09:00:00Z"), ("timezone", "UTC")])
            #expect(moved.status == .seeOther)
        }
    }

    @Test func `a start that Zoom refuses leads back to the page and not to a form sent again`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            let (headers, csrf) = try await web.signIn("ada")
            let path = "/app/appointments/\(view.appointment.id)"
            let answer = try await web.post("\(path)/start", form: [("csrf", csrf)], headers)
            #expect(answer.headers[.location] == "\(path)?done=room_pending")
        }
    }
}
