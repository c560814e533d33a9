import Foundation
import Testing

struct `The arrows between the modules` {
    /// Who may import whom, of ours (`docs/`: the house). What is not here is not allowed.
    static let allowed: [String: Set<String>] = [
        "CCurl": [], "CIcal": [], "CPQ": [], "CQREncode": [], "CSQLite": [], "TimeZones": [],
        "Database": ["CPQ", "CSQLite"],
        "Zoom": [], "ZoomSandbox": [], "SMSSandbox": [],
        "Calendaring": ["CIcal"],
        "Messaging": ["CCurl"],
        "Scheduling": ["TimeZones"],
        "Workflows": ["TimeZones", "Scheduling"],
        "Store": ["TimeZones", "Scheduling", "Workflows", "Database"],
        "Operations": ["TimeZones", "Scheduling", "Workflows", "Calendaring", "Store", "Zoom", "Messaging"],
        "Web": ["TimeZones", "Scheduling", "Workflows", "Calendaring", "Operations", "Store", "CQREncode"],
        "usher": [
            "TimeZones", "Scheduling", "Workflows", "Database", "Zoom", "ZoomSandbox", "SMSSandbox", "Calendaring",
            "Messaging",
            "Store", "Operations", "Web",
        ],
    ]

    /// The modules a file imports, whatever access and attributes come first on the line.
    private static func imports(of text: String) -> Set<String> {
        let importing = #/(?m)^(?:@\w+(?:\(\w+\))? )*(?:\w+ )?import (?:\w+ )?(\w+)/#
        return Set(text.matches(of: importing).map { String($0.output.1) })
    }

    @Test func `every folder of Sources is a module of the table`() {
        #expect(Repository.names(in: "Sources") == Self.allowed.keys.sorted())
    }

    @Test func `the manifest draws no arrow that is not in the table`() async throws {
        let targets = try await Manifest.current().targets
        #expect(Set(targets.map(\.name)).isSuperset(of: Self.allowed.keys))
        for target in targets {
            guard let allowed = Self.allowed[target.name] else { continue }
            let own = Set(targets.map(\.name)).intersection(target.dependencies.compactMap(\.ownName))
            #expect(own.isSubset(of: allowed), "\(target.name) may not depend on \(own.subtracting(allowed))")
        }
    }

    @Test func `only the store, the executable and what tests or measures them know the database`() async throws {
        let users = try await Manifest.current().targets.filter { target in
            target.dependencies.contains { $0.ownName == "Database" }
        }.map(\.name)
        #expect(Set(users).intersection(Self.allowed.keys) == ["Store", "usher"])
    }

    @Test func `no product depends on a target for tests`() async throws {
        let targets = try await Manifest.current().targets
        let helpers = Set(targets.map(\.name)).subtracting(Self.allowed.keys)
        for target in targets where Self.allowed[target.name] != nil {
            #expect(helpers.isDisjoint(with: target.dependencies.compactMap(\.ownName)))
        }
    }

    @Test(arguments: allowed.keys.sorted())
    func `no file imports what its module may not`(module: String) throws {
        let forbidden = Set(Self.allowed.keys).subtracting(Self.allowed[module] ?? [])
        for (path, text) in try Repository.sources(of: module) {
            let imported = Self.imports(of: text)
            #expect(imported.isDisjoint(with: forbidden), "\(path) imports \(imported.intersection(forbidden))")
        }
    }

    @Test func `the table has no circles`() {
        for (module, direct) in Self.allowed {
            var reached: Set<String> = []
            var next = direct
            while !next.isEmpty {
                reached.formUnion(next)
                next = Set(next.flatMap { Self.allowed[$0] ?? [] }).subtracting(reached)
            }
            #expect(!reached.contains(module), "\(module) reaches itself")
        }
    }
}
