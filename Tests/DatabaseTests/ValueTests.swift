import Database
import Testing

struct `Values` {
    /// The rows that hold a value just stored, one of each engine.
    private func stored(_ value: any SQLConvertible, as type: String) async throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try await withDatabase { database in
            let own = type == "BLOB" && database.engine == .postgres ? "BYTEA" : type
            try await database.run("CREATE TABLE shelf (thing \(own))")
            try await database.write { try $0.execute("INSERT INTO shelf VALUES (?)", [value]) }
            rows += try await database.read { try $0.rows("SELECT thing FROM shelf") }
        }
        return rows
    }

    @Test(arguments: [0, 1, -1, .max, .min, 1_796_112_000_000, Int64(Int32.max) + 1])
    func `that are whole numbers come back`(number: Int64) async throws {
        for row in try await stored(number, as: "BIGINT") {
            #expect(try row.integer64("thing") == number)
            #expect(try row.integer("thing") == Int(number))
            #expect(try row.optionalInteger64("thing") == number)
        }
    }

    @Test(arguments: [
        "", " ", "plain", "Zoë Ångström", "日本語", "👩‍👩‍👧‍👦 e\u{301}", "it's \"quoted\"; DROP TABLE shelf; --", "?", "1",
        "line\nline\r\n\ttab", "\u{FEFF}bom", "\u{10FFFF}", String(repeating: "ä", count: 100_000),
    ])
    func `that are texts come back, scalar by scalar`(text: String) async throws {
        for row in try await stored(text, as: "TEXT") {
            #expect(Array(try row.text("thing").unicodeScalars) == Array(text.unicodeScalars))
            #expect(try row.optionalText("thing") == text)
        }
    }

    @Test(arguments: [[], [0], [0, 255, 0], [UInt8](0...255)] as [[UInt8]])
    func `that are bytes come back`(bytes: [UInt8]) async throws {
        for row in try await stored(bytes, as: "BLOB") { #expect(try row.blob("thing") == bytes) }
    }

    @Test func `that are truths come back`() async throws {
        for row in try await stored(true, as: "INTEGER") { #expect(try row.boolean("thing")) }
        for row in try await stored(false, as: "INTEGER") { #expect(try row.boolean("thing") == false) }
    }

    @Test func `that are missing are null, and only the optional readers take them`() async throws {
        for type in ["BIGINT", "TEXT", "BLOB"] {
            for row in try await stored(SQLValue.null, as: type) {
                #expect(try row.optionalText("thing") == nil)
                #expect(try row.optionalInteger64("thing") == nil)
                expectMismatch { _ = try row.text("thing") }
                expectMismatch { _ = try row.integer("thing") }
                expectMismatch { _ = try row.boolean("thing") }
                expectMismatch { _ = try row.blob("thing") }
            }
        }
    }

    @Test func `that are there are handed over from optionals too`() async throws {
        for row in try await stored(String?.some("word"), as: "TEXT") { #expect(try row.text("thing") == "word") }
        for row in try await stored(Int64?.some(.min), as: "BIGINT") { #expect(try row.integer("thing") == .min) }
    }

    @Test func `of another type than asked for are refused, never converted`() async throws {
        for text in try await stored("12", as: "TEXT") {
            expectMismatch { _ = try text.integer("thing") }
            expectMismatch { _ = try text.optionalInteger64("thing") }
            expectMismatch { _ = try text.boolean("thing") }
            expectMismatch { _ = try text.blob("thing") }
        }
        for integer in try await stored(12, as: "BIGINT") {
            expectMismatch { _ = try integer.text("thing") }
            expectMismatch { _ = try integer.optionalText("thing") }
            expectMismatch { _ = try integer.blob("thing") }
        }
        for real in try await stored(12.5, as: "DOUBLE PRECISION") {
            expectMismatch { _ = try real.text("thing") }
            expectMismatch { _ = try real.integer("thing") }
        }
        for bytes in try await stored([65] as [UInt8], as: "BLOB") {
            expectMismatch { _ = try bytes.text("thing") }
        }
    }

    @Test func `of a column that is not there are refused, and those that are there are named`() async throws {
        for row in try await stored(1, as: "BIGINT") {
            let error = #expect(throws: SQLError.self) { try row.text("things") }
            #expect(error?.description == "The result has no column things, only thing.")
            expectMismatch { _ = try row.optionalText("things") }
            expectMismatch { _ = try row.optionalInteger64("THING") }
        }
    }

    @Test func `come as numbers row by row, for each list of arguments`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE pairs (a BIGINT, b INTEGER)")
            try await database.write { connection in
                for number in 0..<100 {
                    let second = number % 10 == 0 ? nil : -number
                    try connection.execute("INSERT INTO pairs VALUES (?, ?)", [number, second])
                }
            }
            let wanted = Array(0..<100).map { Int64($0) }
            let answers = try await database.read { connection in
                try connection.integers(
                    "SELECT a, b FROM pairs WHERE a >= ? AND a < ? + 2 ORDER BY a", each: wanted.map { [$0, $0] })
            }
            for (number, answer) in zip(wanted, answers) {
                let next = number == 99 ? [] : [number + 1, (number + 1) % 10 == 0 ? 0 : -number - 1]
                #expect(answer == [number, number % 10 == 0 ? 0 : -number] + next)
            }
        }
    }

    private func expectMismatch(at place: SourceLocation = #_sourceLocation, _ read: () throws -> Void) {
        let error = #expect(throws: SQLError.self, sourceLocation: place) { try read() }
        guard case .column? = error else {
            Issue.record("\(String(describing: error))", sourceLocation: place)
            return
        }
    }
}
