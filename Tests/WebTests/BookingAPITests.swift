import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct BookingAPITests {
    private let path = "/api/v1/book/harbor/intro"

    @Test func `slots are listed in the asked zone's days, as UTC`() async throws {
        try await WebHouse.with { web in
            let answer = try await web.get("\(path)/slots?start=2026-12-08&end=2026-12-08&timezone=Asia/Kathmandu")
            #expect(answer.status == .ok)
            #expect(try answer.json("timezone") == "Asia/Kathmandu")
            // Midnight in Kathmandu is 18:15 UTC; the calendar's own grid is on the half hour.
            #expect(try answer.json("slots.0.start") == "2026-12-07T18:30:00Z")
            #expect(try answer.json("slots.0.end") == "2026-12-07T19:00:00Z")
            #expect(try answer.json("slots.47.start") == "2026-12-08T18:00:00Z")
            #expect(try answer.json("slots.48.start") == nil)
        }
    }

    private static let badLists: [(String, String)] = [
        ("start=2026-12-08", "end"), ("start=8.12.2026&end=2026-12-09", "start"),
        ("start=2026-12-08&end=2026-12-07", "end"), ("start=2026-12-01&end=2027-12-01", "end"),
        ("start=2026-12-08&end=2026-12-08&timezone=Mars/Base", "timezone"),
    ]

    @Test func `a list that cannot be made names the parameter`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for (query, field) in Self.badLists {
                let answer = try await web.get("\(path)/slots?\(query)")
                #expect(answer.status == .unprocessableContent, "\(query)")
                #expect(try answer.json("field") == field, "\(query)")
            }
        }
    }

    @Test func `an unknown calendar is a helpful 404`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for unknown in ["/api/v1/book/harbor/none/slots", "/api/v1/book/none/intro/slots"] {
                let answer = try await web.get("\(unknown)?start=2026-12-08&end=2026-12-08")
                #expect(answer.status == .notFound)
                #expect(try answer.json("code") == "not_found")
            }
        }
    }

    @Test func `a booking answers with everything a page needs`() async throws {
        try await WebHouse.with { web in
            let answer = try await web.post(path, json: WebHouse.booking("2026-12-08T09:00:00Z"))
            #expect(answer.status == .created)
            #expect(try answer.json("id")?.hasPrefix("apt_") == true)
            #expect(try answer.json("status") == "confirmed")
            #expect(try answer.json("start") == "2026-12-08T09:00:00Z")
            #expect(try answer.json("end") == "2026-12-08T09:30:00Z")
            #expect(try answer.json("host.name")?.hasSuffix("Test") == true)
            #expect(try answer.json("location.kind") == "zoom")
            #expect(try answer.json("location.state") == "pending")
            #expect(try answer.json("join_url")?.hasPrefix("http://usher.test/j/") == true)
            #expect(try answer.json("manage_url")?.hasPrefix("http://usher.test/a/") == true)
        }
    }

    @Test func `a taken slot answers 409 with the nearest free ones`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            _ = try await web.post(path, json: WebHouse.booking("2026-12-08T09:00:00Z", guest: "first"))
            let answer = try await web.post(path, json: WebHouse.booking("2026-12-08T09:00:00Z"))
            #expect(answer.status == .conflict)
            #expect(try answer.json("code") == "slot_taken")
            #expect(try answer.json("nearest.2.start") == "2026-12-08T08:30:00Z")
            #expect(try answer.json("nearest.3.start") == "2026-12-08T09:30:00Z")
        }
    }

    private static let badInput: [(String, Int, String?)] = [
        (#"{"timezone":"Europe/Berlin"}"#, 422, "start"), ("nonsense", 400, nil), ("[]", 400, nil),
        (#"{"start":7}"#, 400, "start"), (#"{"contact":"nora"}"#, 400, "contact"),
        (#"{"contact":{"name":["nora"]}}"#, 400, "contact.name"), (#"{"duration":"30"}"#, 400, "duration"),
        (#"{"duration":30.5}"#, 400, "duration"), (#"{"guests":["otto"]}"#, 400, "guests"),
        (#"{"guests":[{"email":1}]}"#, 400, "guests.0.email"), (#"{"consent":"yes"}"#, 400, "consent"),
        (#"{"answers":{"a":{}}}"#, 400, "answers.a"), (#"{"answers":[]}"#, 400, "answers"),
        (#"{"start":"2026-12-08T09:00:00Z","timezone":"Mars/Base"}"#, 422, "timezone"),
        (#"{"start":"2027-03-28T02:30:00","timezone":"Europe/Berlin"}"#, 422, "start"),
        (
            #"{"start":"2026-12-08T09:00:00Z","timezone":"Europe/Berlin","contact":{"name":"N"}}"#, 422,
            "contact.email"
        ),
        (
            #"{"start":"2026-12-08T09:01:00Z","timezone":"UTC","contact":{"name":"N","email":"n@x.org"}}"#,
            422, "start"
        ),
    ]

    @Test func `bad input is named by its field`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            for (body, status, field) in Self.badInput {
                let answer = try await web.post(path, json: body)
                #expect(answer.status.code == status, "\(body)")
                #expect(try answer.json("field") == field, "\(body)")
                #expect(try answer.json("message")?.isEmpty == false, "\(body)")
            }
        }
    }

    @Test func `an idempotency key gives the same answer and refuses another body`() async throws {
        try await WebHouse.with { web in
            let key = try #require(HTTPField.Name("idempotency-key"))
            let body = WebHouse.booking("2026-12-08T09:00:00Z")
            let first = try await web.post(path, json: body, [key: "k1"])
            let second = try await web.post(path, json: body, [key: "k1"])
            #expect(first.text == second.text)
            #expect(second.status == .created)
            let other = try await web.post(path, json: WebHouse.booking("2026-12-08T10:00:00Z"), [key: "k1"])
            #expect(other.status == .conflict)
            #expect(try other.json("code") == "idempotency_mismatch")
        }
    }

    @Test func `the same sent twice without a key books once`() async throws {
        try await WebHouse.with { web in
            let body = WebHouse.booking("2026-12-08T09:00:00Z")
            let first = try await web.post(path, json: body)
            let second = try await web.post(path, json: body)
            #expect(second.status == .ok)
            #expect(try first.json("id") == second.json("id"))
        }
    }

    private func makeForm(_ web: WebHouse) async throws {
        _ = try await web.program().makeCalendar(
            web.calendarJSON(
                "form",
                #"""
                "hosts":[\#(web.hostList)],"durations":[30,60],"max_guests":2,"lets_choose_host":true,
                "location":{"kind":"ask","detail":"Where?"},"consent":"I agree.",
                "questions":[{"key":"topic","label":"Topic","is_required":true},
                    {"key":"age","label":"Age","kind":"number"},{"key":"ok","label":"OK","kind":"checkbox"},
                    {"key":"days","label":"Days","kind":"choices","options":["Mon","Tue","Wed"]}]
                """#))
    }

    private func form(_ more: String) -> String {
        WebHouse.booking("2026-12-08T09:00:00Z").dropLast() + ",\(more)}"
    }

    @Test func `a booking answers what its calendar asks`() async throws {
        try await WebHouse.with { web in
            try await makeForm(web)
            let milo = web.practice.hosts[1].id
            let more = #"""
                "duration":60,"host":"\#(milo)","guests":[{"name":"Otto","email":"Otto@example.com"}],"consent":true,
                "answers":{"topic":"Boats","age":41,"ok":true,"days":["Mon","Wed"]},"location":"The quay","seen":1
                """#
            let booked = try await web.post("/api/v1/book/harbor/form", json: form(more))
            #expect(booked.status == .created, "\(booked.text)")
            #expect(try booked.json("end") == "2026-12-08T10:00:00Z")
            #expect(try booked.json("host.id") == milo)
            #expect(try booked.json("guests.0.email") == "otto@example.com")
            #expect(try booked.texts("answers", "answer") == ["Boats", "41", "Yes", "Mon\nWed"])
            #expect(try booked.json("location.text") == "The quay")
            #expect(try booked.json("location.kind") == "ask")
            #expect(try booked.json("consent.at") == "2026-11-30T06:00:00Z")
        }
    }

    private static let badAnswers: [(String, [String])] = [
        (#""answers":{"topic":""}"#, ["answers.topic", "consent", "location"]),
        (#""answers":{"topic":"T","age":"old"},"consent":true,"location":"L""#, ["answers.age"]),
        (#""answers":{"topic":"T","days":["Sun"]},"consent":true,"location":"L""#, ["answers.days"]),
        (#""answers":{"topic":"T","shoe":"42"},"consent":true,"location":"L""#, ["answers.shoe"]),
        (
            #""guests":[{"name":"Otto","email":"otto"}]"#,
            ["guests.0.email", "answers.topic", "consent", "location"]
        ),
        (
            #""answers":{"topic":"T"},"consent":true,"location":"L","guests":[{"email":"a@b.example"}]"#,
            ["guests.0.name"]
        ),
    ]

    @Test func `an answer that is wrong or missing is named`() async throws {
        try await WebHouse.with { web in
            try await makeForm(web)
            for (more, fields) in Self.badAnswers {
                let answer = try await web.post("/api/v1/book/harbor/form", json: form(more))
                #expect(answer.status == .unprocessableContent, "\(more)")
                #expect(try answer.texts("fields", "field") == fields, "\(answer.text)")
            }
        }
    }

    @Test func `an appointment is read with a key of its own account alone`() async throws {
        try await WebHouse.with { web in
            let booked = try await web.post(path, json: WebHouse.booking("2026-12-08T09:00:00Z"))
            let id = try #require(try booked.json("id"))
            let key = try await web.house.verbs.createAPIKey(for: web.practice.account, label: "own")
            let read = try await web.get("/api/v1/appointments/\(id)", [.authorization: "Bearer \(key)"])
            #expect(read.status == .ok)
            #expect(try read.json("contact.email") == "nora@example.com")
            let other = try await web.house.verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(name: "Olga", email: "olga@other.example", password: "a long password", zone: "UTC")
            )
            let foreign = try await web.house.verbs.createAPIKey(for: other.account, label: "foreign")
            let refused = try await web.get("/api/v1/appointments/\(id)", [.authorization: "Bearer \(foreign)"])
            #expect(refused.status == .notFound)
            #expect(try await web.get("/api/v1/appointments/\(id)").status == .unauthorized)
        }
    }

    @Test func `public booking is throttled when it is so set`() async throws {
        let settings = WebSettings(isSecure: false, zoomOrigins: [], bookingsPerMinute: 2)
        try await WebHouse.with(hosts: 1, settings: settings) { web in
            var statuses: [HTTPResponse.Status] = []
            for hour in 10..<14 {
                let body = WebHouse.booking("2026-12-08T\(hour):00:00Z")
                statuses.append(try await web.post(path, json: body).status)
            }
            #expect(statuses == [.created, .created, .tooManyRequests, .tooManyRequests])
        }
    }
}
