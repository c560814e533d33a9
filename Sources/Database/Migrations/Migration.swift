/// One step of the schema: statements that speak to the database only. Never edited once released.
package struct Migration: Sendable {
    package let name: String
    private let shared: [String]
    private let own: [SQLEngine: [String]]

    /// - Parameters:
    ///   - shared: run on both engines, in order.
    ///   - own: run after them, on one engine; the reason stands beside each in the list.
    package init(_ name: String, _ shared: [String], own: [SQLEngine: [String]] = [:]) {
        self.name = name
        self.shared = shared
        self.own = own
    }

    func statements(for engine: SQLEngine) -> [String] {
        shared + (own[engine] ?? [])
    }
}
