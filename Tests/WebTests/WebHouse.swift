import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import Web

/// A house with its pages, called as a browser or a program calls them.
struct WebHouse {
    let house: TestHouse
    let practice: Practice
    let client: any TestClientProtocol

    /// Runs `body` in a fresh house with an account of `hosts` hosts.
    static func with(
        hosts: Int = 3, connected: Bool = true, settings: WebSettings = .init(isSecure: false, zoomOrigins: []),
        adjust: (inout CalendarForm) -> Void = { _ in }, _ body: @Sendable (WebHouse) async throws -> Void
    ) async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: hosts, connected: connected, adjust: adjust)
            let router = try Site(verbs: house.verbs, settings: settings).router()
            try await Application(router: router, logger: .quiet).test(.router) { client in
                try await body(WebHouse(house: house, practice: practice, client: client))
            }
        }
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: headers)
    }

    func post(_ path: String, json: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: json))
    }

    func post(_ path: String, form: [(String, String)], _ headers: HTTPFields = [:]) async throws -> TestResponse {
        let body = form.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    /// A signed-in browser: its cookie, and the token its forms carry.
    func signIn(_ name: String) async throws -> (headers: HTTPFields, csrf: String) {
        let session = try await house.signIn(email: "\(name)@harbor.example")
        let csrf = try #require(try await house.verbs.person(token: session.token)).person.csrf
        return ([.cookie: "usher_session=\(session.token)"], csrf)
    }

    /// The body of a booking by JSON.
    static func booking(_ start: String, guest: String = "nora") -> String {
        #"{"start":"\#(start)","timezone":"Europe/Berlin","contact":{"name":"\#(guest)","email":"\#(guest)@example.com"}}"#
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// A value of the answer's JSON by its path, as in `contact.name`.
    func json(_ path: String) throws -> String? {
        var value = try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as Any?
        for key in path.split(separator: ".") {
            value =
                (value as? [String: Any])?[String(key)]
                ?? Int(key).flatMap { index in
                    (value as? [Any]).flatMap { index < $0.count ? $0[index] : nil }
                }
        }
        return value.map { "\($0)" }
    }
}
