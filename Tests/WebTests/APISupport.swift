import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

/// A program with a key of an account.
struct APIClient: Sendable {
    let web: WebHouse
    let headers: HTTPFields

    func get(_ path: String) async throws -> TestResponse {
        try await send(.get, path, nil)
    }

    func post(_ path: String, _ json: String, key: String? = nil) async throws -> TestResponse {
        try await send(.post, path, json, key: key)
    }

    func patch(_ path: String, _ json: String) async throws -> TestResponse {
        try await send(.patch, path, json)
    }

    func delete(_ path: String) async throws -> TestResponse {
        try await send(.delete, path, nil)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ json: String?, key: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if let key, let name = HTTPField.Name("idempotency-key") { headers[name] = key }
        return try await web.client.execute(
            uri: "/api/v1\(path)", method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }

    /// Makes a calendar and answers its id.
    func makeCalendar(_ json: String) async throws -> String {
        let made = try await post("/calendars", json)
        try #require(made.status == .created, "\(made.text)")
        return try #require(try made.json("id"))
    }
}

extension WebHouse {
    /// A visitor's program.
    var visitor: APIClient { APIClient(web: self, headers: [:]) }

    /// A program with a key of the house's own account.
    func program() async throws -> APIClient {
        try await program(of: practice.account)
    }

    func program(of account: Account) async throws -> APIClient {
        let key = try await house.verbs.createAPIKey(for: account, label: "test")
        return APIClient(web: self, headers: [.authorization: "Bearer \(key)"])
    }

    /// A program of another account.
    func stranger() async throws -> APIClient {
        let admin = NewUser(name: "Olga", email: "olga@other.example", password: "a long password", zone: "UTC")
        let other = try await house.verbs.createAccount(name: "Other", slug: "other", zone: "UTC", admin: admin)
        return try await program(of: other.account)
    }

    /// The members of a JSON object that names every host of the house.
    var hostList: String {
        practice.hosts.map { #"{"user_id":"\#($0.id)"}"# }.joined(separator: ",")
    }

    /// A calendar with these further members, of the first host alone.
    func calendarJSON(_ slug: String, _ more: String = "") -> String {
        let hosts = more.contains("\"hosts\"") ? "" : #","hosts":[{"user_id":"\#(practice.hosts[0].id)"}]"#
        return #"{"name":"\#(slug)","slug":"\#(slug)"\#(hosts)\#(more.isEmpty ? "" : ",\(more)")}"#
    }

    /// The starts of a day's free slots, by `visitor`.
    func starts(_ slug: String, on day: String, _ more: String = "") async throws -> [String] {
        let answer = try await visitor.get(
            "/book/harbor/\(slug)/slots?start=\(day)&end=\(day)&timezone=UTC\(more)")
        try #require(answer.status == .ok, "\(answer.text)")
        return try answer.texts("slots", "start")
    }
}

extension TestResponse {
    /// A truth of the answer's JSON by its path.
    func flag(_ path: String) throws -> Bool? {
        try value(path) as? Bool
    }

    /// How many a list of the answer's JSON holds; nil when there is no list.
    func count(_ path: String) throws -> Int? {
        try (value(path) as? [Any])?.count
    }

    func isNull(_ path: String) throws -> Bool {
        try value(path) is NSNull
    }

    /// One text of every object of a list.
    func texts(_ path: String, _ name: String) throws -> [String] {
        let list = try value(path) as? [Any] ?? []
        return list.compactMap { ($0 as? [String: Any])?[name] as? String }
    }

    /// Code and first field of a problem.
    var fault: String { "\((try? json("code")) ?? "-") \((try? json("field")) ?? "-")" }

    private func value(_ path: String) throws -> Any? {
        var value = try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as Any?
        for key in path.split(separator: ".") {
            value =
                (value as? [String: Any])?[String(key)]
                ?? Int(key).flatMap { index in
                    (value as? [Any]).flatMap { index < $0.count ? $0[index] : nil }
                }
        }
        return value
    }
}
