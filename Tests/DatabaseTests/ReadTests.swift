import Database
import Dispatch
import Testing

struct `A read` {
    @Test func `sees one moment, whatever is written meanwhile`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)", "INSERT INTO notes VALUES (1)")
            let gate = DispatchSemaphore(value: 0)
            let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
            let reading = Task {
                try await database.read { connection in
                    let count = "SELECT count(*) AS number FROM notes"
                    let before = try connection.row(count)?.integer("number")
                    beginning.yield()
                    _ = gate.wait(timeout: .now() + 20)
                    return [before, try connection.row(count)?.integer("number")]
                }
            }
            for await _ in begun { break }
            try await database.run("INSERT INTO notes VALUES (2)")
            gate.signal()
            #expect(try await reading.value == [1, 1])
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 2)
        }
    }

    @Test func `never sees half of a transaction`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE purses (id BIGINT PRIMARY KEY, coins BIGINT)")
            try await database.run("INSERT INTO purses VALUES (1, 100), (2, 0)")
            try await withThrowingTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await database.write { connection in
                            try connection.execute("UPDATE purses SET coins = coins - 1 WHERE id = 1")
                            try connection.execute("UPDATE purses SET coins = coins + 1 WHERE id = 2")
                        }
                    }
                    group.addTask {
                        let coins = try await database.read { connection in
                            try connection.rows("SELECT coins FROM purses").map { try $0.integer("coins") }
                        }
                        #expect(coins.reduce(0, +) == 100)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `cannot write`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            await #expect(throws: SQLError.self) {
                try await database.read { try $0.execute("INSERT INTO notes VALUES (1)") }
            }
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 0)
        }
    }

    @Test func `throws what its body throws`() async throws {
        try await withDatabase { database in
            await #expect(throws: Refused(number: 3)) { try await database.read { _ in throw Refused(number: 3) } }
        }
    }
}
