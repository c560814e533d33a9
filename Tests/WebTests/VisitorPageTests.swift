import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones
import Web

struct VisitorPageTests {
    /// A calendar that asks for everything there is.
    private static func demanding(_ form: inout CalendarForm) {
        form.durations = "30, 60"
        form.letsChooseHost = true
        form.kind = "service"
        form.maxGuests = "2"
        form.maxOccurrences = "4"
        form.hasWaitingList = true
        form.consent = "I agree."
        form.questions = Question.Kind.allCases.map { kind in
            QuestionForm(
                key: kind.rawValue, label: "A \(kind.rawValue)", kind: kind.rawValue, isRequired: true,
                options: kind == .choice || kind == .choices ? "One\nTwo" : "")
        }
    }

    @Test func `every page of every kind answers every name its template asks for`() async throws {
        let audit = TagAudit()
        try await VisitorHouse.with(adjust: Self.demanding) { visitor in
            try await TagAudit.$current.withValue(audit) {
                for path in ["/book/harbor", "/book/harbor/group/all", "/book/harbor/intro"] {
                    try await visitor.sees(path)
                }
                try await visitor.sees("/book/harbor/intro?timezone=UTC&start=2026-12-08T10:00:00Z&duration=60")
                try await visitor.sees("/book/harbor/intro/waiting?date=2026-12-08&start=2026-12-08T10:00:00Z")
                try await seesForms(visitor)
                try await seesAppointments(visitor)
            }
        }
        try await VisitorHouse.with(hosts: 2, adjust: Self.demanding) { visitor in
            try await TagAudit.$current.withValue(audit) { try await visitor.sees("/book/harbor/intro") }
        }
        #expect(audit.unknown.isEmpty, "\(audit.unknown)")
    }

    private func seesForms(_ visitor: VisitorHouse) async throws {
        let path = "/book/harbor/intro"
        let nothing = try await visitor.web.post(path, form: visitor.form(["name": "", "guests.0.email": "x"]))
        #expect(nothing.status == .unprocessableContent)
        _ = try await visitor.book("2026-12-15T10:00:00Z")
        let preview = try await visitor.web.post(
            path, form: visitor.form(["repeat": "weekly", "times": "3", "host": visitor.web.practice.hosts[0].id]))
        #expect(preview.text.contains("These are the dates"))
        let waiting = try await visitor.web.post("\(path)/waiting", form: [("name", ""), ("date", "2026-12-08")])
        #expect(waiting.status == .unprocessableContent)
    }

    private func seesAppointments(_ visitor: VisitorHouse) async throws {
        let path = "/book/harbor/intro"
        let form = visitor.form([
            "repeat": "weekly", "times": "3", "step": "series", "start": "2026-12-08T12:00:00Z",
        ])
        let manage = try #require(try await visitor.web.post(path, form: form).headers[.location])
        try await visitor.sees(manage)
        let own = String(manage.prefix { $0 != "?" })
        for more in ["", "/move", "/move?timezone=UTC&start=2026-12-09T10:00:00Z", "/cancel"] {
            try await visitor.sees(own + more)
        }
        let joined = try await visitor.web.post(
            "\(path)/waiting", form: [("name", "Wanda"), ("email", "wanda@example.com"), ("date", "2026-12-08")])
        let place = String(try #require(joined.headers[.location]).prefix { $0 != "?" })
        try await visitor.sees(place)
        await visitor.web.house.work()
        #expect(try await visitor.web.get(place).text.contains("A place is free for you"))
        #expect(try await visitor.web.post("\(place)/accept", form: []).text.contains("Please agree to this"))
        try await visitor.web.post("\(place)/accept", form: [("consent", "yes")]).leads(to: "/a/")
        try await visitor.sees(place)
    }

    @Test func `a place that is not Zoom is shown as what it is, and only what leads to the web is a link`()
        async throws
    {
        let places = [
            ("custom", "https://meet.example.com/x", true), ("custom", "By the old crane", false),
            ("phone", "+49 30 1234567", true), ("address", "Pier 4", false),
        ]
        for (kind, detail, isLink) in places {
            try await VisitorHouse.with { form in
                (form.locationKind, form.locationDetail) = (kind, detail)
            } _: { visitor in
                let view = try await visitor.book("2026-12-08T10:00:00Z")
                for url in [
                    visitor.web.house.verbs.manageURL(view.appointment),
                    visitor.web.house.verbs.joinURL(view.appointment),
                ] {
                    let page = try await visitor.web.get(url.replacing("http://usher.test", with: ""))
                    #expect(page.text.contains(detail), "\(kind)")
                    #expect(page.text.contains("<div class=\"spot\">"), "\(kind)")
                    #expect(
                        page.text.contains("class=\"btn primary\" href=\"\(kind == "phone" ? "tel:" : detail)")
                            == isLink)
                }
            }
        }
    }

