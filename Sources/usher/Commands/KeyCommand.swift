import ArgumentParser
import Operations
import Store

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make an API key of an account.",
        discussion: "It is shown once; only its hash is kept.")

    @Option(help: "The account's part of the booking links.") var account: String
    @Option(help: "What the key is for.") var label: String

    func run() async throws {
        let house = try House(try await Settings.read())
        let slug = account
        guard let account = try await house.store.read({ try $0.account(slug: slug) }) else {
            throw ValidationError("There is no account \(slug). Make it with `usher account`.")
        }
        Console.say(try await house.verbs.createAPIKey(for: account, label: label))
        try await house.close()
    }
}
