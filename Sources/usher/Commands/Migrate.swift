import ArgumentParser
import Store

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database to the schema of this program.")

    func run() async throws {
        let house = try House(try await Settings.read())
        let steps = try await house.migrate()
        Console.say(steps.isEmpty ? "The database is up to date." : "Done: \(steps.joined(separator: ", ")).")
        try await house.close()
    }
}
