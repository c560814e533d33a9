import ArgumentParser
import Foundation
import Operations
import Store

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the settings, the database, the clock, mail, Zoom and the public address.")

    func run() async throws {
        let settings: Settings
        do {
            settings = try await Settings.read()
        } catch {
            Console.say("✗ settings: \(error)")
            throw ExitCode.failure
        }
        do {
            try await House.with(settings, isMigrated: false) { try await Self.examine($0) }
        } catch let error as LaunchError {
            Console.say(Finding.bad("\(error) The other checks need it.").line("database"))
            throw ExitCode.failure
        }
    }

    private static func examine(_ house: House) async throws {
        var isWell = true
        for check in Checkup(house: house).checks {
            let finding = await check.run()
            Console.say(finding.line(check.name))
            if case .bad = finding { isWell = false }
        }
        if !isWell { throw ExitCode.failure }
    }
}
