import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

/// A member of the account, signed in.
struct Staff {
    let web: WebHouse
    let headers: HTTPFields
    let csrf: String

    init(_ web: WebHouse, _ name: String = "ada") async throws {
        self.web = web
        (headers, csrf) = try await web.signIn(name)
    }

    var calendarPath: String { "/app/calendars/\(web.practice.calendar.id)" }

    /// The text of a page that is there.
    @discardableResult
    func sees(_ path: String) async throws -> String {
        let answer = try await web.get(path, headers)
        #expect(answer.status == .ok, "\(path)")
        #expect(answer.text.utf8.count < 150_000, "\(path) is too heavy")
        return answer.text
    }

    func post(_ path: String, _ fields: [(String, String)] = []) async throws -> TestResponse {
        try await web.post(path, form: [("csrf", csrf)] + fields, headers)
    }

    /// Sends a form that has to be carried out.
    /// - Returns: where it leads.
    @discardableResult
    func does(_ path: String, _ fields: [(String, String)] = []) async throws -> String {
        let answer = try await post(path, fields)
        #expect(answer.status == .seeOther, "\(path): \(answer.status)")
        return try #require(answer.headers[.location])
    }

    /// Sends a form that has to come back with what was typed.
    @discardableResult
    func fails(_ path: String, _ fields: [(String, String)] = []) async throws -> String {
        let answer = try await post(path, fields)
        #expect([422, 409].contains(answer.status.code), "\(path): \(answer.status)")
        return answer.text
    }

    /// The fields of a calendar's form with everything it needs.
    func calendarFields(_ changes: [String: String] = [:]) -> [(String, String)] {
        let usual = [
            ("name", "Second look"), ("slug", "second"), ("kind", "round_robin"), ("duration", "30"),
            ("interval", "30"), ("buffer_before", "0"), ("buffer_after", "0"), ("notice", "0"),
            ("notice_unit", "hours"), ("window", "30"), ("host", web.practice.hosts[0].id),
        ]
        let rest = changes.filter { change in !usual.contains { $0.0 == change.key } }
        return usual.map { ($0.0, changes[$0.0] ?? $0.1) } + rest.sorted { $0.key < $1.key }
    }

    /// The account's calendar of that link name as it is stored.
    func calendar(_ slug: String) async throws -> BookingCalendar {
        try #require(
            try await web.house.verbs.store.read { try $0.calendar(slug: slug, ofAccount: "harbor")?.calendar })
    }

    /// The id at the end of a path.
    static func id(_ path: String) -> String {
        String(path.prefix { $0 != "?" }.split(separator: "/").last ?? "")
    }
}
