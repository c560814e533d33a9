import TestDatabases
import Testing

@testable import Database

struct `An address of a database` {
    private func refusal(_ text: String) throws -> String {
        let error = try #require(throws: SQLError.self) { try DatabaseAddress(text) }
        guard case .address(let why) = error else {
            Issue.record("\(error)")
            return ""
        }
        return why
    }

    @Test(arguments: ["", "sqlite:", "mysql://root@localhost/x", "data/usher.sqlite", "Postgres"])
    func `of neither engine is refused with examples`(text: String) throws {
        #expect(try refusal(text).contains("sqlite:data/usher.sqlite, or postgres://"))
    }

    @Test(arguments: [
        "postgres://me:hunter2%zz@localhost/x",
        "postgres://me:hunter2/zz@localhost:5432/x", "postgres://me:hun@ter2zz@localhost:5432/x",
        "postgres://me:hunter2@[::1/x", "postgres://me:hunter2@localhost/x?sslmode",
        "postgres://me:hunter2@localhost/x?nonsense=1",
    ])
    func `that libpq cannot read is refused without its password`(text: String) throws {
        let why = try refusal(text)
        #expect(why.contains("postgres://user:password@host:5432/database"))
        #expect(!why.contains("hun"))
        #expect(!why.contains("zz"))
    }

    @Test func `names an option that does not exist`() throws {
        #expect(try refusal("postgres://me@localhost/x?nonsense=1").contains("nonsense"))
    }

    @Test func `is described without user and password`() throws {
        let address = try DatabaseAddress("postgres://me:hunter2@db.example:5433/usher?sslmode=require")
        #expect("\(address)" == "PostgreSQL at db.example:5433/usher")
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!(dumped + String(reflecting: address)).contains("hunter2"))
        #expect(try "\(DatabaseAddress("sqlite:///var/lib/usher.sqlite"))" == "/var/lib/usher.sqlite")
    }

    @Test func `takes the options of libpq, and has defaults below them`() throws {
        guard
            case .postgres(let options) = try DatabaseAddress(
                "postgresql://db/usher?sslmode=verify-full&connect_timeout=2&options=-c%20lock_timeout%3D9")
        else { return }
        #expect(options.keywords["sslmode"] == "verify-full")
        #expect(options.keywords["connect_timeout"] == "2")
        #expect(options.keywords["application_name"] == "usher")
        #expect(options.keywords["options"]?.hasSuffix("-c lock_timeout=9") == true)
    }

    @Test(arguments: [
        ("", 20_000), ("?options=-c%20statement_timeout%3D60000", 65_000),
        ("?options=-c%20statement_timeout%3D0", nil),
        ("?options=-c%20statement_timeout%3D2min", nil),
    ])
    func `lets the server be silent for as long as a statement may take, and some seconds`(
        query: String, milliseconds: Int?
    ) throws {
        guard case .postgres(let options) = try DatabaseAddress("postgres://db/usher\(query)") else { return }
        #expect(options.longestSilence == milliseconds)
    }

    @Test func `of a server that is not there is refused at once, with the place`() throws {
        let address = try DatabaseAddress("postgres://me:hunter2@127.0.0.1:1/usher")
        let error = try #require(throws: SQLError.self) { try address.open() }
        #expect("\(error)".contains("127.0.0.1:1"))
        #expect(!"\(error)".contains("hunter2"))
    }

    @Test(arguments: [(90_600, true), (120_022, true), (130_000, false), (150_002, false), (180_001, false)])
    func `of a server that is too old is refused`(version: Int, isTooOld: Bool) {
        #expect((PostgresHandle.tooOld(version: version) != nil) == isTooOld)
    }

    @Test(.enabled(if: TestDatabases.engines.contains(.postgres)))
    func `of a database that takes no changes is refused as read-only`() async throws {
        try await TestPostgres.withDatabase { url in
            let name = String(url.split(separator: "/").last ?? "")
            try await TestPostgres.run("ALTER DATABASE \(name) SET default_transaction_read_only = on")
            let error = try #require(throws: SQLError.self) { try DatabaseAddress(url).open() }
            #expect("\(error)".contains("read-only"))
        }
    }
}
