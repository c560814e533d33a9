import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct SeriesAPITests {
    private let series = "/book/harbor/weekly/series"

    private func with(_ body: @Sendable (WebHouse, APIClient) async throws -> Void) async throws {
        try await WebHouse.with(hosts: 1) { web in
            let api = try await web.program()
            _ = try await api.makeCalendar(web.calendarJSON("weekly", #""max_occurrences":6"#))
            try await body(web, api)
        }
    }

    private func body(_ more: String = "", rule: String = "FREQ=WEEKLY;COUNT=3") -> String {
        WebHouse.booking("2026-12-08T09:00:00Z").dropLast() + #","rrule":"\#(rule)"\#(more)}"#
    }

    private func take(_ web: WebHouse, _ start: String) async throws {
        let taken = try await web.visitor.post("/book/harbor/weekly", WebHouse.booking(start, guest: "otto"))
        #expect(taken.status == .created, "\(taken.text)")
    }

    @Test func `a preview says of every occurrence whether it can be had`() async throws {
        try await with { web, _ in
            try await take(web, "2026-12-15T09:00:00Z")
            let body = #"{"start":"2026-12-08T10:00","timezone":"Europe/Berlin","rrule":"FREQ=WEEKLY;COUNT=3"}"#
            let preview = try await web.visitor.post("\(series)/preview", body)
            #expect(preview.status == .ok, "\(preview.text)")
            #expect(try preview.flag("first_is_free") == true)
            #expect(
                try preview.texts("occurrences", "start") == [
                    "2026-12-08T09:00:00Z", "2026-12-15T09:00:00Z", "2026-12-22T09:00:00Z",
                ])
            #expect(try preview.flag("occurrences.1.is_free") == false)
            #expect(try preview.json("occurrences.1.refusal.code") == "slot_taken")
            #expect(try preview.json("occurrences.1.next_free.start") == "2026-12-15T09:30:00Z")
            #expect(try preview.isNull("occurrences.2.refusal"))
            #expect(try await web.starts("weekly", on: "2026-12-22").contains("2026-12-22T09:00:00Z"))
        }
    }

    @Test func `a series that cannot be had whole is refused whole`() async throws {
        try await with { web, api in
            try await take(web, "2026-12-15T09:00:00Z")
            let refused = try await web.visitor.post(series, body())
            #expect(refused.status == .conflict)
            #expect(try refused.json("code") == "series_conflict")
            #expect(try await api.get("/appointments").count("appointments") == 1)
        }
    }

    @Test(arguments: [
        (#","on_conflict":"skip""#, ["2026-12-08T09:00:00Z", "2026-12-22T09:00:00Z"], 1),
        (
            #","on_conflict":"next_free""#,
            ["2026-12-08T09:00:00Z", "2026-12-15T09:30:00Z", "2026-12-22T09:00:00Z"], 0
        ),
        (
            #","on_conflict":"choose","choices":{"2026-12-15T09:00:00Z":"2026-12-16T11:00:00Z"}"#,
            ["2026-12-08T09:00:00Z", "2026-12-16T11:00:00Z", "2026-12-22T09:00:00Z"], 0
        ),
    ])
    func `what cannot be had is left out or replaced, as asked`(
        more: String, starts: [String], left: Int
    ) async throws {
        try await with { web, api in
            try await take(web, "2026-12-15T09:00:00Z")
            let booked = try await web.visitor.post(series, body(more))
            #expect(booked.status == .created, "\(booked.text)")
            #expect(try booked.texts("appointments", "start") == starts)
            #expect(try booked.count("left") == left)
            let read = try await api.get("/series/\(try booked.json("id") ?? "")")
            #expect(try read.texts("appointments", "start") == starts)
            #expect(try read.json("rrule")?.contains("WEEKLY") == true)
            #expect(try read.json("appointments.0.series_id") == booked.json("id"))
            #expect(try await web.stranger().get("/series/\(try booked.json("id") ?? "")").status == .notFound)
        }
    }

    @Test func `a series is moved and cancelled from one of it on`() async throws {
        try await with { web, api in
            let booked = try await web.visitor.post(series, body())
            let ids = try booked.texts("appointments", "id")
            let moved = try await api.patch(
                "/appointments/\(ids[1])", #"{"start":"2026-12-15T11:00:00Z","scope":"following"}"#)
            #expect(moved.status == .ok, "\(moved.text)")
            #expect(try moved.texts("appointments", "start") == ["2026-12-15T11:00:00Z", "2026-12-22T11:00:00Z"])
            let off = try await api.post("/appointments/\(ids[1])/cancel", #"{"scope":"following"}"#)
            #expect(try off.texts("appointments", "status") == ["cancelled", "cancelled"])
            let all = try await api.get("/series/\(try booked.json("id") ?? "")")
            #expect(try all.texts("appointments", "status") == ["confirmed", "cancelled", "cancelled"])
        }
    }

    @Test func `a series under one key is one series`() async throws {
        try await with { web, api in
            let first = try await web.visitor.post(series, body(), key: "k1")
            let second = try await web.visitor.post(series, body(), key: "k1")
            #expect(first.status == .created, "\(first.text)")
            #expect(try first.json("id") == second.json("id"))
            let third = try await web.visitor.post(series, body())
            #expect(third.status == .conflict)
            #expect(try await api.get("/appointments").count("appointments") == 3)
        }
    }

    private static let impossible: [(String, String, String)] = [
        (#","on_conflict":"maybe""#, "FREQ=WEEKLY;COUNT=3", "unknown_choice on_conflict"),
        (#","on_conflict":"choose","choices":{"soon":"later"}"#, "FREQ=WEEKLY;COUNT=3", "bad_time choices.soon"),
        (#","repeat":true"#, "FREQ=WEEKLY;COUNT=3", "unknown_field repeat"),
        ("", "FREQ=WEEKLY;COUNT=7", "too_many rrule"),
    ]

    @Test func `a series that cannot be is refused at its field`() async throws {
        try await with { web, _ in
            for (more, rule, fault) in Self.impossible {
                let answer = try await web.visitor.post(series, body(more, rule: rule))
                #expect(answer.fault == fault, "\(more): \(answer.text)")
            }
        }
    }

    private static let impossibleRules: [String] = [
        "", "nonsense", "FREQ=SECONDLY;COUNT=3", "FREQ=DAILY", "FREQ=DAILY;COUNT=0",
    ]

    @Test func `a rule that cannot be is refused as such`() async throws {
        try await with { web, _ in
            for rule in Self.impossibleRules {
                for path in [series, "\(series)/preview"] {
                    let answer = try await web.visitor.post(path, body(rule: rule))
                    #expect(answer.status == .unprocessableContent, "\(rule)")
                    #expect(try answer.json("field") == "rrule", "\(rule): \(answer.text)")
                }
            }
        }
    }

    @Test func `a calendar of single appointments takes no series`() async throws {
        try await with { web, _ in
            let answer = try await web.visitor.post("/book/harbor/intro/series", body())
            #expect(answer.fault == "no_series rrule")
        }
    }
}
