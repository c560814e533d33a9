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
        let house = try House(settings)
        var isWell = true
        for check in Checkup(house: house).checks {
            let finding = await check.run()
            Console.say(finding.line(check.name))
            if case .bad = finding { isWell = false }
        }
        try await house.close()
        if !isWell { throw ExitCode.failure }
    }
}
