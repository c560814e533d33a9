import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import Web

struct FormTests {
    @Test func `a calendar's faults stand at their fields and what was typed stays`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (headers, csrf) = try await web.signIn("ada")
            let form = [
                ("csrf", csrf), ("name", ""), ("slug", "Bad Slug!"), ("duration", "3"), ("interval", "x"),
                ("buffer_before", "-1"), ("buffer_after", "0"), ("notice", "soon"), ("notice_unit", "hours"),
                ("window", "9999"), ("description", "Kept as typed"),
            ]
            let answer = try await web.post("/app/calendars", form: form, headers)
            #expect(answer.status == .unprocessableContent)
            for text in ["The name is missing", "Choose at least one host", "value=\"soon\"", "Kept as typed"] {
                #expect(answer.text.contains(text), "\(text)")
            }
        }
    }

    @Test func `a calendar is made, changed and closed`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let (headers, csrf) = try await web.signIn("ada")
            var form = [
                ("csrf", csrf), ("name", "Second look"), ("slug", "second"), ("duration", "45"),
                ("interval", "15"),
                ("buffer_before", "5"), ("buffer_after", "10"), ("notice", "2"), ("notice_unit", "hours"),
                ("window", "14"), ("description", ""), ("host", web.practice.hosts[1].id),
            ]
            #expect(try await web.post("/app/calendars", form: form, headers).status == .seeOther)
            let made = try #require(
                try await web.house.verbs.store.read {
                    try $0.calendar(slug: "second", ofAccount: "harbor")?.calendar
                })
            #expect(made.rules.minimumNotice == 120)
            #expect(made.isOpen)
            let again = try await web.post("/app/calendars", form: form, headers)
            #expect(again.text.contains("Another calendar has this link name"))
            form[1].1 = "Second look, closed"
            #expect(try await web.post("/app/calendars/\(made.id)", form: form, headers).status == .seeOther)
            #expect(try await web.get("/book/harbor/second").status == .notFound)
        }
    }

    @Test func `hours that make no sense are refused by day`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (headers, csrf) = try await web.signIn("ada")
            let path = "/app/team/\(web.practice.hosts[0].id)/hours"
            let form = [
                ("csrf", csrf), ("timezone", "Europe/Lisbon"), ("mon_1_from", "17:00"), ("mon_1_to", "09:00"),
                ("tue_1_from", "09:00"), ("tue_1_to", "12:00"), ("tue_2_from", "11:00"), ("tue_2_to", "13:00"),
                ("wed_1_from", "09:00"), ("wed_1_to", ""), ("thu_1_from", "22:00"), ("thu_1_to", "00:00"),
            ]
            let answer = try await web.post(path, form: form, headers)
            #expect(answer.status == .unprocessableContent)
            for text in ["A range must end after it begins", "Two of these ranges overlap", "Give both times"] {
                #expect(answer.text.contains(text), "\(text)")
            }
            let good = form.filter { !["mon", "tue", "wed"].contains($0.0.prefix(3)) }
            #expect(try await web.post(path, form: good, headers).status == .seeOther)
            let id = web.practice.hosts[0].id
            let stored = try #require(try await web.house.verbs.store.read { try $0.schedule(of: id) })
            #expect(stored.zone == "Europe/Lisbon")
            #expect(stored.rules.contains(#""4":[[1320,1440]]"#))
        }
    }
}
