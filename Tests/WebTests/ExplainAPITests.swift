import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct ExplainAPITests {
    private func explain(_ web: WebHouse, _ query: String) async throws -> TestResponse {
        try await web.program().get("/calendars/\(web.practice.calendar.id)/explain?\(query)")
    }

    @Test func `a free time has nothing against it`() async throws {
        try await WebHouse.with { web in
            let answer = try await explain(web, "start=2026-12-08T09:00:00Z")
            #expect(try answer.flag("is_bookable") == true)
            #expect(try answer.isNull("refusal"))
            #expect(try answer.count("codes") == 0)
            #expect(try answer.count("hosts") == 3)
            #expect(try answer.flag("hosts.0.is_free") == true)
            #expect(try answer.json("end") == "2026-12-08T09:30:00Z")
        }
    }

    @Test func `a taken time names who is taken, and by what`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            _ = try await web.house.book("2026-12-08T09:00:00Z")
            let one = try await explain(web, "start=2026-12-08T09:00:00Z")
            #expect(try one.flag("is_bookable") == true)
            let codes = try (0..<2).map { try one.texts("hosts.\($0).codes", "label") }
            #expect(codes.contains(["BOOKED"]) && codes.contains([]))
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "otto")
            let both = try await explain(web, "start=2026-12-08T10:00&timezone=Europe/Berlin")
            #expect(try both.flag("is_bookable") == false)
            #expect(try both.json("refusal.code") == "slot_taken")
            #expect(try both.json("hosts.0.name") == "Ada Test")
            #expect(try both.json("hosts.0.codes.0.explanation")?.isEmpty == false)
        }
    }

    private static let reasons: [(String, String)] = [
        ("start=2026-11-01T09:00:00Z", "past"), ("start=2027-11-01T09:00:00Z", "too_far"),
        ("start=2026-12-08T09:00:00Z&duration=45", "duration"),
    ]

    @Test func `what the calendar has against a time is said of the calendar`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for (query, code) in Self.reasons {
                let answer = try await explain(web, query)
                #expect(try answer.json("refusal.code") == code, "\(answer.text)")
                #expect(try answer.texts("codes", "code").contains(code), "\(answer.text)")
            }
        }
    }

    private static let impossible: [(String, String)] = [
        ("", "missing start"), ("start=noon", "bad_time start"),
        ("start=2027-03-28T02:30:00&timezone=Europe/Berlin", "nonexistent_time start"),
        ("start=2026-12-08T09:00:00Z&duration=long", "bad_number duration"),
        ("start=2026-12-08T09:00:00Z&duration=99999", "out_of_range duration"),
        ("start=2026-12-08T09:00&timezone=Mars/Base", "unknown_zone timezone"),
    ]

    @Test func `a question that cannot be is refused at its parameter`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for (query, fault) in Self.impossible {
                let answer = try await explain(web, query)
                #expect(answer.status == .unprocessableContent, "\(query)")
                #expect(answer.fault == fault, "\(query)")
            }
        }
    }
}
