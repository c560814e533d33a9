import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct PageTests {
    @Test func `every page answers every name its template asks for`() async throws {
        let demo = WebSettings.Demo(
            password: "p", people: [("ada@harbor.example", "Admin")], bookingPath: "/book/harbor/intro",
            sandboxURL: "http://127.0.0.1:8090")
        let settings = WebSettings(isSecure: false, zoomOrigins: [], demo: demo)
        let audit = TagAudit()
        try await WebHouse.with(settings: settings) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            await web.house.work()
            let (headers, _) = try await web.signIn("ada")
            for path in try await paths(web, view) {
                let answer = try await TagAudit.$current.withValue(audit) { try await web.get(path, headers) }
                #expect(answer.status == .ok, "\(path)")
                #expect(answer.text.utf8.count < 150_000, "\(path) is too heavy")
            }
        }
        #expect(audit.unknown.isEmpty)
    }

    private func paths(_ web: WebHouse, _ view: AppointmentView) async throws -> [String] {
        let verbs = web.house.verbs
        func path(_ url: String) -> String { url.replacing("http://usher.test", with: "") }
        let manage = path(verbs.manageURL(view.appointment))
        let waiting = try await web.house.book("2026-12-08T11:00:00Z", guest: "waiting")
        let gone = try await web.house.book("2026-12-08T12:00:00Z", guest: "gone")
        _ = try await verbs.cancel(gone, reason: "Ill", by: "guest")
        let host = web.practice.hosts[0].id
        return [
            "/", "/sign-in", "/book/harbor/intro", "/book/harbor/intro?month=2027-05",
            "/book/harbor/intro?timezone=UTC&start=2026-12-08T10:00:00Z", manage, "\(manage)?done=booked",
            "\(manage)/move", "\(manage)/move?timezone=UTC&start=2026-12-09T10:00:00Z", "\(manage)/cancel",
            path(verbs.joinURL(waiting.appointment)), path(verbs.joinURL(gone.appointment)),
            path(verbs.manageURL(gone.appointment)), "/app/appointments", "/app/appointments?show=past",
            "/app/appointments?show=cancelled", "/app/appointments/\(view.appointment.id)",
            "/app/appointments/\(gone.appointment.id)", "/app/calendars", "/app/calendars/new",
            "/app/calendars/\(web.practice.calendar.id)", "/app/team", "/app/team/\(host)/hours", "/app/profile",
            "/app/profile/integrations", "/app/profile/feeds", "/app/calendars/\(web.practice.calendar.id)/share",
            "/demo/mailbox",
        ]
    }

    @Test func `every answer carries the strict headers`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for path in ["/sign-in", "/book/harbor/intro", "/nowhere", "/healthz", "/app/appointments"] {
                let answer = try await web.get(path)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            }
        }
    }

    @Test func `what a visitor types comes back escaped`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let name = #"<script>alert(1)</script>"#
            let form = [
                ("start", "2026-12-08T09:00:00Z"), ("timezone", "Europe/Berlin"), ("name", name),
                ("email", "bad\"><u>"), ("notes", "n"), ("submission", "s"),
            ]
            let answer = try await web.post("/book/harbor/intro", form: form)
            #expect(answer.status == .unprocessableContent)
            #expect(!answer.text.contains("<script>alert"))
            #expect(!answer.text.contains("\"><u>"))
            #expect(answer.text.contains("This is not an e-mail address"))
            #expect(answer.text.contains("&lt;script&gt;"))
        }
    }

    @Test func `a form sent twice leads to one appointment`() async throws {
        try await WebHouse.with { web in
            let form = [
                ("start", "2026-12-08T09:00:00Z"), ("timezone", "Europe/Berlin"), ("name", "Nora"),
                ("email", "nora@example.com"), ("submission", "once"),
            ]
            let first = try await web.post("/book/harbor/intro", form: form)
            let second = try await web.post("/book/harbor/intro", form: form)
            #expect(first.status == .seeOther)
            #expect(first.headers[.location] == second.headers[.location])
        }
    }

    @Test func `the join link leads into the meeting, and says so when there is none`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            let path = web.house.verbs.joinURL(view.appointment).replacing("http://usher.test", with: "")
            #expect(try await web.get(path).text.contains("Your room is being made"))
            await web.house.work()
            let ready = try await web.get(path)
            #expect(ready.status == .found)
            #expect(ready.headers[.location]?.hasPrefix(web.house.zoom.base) == true)
            _ = try await web.house.verbs.cancel(view, reason: "", by: "guest")
            let cancelled = try await web.get(path)
            #expect(cancelled.text.contains("This appointment is cancelled"))
            #expect(cancelled.text.contains("/book/harbor/intro"))
        }
    }
}
