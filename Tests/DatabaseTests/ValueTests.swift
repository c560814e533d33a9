import Database
import Testing

struct `Values` {
    /// The row that holds a value just stored.
    private func stored(_ value: any SQLConvertible) async throws -> SQLRow {
        var row: SQLRow?
        try await withDatabase { database in
            // A column without a type takes values as they are.
            try await database.run("CREATE TABLE shelf (thing)")
            _ = try await database.write { try $0.execute("INSERT INTO shelf VALUES (?)", [value]) }
            row = try await database.read { try $0.row("SELECT thing FROM shelf") }
        }
        return try #require(row)
    }

    @Test(arguments: [0, 1, -1, .max, .min, 1_796_112_000_000, Int64(Int32.max) + 1])
    func `that are whole numbers come back`(number: Int64) async throws {
        let row = try await stored(number)
        #expect(try row.integer64("thing") == number)
        #expect(try row.integer("thing") == Int(number))
        #expect(try row.optionalInteger64("thing") == number)
    }

    @Test(arguments: [
        "", " ", "plain", "Zoë Ångström", "日本語", "👩‍👩‍👧‍👦 e\u{301}", "it's \"quoted\"; DROP TABLE shelf; --", "?", "1",
        "line\nline\r\n\ttab", "\u{FEFF}bom", "\u{10FFFF}", String(repeating: "ä", count: 100_000),
    ])
    func `that are texts come back, scalar by scalar`(text: String) async throws {
        let row = try await stored(text)
        #expect(Array(try row.text("thing").unicodeScalars) == Array(text.unicodeScalars))
        #expect(try row.optionalText("thing") == text)
    }

    @Test(arguments: [[], [0], [0, 255, 0], [UInt8](0...255)] as [[UInt8]])
    func `that are bytes come back`(bytes: [UInt8]) async throws {
        #expect(try await stored(bytes).blob("thing") == bytes)
    }

    @Test func `that are truths come back`() async throws {
        #expect(try await stored(true).boolean("thing"))
        #expect(try await stored(false).boolean("thing") == false)
    }

    @Test func `that are missing are null, and only the optional readers take them`() async throws {
        let nothings: [any SQLConvertible] = [String?.none, Int?.none, [UInt8]?.none, SQLValue.null]
        for nothing in nothings {
            let row = try await stored(nothing)
            #expect(try row.optionalText("thing") == nil)
            #expect(try row.optionalInteger64("thing") == nil)
            expectMismatch { _ = try row.text("thing") }
            expectMismatch { _ = try row.integer("thing") }
            expectMismatch { _ = try row.boolean("thing") }
            expectMismatch { _ = try row.blob("thing") }
        }
    }

    @Test func `that are there are handed over from optionals too`() async throws {
        #expect(try await stored(String?.some("word")).text("thing") == "word")
        #expect(try await stored(Int64?.some(.min)).integer64("thing") == .min)
    }

    @Test func `of another type than asked for are refused, never converted`() async throws {
        let text = try await stored("12")
        expectMismatch { _ = try text.integer("thing") }
        expectMismatch { _ = try text.optionalInteger64("thing") }
        expectMismatch { _ = try text.boolean("thing") }
        expectMismatch { _ = try text.blob("thing") }
        let integer = try await stored(12)
        expectMismatch { _ = try integer.text("thing") }
        expectMismatch { _ = try integer.optionalText("thing") }
        expectMismatch { _ = try integer.blob("thing") }
        let real = try await stored(12.5)
        expectMismatch { _ = try real.text("thing") }
        expectMismatch { _ = try real.integer("thing") }
        let bytes = try await stored([65] as [UInt8])
        expectMismatch { _ = try bytes.text("thing") }
    }

    @Test func `of a column that is not there are refused, and those that are there are named`() async throws {
        let row = try await stored(1)
        let error = #expect(throws: SQLError.self) { try row.text("things") }
        #expect(error?.description == "The result has no column things, only thing.")
        expectMismatch { _ = try row.optionalText("things") }
        expectMismatch { _ = try row.optionalInteger64("THING") }
    }

    private func expectMismatch(at place: SourceLocation = #_sourceLocation, _ read: () throws -> Void) {
        let error = #expect(throws: SQLError.self, sourceLocation: place) { try read() }
        guard case .column? = error else {
            Issue.record("\(String(describing: error))", sourceLocation: place)
            return
        }
    }
}
