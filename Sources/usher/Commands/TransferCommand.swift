import ArgumentParser
import Database
import Store

struct TransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Copy everything from one database to another, as from SQLite to PostgreSQL.",
        discussion: """
            Stop every `usher serve` first. The target must be empty. A transfer that was stopped goes on where it was
            when it is run again. Every row is compared at the end. A password need not be in the address: libpq
            takes it from PGPASSWORD or ~/.pgpass too.
            """)

    @Option(help: "Where it is: sqlite:PATH or postgres://…") var from: String
    @Option(help: "Where it goes: sqlite:PATH or postgres://…") var to: String

    func run() async throws {
        let texts = (from: from, to: to)
        let from = try Self.checked("--from") { () throws(SQLError) in try DatabaseAddress(texts.from) }
        let to = try Self.checked("--to") { () throws(SQLError) in try DatabaseAddress(texts.to) }
        guard from != to else { throw LaunchError("--from and --to name the same database.") }
        let source = try Self.checked("--from") { () throws(SQLError) in
            try from.requireThere()
            return try from.open(connections: 3)
        }
        let target = try Self.checked("--to") { () throws(SQLError) in try to.open(connections: 3) }
        // Nobody serves from a file meanwhile.
        let claims = (
            try Self.checked("--from") { () throws(SQLError) in try from.claim() },
            try Self.checked("--to") { () throws(SQLError) in try to.claim() }
        )
        defer { withExtendedLifetime(claims) {} }
        Console.say("From \(from) to \(to)")
        let transfer = Transfer(from: source, named: from.description, to: target)
        let parts = try await transfer.run { part in
            if part.rows > 0 { Console.say("  \(part.table): \(part.rows) copied") }
        }
        let rows = parts.reduce(0) { $0 + $1.rows }
        Console.say("Done: \(rows) rows in \(parts.count) tables, every one compared.")
        Console.say("Set USHER_DATABASE_URL to the new address, keep USHER_SECRET, and start `usher serve`.")
        try source.close()
        try target.close()
    }

    private static func checked<Value>(
        _ option: String, _ body: () throws(SQLError) -> Value
    ) throws(LaunchError) -> Value {
        do {
            return try body()
        } catch {
            throw LaunchError("\(option): \(error)")
        }
    }
}
