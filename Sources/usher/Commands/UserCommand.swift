import ArgumentParser
import Operations
import Store

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add a user to an account.",
        discussion: "The password is read from USHER_PASSWORD or from the terminal.")

    @Option(help: "The account's part of the booking links.") var account: String
    @Option(help: "The user's name.") var name: String
    @Option(help: "The user's e-mail address, to sign in with.") var email: String
    @Option(help: "The user's time zone, such as Europe/Berlin.") var zone: String
    @Flag(help: "Make the user an admin of the account.") var admin = false

    func run() async throws {
        try await House.with(try await Settings.read()) { house in
            let account = try await house.account(slug: account)
            let user = NewUser(name: name, email: email, password: try Console.password(), zone: zone)
            _ = try await house.verbs.addUser(user, to: account, as: admin ? .admin : .user)
            Console.say("Added \(email) to \(account.slug).")
        }
    }
}
