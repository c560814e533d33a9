import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones
import Web

struct `The week` {
    @Test func `shows meetings on the clocks of who looks, side by side where they overlap`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "nora")
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "omar")
            let ada = try await Staff(web)
            let page = try await ada.sees("/app/calendar?date=2026-12-10")
            #expect(page.contains("7–13 December 2026"))
            #expect(page.contains("10:00–10:30"))
            for lane in ["l1", "l2"] { #expect(page.contains("h10 q0 dh0 dq2 \(lane)")) }
            let one = try await ada.sees("/app/calendar?view=day&date=2026-12-08&host=\(web.practice.hosts[0].id)")
            #expect(one.contains("Nora") != one.contains("Omar"))
        }
    }

    @Test func `says what a move will do, and offers the way back`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z", guest: "nora")
            let ada = try await Staff(web)
            let path = "/app/appointments/\(view.appointment.id)/move"
            let page = try await ada.sees("\(path)?day=2026-12-09&clock=11:00&back=calendar")
            #expect(page.contains("In Zoom, the old meeting is taken down and a new one made at the new time."))
            #expect(page.contains(#"value="2026-12-09T10:00:00Z" checked"#))
            let moved = try await ada.post(path, [("start", "2026-12-09T10:00:00Z"), ("back", "calendar")])
            let place = try #require(moved.headers[.location])
            #expect(place.hasPrefix("/app/calendar?date=2026-12-09&done=moved"))
            #expect(try await ada.sees(place).contains("Move it back"))
        }
    }
}

struct `A member's notices` {
    @Test func `are what happened to their appointments, new until they are seen`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            #expect(try await ada.sees("/app/notifications").contains("Nothing yet"))
            let view = try await web.house.book("2026-12-08T09:00:00Z", guest: "nora")
            _ = try await web.house.verbs.cancel(view, reason: "", by: "guest")
            let page = try await ada.sees("/app/notifications")
            #expect(page.contains("Nora booked Introductory call, Tue 8 Dec, 10:00"))
            #expect(page.contains("Introductory call with Nora was cancelled"))
            #expect(page.contains("Mark all as read"))
            try await ada.does("/app/notifications/seen")
            #expect(try await !ada.sees("/app/notifications").contains("Mark all as read"))
        }
    }
}

struct `A picture of a member` {
    @Test func `is a picture, and is shown to guests until it is taken away`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (verbs, host) = (web.house.verbs, web.practice.hosts[0])
            let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
            for bad in [Array("<svg/>".utf8), [], bytes + Array(repeating: 0, count: Verbs.largestPhoto)] {
                await #expect(throws: OperationError.self) { try await verbs.savePhoto(bad, of: host) }
            }
            try await verbs.savePhoto(bytes, of: host)
            let href = try #require(
                try await verbs.store.read { try $0.user(id: host.id) }?.photo.map { "/photos/\(host.id)?v=\($0)" }
            )
            let image = try await web.client.execute(uri: href, method: .get)
            #expect(image.headers[.contentType] == "image/jpeg" && Array(image.body.readableBytesView) == bytes)
            #expect(
                try await web.get("/book/harbor/intro").text.contains(
                    "<img class=\"avatar\" src=\"/photos/\(host.id)"))
            try await verbs.removePhoto(of: host)
            #expect(try await web.client.execute(uri: href, method: .get).status == .notFound)
            #expect(try await !web.get("/book/harbor/intro").text.contains("/photos/"))
        }
    }
}

struct `Whoever is logged in as somebody` {
    @Test func `leaves a trace of everything they change, with both names`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let ada = try await Staff(web)
            let (verbs, milo) = (web.house.verbs, web.practice.hosts[1])
            try await ada.does("/agency/people/\(milo.id)/log-in-as")
            // Another person's forms carry another token.
            let page = try await ada.sees("/app/profile")
            let token = try #require(page.firstRange(of: #"name="csrf" value=""#))
            let csrf = String(page[token.upperBound...].prefix { $0 != "\"" })
            let fields = [("csrf", csrf), ("name", "Milo"), ("timezone", "UTC"), ("phone", "")]
            #expect(try await web.post("/app/profile", form: fields, ada.headers).status == .seeOther)
            let agency = try #require(
                try await verbs.store.read { try $0.agency(ofAccount: web.practice.account.id) })
            var filter = AuditFilter(.agency(agency.id))
            filter.event = "acted_as"
            let wanted = filter
            let entries = try await verbs.store.read { try $0.audit(wanted) }
            #expect(entries.map(\.detail) == ["/app/profile"])
            #expect(entries.map(\.behind) == [web.practice.hosts[0].name])
        }
    }
}
