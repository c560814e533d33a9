import ArgumentParser
import Operations
import Store

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Make an account with its first admin.",
        discussion: "The password is read from USHER_PASSWORD or from the terminal.")

    @Option(help: "What the account is called.") var name: String
    @Option(help: "Its part of every booking link, such as harbor.") var slug: String
    @Option(help: "Its time zone, such as Europe/Berlin.") var zone: String
    @Option(help: "The admin's name.") var adminName: String
    @Option(help: "The admin's e-mail address, to sign in with.") var email: String

    func run() async throws {
        try await House.with(try await Settings.read()) { house in
            let admin = NewUser(name: adminName, email: email, password: try Console.password(), zone: zone)
            let made = try await house.verbs.createAccount(name: name, slug: slug, zone: zone, admin: admin)
            Console.say("Made the account \(made.account.slug). Sign in at \(house.settings.publicURL)/sign-in")
        }
    }
}
