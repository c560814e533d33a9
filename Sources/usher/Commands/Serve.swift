import ArgumentParser
import Logging
import Operations
import Store

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the pages, the API and the durable work.")

    func run() async throws {
        let settings = try await Settings.read()
        Console.startLogging()
        try await House.with(settings) { house in
            let application = try house.application { port in
                house.logger.info("listening", metadata: ["host": "\(settings.host)", "port": "\(port)"])
            }
            try await house.run([application] + house.workers)
        }
    }
}
