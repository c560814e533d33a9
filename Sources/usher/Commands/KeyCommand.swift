import ArgumentParser
import Operations
import Store

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make an API key of an account.",
        discussion: "It is shown once; only its hash is kept.")

    @Option(help: "The account's part of the booking links.") var account: String
    @Option(help: "What the key is for.") var label: String

    @Flag(help: "Let it look after the agency that owns the account, too: its accounts and its people.")
    var agency = false

    func run() async throws {
        try await House.with(try await Settings.read()) { house in
            let account = try await house.account(slug: account)
            Console.say(try await house.verbs.createAPIKey(for: account, label: label, ofAgency: agency))
        }
    }
}