    @Test func `what somebody says about where is never followed unless it is a link`() async throws {
        try await VisitorHouse.with { form in
            form.locationKind = "ask"
        } _: { visitor in
            let place = "javascript:alert(1)"
            let answer = try await visitor.web.post("/book/harbor/intro", form: visitor.form(["location": place]))
            let page = try await visitor.web.get(try #require(answer.headers[.location]))
            #expect(page.text.contains(place))
            #expect(!page.text.contains("href=\"\(place)"))
        }
    }

    @Test func `a time is kept for one visitor, who sees it as free, and is released by nobody else`() async throws
    {
        try await VisitorHouse.with { visitor in
            let web = visitor.web
            let form = [("start", "2026-12-08T10:00:00Z"), ("timezone", "UTC")]
            let held = try await web.post("/book/harbor/intro/hold", form: form)
            #expect(held.status == .created)
            let id = try #require(try held.json("id"))
            let cookie = try #require(held.headers[.setCookie])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            let own: HTTPFields = [.cookie: String(cookie.prefix { $0 != ";" })]
            let path = "/book/harbor/intro?timezone=UTC&start=2026-12-08T10:00:00Z"
            #expect(try await web.get(path, own).text.contains("Book this time"))
            #expect(try await web.get(path).text.contains("not free any more"))
            let other: HTTPFields = [.cookie: "usher_visitor=aaaaaaaaaaaaaaaaaaaaaaaaaaaa.\(id)"]
            _ = try await web.post("/book/harbor/intro/release", form: [], other)
            #expect(try await web.get(path).text.contains("not free any more"))
            _ = try await web.post("/book/harbor/intro/release", form: [], own)
            #expect(try await web.get(path).text.contains("Book this time"))
            let taken = try await web.post("/book/harbor/intro/hold", form: [("start", "nonsense")])
            #expect(taken.status == .unprocessableContent)
        }
    }

    @Test func `an appointment's page says what became of it, and is over when its time is`() async throws {
        try await VisitorHouse.with { visitor in
            let (web, verbs) = (visitor.web, visitor.web.house.verbs)
            let view = try await visitor.book("2026-12-08T10:00:00Z")
            let path = verbs.manageURL(view.appointment).replacing("http://usher.test", with: "")
            web.house.clock.advance(minutes: 8 * 1440 + 4 * 60 + 10)
            _ = try await verbs.setStatus(view, to: .showed, by: "Ada")
            #expect(try await !web.get(path).text.contains("is over"))
            web.house.clock.advance(minutes: 60)
            #expect(try await web.get(path).text.contains("Thank you for coming"))
            _ = try await verbs.setStatus(view, to: .noshow, by: "Ada")
            let missed = try await web.get(path).text
            #expect(missed.contains("is over") && !missed.contains("Thank you for coming"))
            _ = try await verbs.setStatus(view, to: .invalid, by: "Ada")
            let invalid = try await web.get(path).text
            #expect(invalid.contains("has been set aside by") && !invalid.contains("Book another time"))
        }
    }

    @Test func `what a visitor chose stays in every address, and what is not offered does not`() async throws {
        try await VisitorHouse.with(adjust: Self.demanding) { visitor in
            let host = visitor.web.practice.hosts[0].id
            let page = try await visitor.web.get("/book/harbor/intro?duration=60&host=\(host)&timezone=UTC")
            #expect(page.text.contains("&amp;duration=60&amp;host=\(host)&amp;start="))
            #expect(page.text.contains("name=\"duration\" value=\"60\""))
            let odd = try await visitor.web.get("/book/harbor/intro?duration=61&host=usr_nobody&timezone=UTC")
            #expect(!odd.text.contains("duration=61") && !odd.text.contains("usr_nobody"))
        }
    }
}

/// A visitor of a house.
struct VisitorHouse {
    let web: WebHouse

    static func with(
        hosts: Int = 1, adjust: @escaping @Sendable (inout CalendarForm) -> Void = { _ in },
        _ body: @Sendable (VisitorHouse) async throws -> Void
    ) async throws {
        try await WebHouse.with(hosts: hosts, adjust: adjust) { web in
            _ = try await web.house.verbs.saveGroup(
                GroupForm(name: "All", slug: "all", calendarIDs: [web.practice.calendar.id]), id: nil,
                of: web.practice.account)
            try await body(VisitorHouse(web: web))
        }
    }

    func sees(_ path: String) async throws {
        let answer = try await web.get(path)
        #expect(answer.status == .ok, "\(path)")
        #expect(answer.text.utf8.count < 150_000, "\(path) is too heavy")
    }

    /// A form with everything in it, but for what is given.
    func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        var fields = [
            "start": "2026-12-08T10:00:00Z", "timezone": "UTC", "name": "Nora", "email": "nora@example.com",
            "submission": UUID().uuidString, "consent": "yes",
        ]
        let answers = [
            "text": "a", "paragraph": "b", "email": "c@example.com", "phone": "+49 30 123456", "number": "1",
            "date": "2026-12-24", "url": "https://example.com", "choice": "One", "choices": "Two",
            "checkbox": "yes",
        ]
        if !web.practice.calendar.questions.isEmpty {
            for (key, answer) in answers { fields["answers.\(key)"] = answer }
        }
        fields.merge(changes) { $1 }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Books by the form.
    func book(_ start: String) async throws -> AppointmentView {
        let answer = try await web.post("/book/harbor/intro", form: form(["start": start]))
        let token = try #require(answer.headers[.location], "\(answer.text)").dropFirst(3).prefix { $0 != "?" }
        return try await web.house.verbs.appointment(token: String(token), .manage)
    }
}

extension TestResponse {
    /// Expects that a form was carried out.
    func leads(to path: String) throws {
        #expect(try #require(headers[.location]).hasPrefix(path))
    }
}
