import ArgumentParser

@main
struct Usher: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usher",
        abstract: "Books appointments and gets every guest into the room.",
        discussion: """
            Settings come from the environment (USHER_…) and, below it, from the JSON file that USHER_CONFIG_FILE
            names. `usher doctor` checks them; docs/configuration.md lists them.
            """,
        subcommands: [
            Serve.self, DemoCommand.self, SandboxCommand.self, Migrate.self, Doctor.self, AccountCommand.self,
            UserCommand.self, KeyCommand.self, BackupCommand.self, TransferCommand.self,
        ])
}
