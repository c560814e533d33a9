import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import TimeZones
import Web

/// Every route as everybody, with things of their own account and with another's, against `docs/permissions.md`.
struct `Who may do what` {
    @Test func `every route is in the table, and the table has no other`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let routes = try web.routes.map(\.name)
            #expect(Set(routes) == Set(try PermissionTable().routes.keys))
        }
    }

    @Test func `every route lets in whom the table says, and nobody to what is another account's`() async throws {
        let table = try PermissionTable()
        try await WebHouse.with(hosts: 3) { web in
            let cast = try await Cast(web)
            // The refused first, for whoever is let in may change what there is.
            for role in Cast.Role.allCases.sorted(by: { a, _ in a == .nobody }) {
                for route in try web.routes {
                    guard let access = table.routes[route.name], let classes = table.letIn[access] else {
                        continue
                    }
                    let isIn = classes.contains(role.rawValue)
                    // What is live does not end by itself.
                    if !isIn || !route.isLive {
                        let own = try await cast.ask(route, as: role, of: cast.own)
                        #expect(own.isLetIn == isIn, "\(route.name) as \(role): \(own.status)")
                    }
                    guard isIn, route.hasIDs, !route.isOpenToAll else { continue }
                    let foreign = try await cast.ask(route, as: role, of: cast.foreign)
                    #expect(
                        foreign.status == .notFound || !foreign.isLetIn,
                        "\(route.name) as \(role) with another account's: \(foreign.status)")
                }
            }
            try await cast.requireForeignUntouched()
        }
    }

    @Test func `a member has their own pages, and an admin everybody's`() async throws {
        let table = try PermissionTable()
        try await WebHouse.with(hosts: 3) { web in
            let cast = try await Cast(web)
            for route in try web.routes where table.routes[route.name] == "own" {
                for role in [Cast.Role.user, .limited, .admin] {
                    var ids = cast.own
                    ids["member"] = web.practice.hosts[0].id
                    let answer = try await cast.ask(route, as: role, of: ids, ownMember: false)
                    #expect(answer.isLetIn == (role == .admin), "\(route.name) as \(role): \(answer.status)")
                }
            }
        }
    }
}

/// What `docs/permissions.md` says.
struct PermissionTable {
    /// Who may use it, by method and path.
    private(set) var routes: [String: String] = [:]
    /// The roles that are let in, by the word for it.
    private(set) var letIn: [String: Set<String>] = [:]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/permissions.md"), encoding: .utf8)
        var roles: [String] = []
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|").map { String($0).trimmingCharacters(in: .whitespaces) }
            if cells.first == "may use it" {
                roles = Array(cells.dropFirst())
            } else if let first = cells.first, first.hasPrefix("`"), cells.count == 2 {
                routes[first.trimmingCharacters(in: ["`"])] = cells[1]
            } else if let first = cells.first, cells.count == roles.count + 1, !first.hasPrefix("-") {
                letIn[first] = Set(zip(roles, cells.dropFirst()).filter { $0.1 == "yes" }.map(\.0))
            }
        }
        try #require(!routes.isEmpty && !letIn.isEmpty)
    }
}

/// A route as the router knows it.
struct WebRoute {
    let method: HTTPRequest.Method
    let path: String

    var name: String { "\(method.rawValue) \(path)" }
    var hasIDs: Bool { path.contains("{") }
    /// What everybody may book, by link names or signed links.
    var isOpenToAll: Bool { !path.hasPrefix("/app") && !path.hasPrefix("/agency") && !isForKeys }
    /// What it cannot do without.
    var query: String {
        switch path.split(separator: "/").last.map(String.init) {
        case "slots" where isForKeys: "?start=2026-12-08&end=2026-12-08&timezone=UTC"
        case "explain": "?start=2026-12-08T12:00:00Z"
        default: ""
        }
    }

    /// Whether a form leads there once it has been carried out.
    func leads(to target: String) -> Bool {
        switch path {
        case "/sign-out": target == "/sign-in"
        case "/switch": target == "/agency"
        default: false
        }
    }

    var isLive: Bool { path.hasSuffix("/events") }
    var isForKeys: Bool { path.hasPrefix("/api/v1/") && !path.hasPrefix("/api/v1/book/") }
}

extension WebHouse {
    /// Those that the pages and the API have, without what a browser fetches beside them.
    var routes: [WebRoute] {
        get throws {
            let settings = WebSettings(isSecure: false, zoomOrigins: [])
            return try Site(verbs: house.verbs, settings: settings).router().routes
                .map { WebRoute(method: $0.method, path: $0.path.description) }
                .filter { $0.method != .head && !$0.path.hasPrefix("/assets/") && $0.path != "/favicon.ico" }
                .map { route in WebRoute(method: route.method, path: route.path.isEmpty ? "/" : route.path) }
        }
    }
}
