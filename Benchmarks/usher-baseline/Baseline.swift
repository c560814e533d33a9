import ArgumentParser
import Database
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// What the figures of `make bench` are compared with: the same server and the same database, doing next to nothing.
@main
struct Baseline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usher-baseline", abstract: "Serve bare answers and bare durable inserts.")

    @Option(help: "The port on the loopback.") var port = 8099
    @Option(help: "sqlite:PATH or postgres://…") var database: String

    func run() async throws {
        let database = try DatabaseAddress(database).open()
        try await database.write { connection in
            try connection.execute("CREATE TABLE IF NOT EXISTS inserts (id TEXT PRIMARY KEY, note TEXT)")
        }
        let application = Application(
            router: Self.router(database), configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await ServiceGroup(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "baseline")
        ).run()
    }

    private static func router(_ database: any SQLDatabase) -> Router<BasicRequestContext> {
        let router = Router()
        let answer = ByteBuffer(string: "{\"text\":\"" + String(repeating: "x", count: 1000) + "\"}")
        router.get("plain") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: answer))
        }
        router.post("insert") { _, _ in
            try await database.write { connection in
                try connection.execute(
                    "INSERT INTO inserts (id, note) VALUES (?, ?)", [UUID().uuidString, "a bare durable insert"])
            }
            return Response(status: .created)
        }
        return router
    }
}
