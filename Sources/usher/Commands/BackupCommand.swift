import ArgumentParser
import Database

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the SQLite file while Usher serves.",
        discussion: """
            The copy is what the database held at one moment, checked, and there whole or not at all. To restore it,
            stop Usher and put the copy in the file's place. It needs the same USHER_SECRET. PostgreSQL has its own
            tools: see docs/operations.md.
            """)

    @Option(help: "The file to write; it must not be there yet.") var to: String

    func run() async throws {
        let settings = try await Settings.read()
        guard case .sqlite(let path) = settings.database else {
            throw LaunchError(
                "\(settings.database) is backed up with PostgreSQL's own tools, as by "
                    + "`pg_dump --format=custom`. See docs/operations.md.")
        }
        do {
            try SQLiteBackup.copy(path, to: to)
        } catch {
            throw LaunchError(database: error)
        }
        Console.say("Copied \(path) to \(to).")
    }
}
