import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import Web

struct AccessTests {
    @Test func `who is not signed in is sent to sign in, and back to a page of ours alone`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let answer = try await web.get("/app/team")
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/sign-in?next=/app/team")
            let targets = [
                "/app/team": "/app/team", "https://evil.example": "/app/appointments",
                "//evil.example": "/app/appointments", "/app/../x": "/app/appointments",
                "/application": "/app/appointments", "/app/\\evil": "/app/appointments",
            ]
            for (next, expected) in targets {
                let form = [("email", "ada@harbor.example"), ("password", "a long password"), ("next", next)]
                let signedIn = try await web.post("/sign-in", form: form)
                #expect(signedIn.headers[.location] == expected)
                let cookie = try #require(signedIn.headers[.setCookie])
                #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            }
        }
    }

    @Test func `a form without the session's own token is refused`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (headers, csrf) = try await web.signIn("ada")
            for token in ["", "wrong", String(csrf.dropLast())] {
                let form = [("csrf", token), ("name", "Eve"), ("timezone", "UTC")]
                #expect(try await web.post("/app/profile", form: form, headers).status == .forbidden)
            }
            let form = [("csrf", csrf), ("name", "Ada New"), ("timezone", "UTC")]
            #expect(try await web.post("/app/profile", form: form, headers).status == .seeOther)
        }
    }

    @Test func `a form sent from another site is refused`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let form = [("email", "ada@harbor.example"), ("password", "a long password")]
            let site = try #require(HTTPField.Name("sec-fetch-site"))
            #expect(try await web.post("/sign-in", form: form, [site: "cross-site"]).status == .forbidden)
            #expect(
                try await web.post("/sign-in", form: form, [.origin: "https://evil.example"]).status == .forbidden)
            #expect(try await web.post("/sign-in", form: form, [.origin: "http://usher.test"]).status == .seeOther)
        }
    }

    @Test func `a tampered or foreign token is a 404`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            let join = web.house.verbs.vault.linkToken(.join, guestID: view.appointment.guest.id)
            let manage = web.house.verbs.vault.linkToken(.manage, guestID: view.appointment.guest.id)
            let nobody = web.house.verbs.vault.linkToken(.join, guestID: web.house.verbs.surroundings.id("gst"))
            for path in ["/a/\(join)", "/j/\(manage)", "/j/\(nobody)", "/j/\(join)x", "/j/x", "/a/", "/a/%00"] {
                #expect(try await web.get(path).status == .notFound, "\(path)")
            }
        }
    }

    @Test func `a limited user sees what is their own, and an admin what is the account's`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            let (ada, milo) = (web.practice.hosts[0].id, web.practice.hosts[1].id)
            #expect(view.host?.id == ada)
            let table: [(path: String, admin: Int, user: Int)] = [
                ("/app/appointments/\(view.appointment.id)", 200, 404),
                ("/app/calendars/new", 200, 403), ("/app/calendars/\(web.practice.calendar.id)", 200, 403),
                ("/app/team/\(ada)/hours", 200, 403), ("/app/team/\(milo)/hours", 200, 200),
                ("/app/calendars", 200, 200), ("/app/team", 200, 200), ("/app/profile", 200, 200),
            ]
            try await web.house.verbs.store.write {
                try $0.join(
                    milo, account: web.practice.account.id, as: .user, isLimited: true, at: web.house.clock.now)
            }
            let admin = try await web.signIn("ada").headers
            let user = try await web.signIn("milo").headers
            for row in table {
                #expect(try await web.get(row.path, admin).status.code == row.admin, "\(row.path) as admin")
                #expect(try await web.get(row.path, user).status.code == row.user, "\(row.path) as user")
            }
        }
    }

    @Test func `another account's things are not there`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            _ = try await web.house.verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(
                    name: "Olga", email: "olga@harbor.example", password: "a long password", zone: "UTC"))
            let olga = try await web.signIn("olga")
            let host = web.practice.hosts[0].id
            for path in [
                "/app/appointments/\(view.appointment.id)", "/app/calendars/\(web.practice.calendar.id)",
                "/app/team/\(host)/hours",
            ] {
                #expect(try await web.get(path, olga.headers).status == .notFound, "\(path)")
            }
            for path in [
                "/app/appointments/\(view.appointment.id)/cancel", "/app/calendars/\(web.practice.calendar.id)",
                "/app/team/\(host)/hours",
            ] {
                let form = [
                    ("csrf", olga.csrf), ("name", "X"), ("slug", "x"), ("duration", "30"), ("interval", "30"),
                    ("buffer_before", "0"), ("buffer_after", "0"), ("window", "9"), ("host", host),
                    ("timezone", "UTC"), ("notice", "0"),
                ]
                let status = try await web.post(path, form: form, olga.headers).status
                #expect([.notFound, .unprocessableContent].contains(status), "\(path)")
            }
            #expect(try await web.house.current(view).appointment.status == .confirmed)
        }
    }

    @Test func `signing in is throttled when it is so set`() async throws {
        let settings = WebSettings(isSecure: false, zoomOrigins: [], signInsPerMinute: 3)
        try await WebHouse.with(hosts: 1, settings: settings) { web in
            let form = [("email", "ada@harbor.example"), ("password", "wrong")]
            var codes: [Int] = []
            for _ in 0..<5 { codes.append(try await web.post("/sign-in", form: form).status.code) }
            #expect(codes == [422, 422, 422, 429, 429])
        }
    }

    @Test func `signing out ends the session`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (headers, csrf) = try await web.signIn("ada")
            #expect(try await web.post("/sign-out", form: [("csrf", csrf)], headers).status == .seeOther)
            #expect(try await web.get("/app/team", headers).status == .seeOther)
        }
    }
}
