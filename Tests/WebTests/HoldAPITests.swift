import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct HoldAPITests {
    private let holds = "/book/harbor/intro/holds"
    private let start = "2026-12-08T09:00:00Z"

    private func hold(_ visitor: String, _ start: String = "2026-12-08T09:00:00Z") -> String {
        #"{"start":"\#(start)","visitor":"\#(visitor)"}"#
    }

    private func booking(_ start: String, hold: String) -> String {
        WebHouse.booking(start).dropLast() + #","hold":"\#(hold)"}"#
    }

    @Test func `what is kept is kept for its visitor, who books it`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let held = try await web.visitor.post(holds, hold("one"))
            #expect(held.status == .created, "\(held.text)")
            #expect(try held.json("end") == "2026-12-08T09:30:00Z")
            #expect(try held.json("expires_at") == "2026-11-30T06:10:00Z")
            #expect(try await web.starts("intro", on: "2026-12-08").contains(start) == false)
            let other = try await web.visitor.post("/book/harbor/intro", WebHouse.booking(start))
            #expect(try other.json("code") == "slot_taken")
            #expect(try await web.visitor.post(holds, hold("two")).status == .conflict)
            let id = try held.json("id") ?? ""
            let booked = try await web.visitor.post("/book/harbor/intro", booking(start, hold: id))
            #expect(booked.status == .created, "\(booked.text)")
        }
    }

    @Test func `ten minutes later it is anybody's`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let id = try await web.visitor.post(holds, hold("one")).json("id") ?? ""
            web.house.clock.advance(minutes: 10)
            #expect(try await web.starts("intro", on: "2026-12-08").contains(start))
            let other = try await web.visitor.post("/book/harbor/intro", WebHouse.booking(start, guest: "otto"))
            #expect(other.status == .created)
            let late = try await web.visitor.post("/book/harbor/intro", booking(start, hold: id))
            #expect(try late.json("code") == "slot_taken")
        }
    }

    @Test func `a visitor's next hold takes the place of the former`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let later = "2026-12-08T10:00:00Z"
            _ = try await web.visitor.post(holds, hold("one"))
            #expect(try await web.visitor.post(holds, hold("one", later)).status == .created)
            let free = try await web.starts("intro", on: "2026-12-08")
            #expect(free.contains(start) && !free.contains(later))
            _ = try await web.visitor.post(holds, hold("two"))
            #expect(try await web.starts("intro", on: "2026-12-08").contains(start) == false)
            #expect(try await web.starts("intro", on: "2026-12-08").contains(later) == false)
        }
    }

    @Test func `only who holds can let go`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let id = try await web.visitor.post(holds, hold("one")).json("id") ?? ""
            for other in ["\(holds)/\(id)", "\(holds)/\(id)?visitor=two", "\(holds)/hld_1?visitor=one"] {
                #expect(try await web.visitor.delete(other).status == .notFound)
            }
            #expect(try await web.visitor.delete("\(holds)/\(id)?visitor=one").status == .noContent)
            #expect(try await web.starts("intro", on: "2026-12-08").contains(start))
        }
    }

    @Test func `of twenty who want to hold one slot, one does`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for number in 0..<20 {
                    group.addTask { try await web.visitor.post(holds, hold("v\(number)")).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == .created }.count == 1)
            #expect(statuses.filter { $0 == .conflict }.count == 19)
        }
    }

    private static let impossible: [(String, String)] = [
        ("{}", "missing start"), (#"{"start":"soon"}"#, "bad_time start"), (#"{"start":9}"#, "bad_json start"),
        (#"{"start":"2026-12-08T09:07:00Z"}"#, "off_grid start"),
        (#"{"start":"2026-12-08T09:00:00Z","seats":0}"#, "out_of_range seats"),
        (#"{"start":"2026-12-08T09:00:00Z","seats":"1"}"#, "bad_json seats"),
        (#"{"start":"2026-12-08T09:00:00Z","duration":31}"#, "duration duration"),
        (#"{"start":"2026-12-08T09:00:00Z","host":"usr_1"}"#, "unknown_host host"),
        (#"{"start":"2026-12-08T09:00:00Z","minutes":30}"#, "unknown_field minutes"),
        (#"{"start":"2026-12-08T09:00","timezone":"Mars/Base"}"#, "unknown_zone timezone"),
    ]

    @Test func `a hold that cannot be is refused at its field`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for (body, fault) in Self.impossible {
                let answer = try await web.visitor.post(holds, body)
                #expect(answer.fault == fault, "\(body): \(answer.text)")
            }
        }
    }

    @Test func `holding is throttled when it is so set`() async throws {
        let settings = WebSettings(isSecure: false, zoomOrigins: [], bookingsPerMinute: 2)
        try await WebHouse.with(hosts: 1, settings: settings) { web in
            for _ in 0..<2 { _ = try await web.visitor.post(holds, hold("one")) }
            #expect(try await web.visitor.post(holds, hold("one")).status == .tooManyRequests)
        }
    }
}
