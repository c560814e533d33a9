import ArgumentParser
import Store

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database to the schema of this program.")

    func run() async throws {
        try await House.with(try await Settings.read(), isMigrated: false) { house in
            let steps = try await house.migrate()
            Console.say(steps.isEmpty ? "The database is up to date." : "Done: \(steps.joined(separator: ", ")).")
        }
    }
}
