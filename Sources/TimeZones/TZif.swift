/// The contents of one compiled zone file (RFC 9636), version 2 and later: the 64-bit block and the footer.
struct TZif {
    /// From the UTC second `at` on, clocks show UTC + `offset` seconds.
    struct Transition {
        let at: Int64
        let type: Int
    }

    struct LocalTimeType {
        let offset: Int
        /// Whether the tz database calls it daylight saving time.
        let isDaylight: Bool
        let abbreviation: String
    }

    let transitions: [Transition]
    let types: [LocalTimeType]
    /// What holds after the last transition; empty when the last type holds for ever.
    let footer: String

    init(bytes: [UInt8]) throws(TimeZonesError) {
        var cursor = Cursor(bytes: bytes)
        let first = try Header(&cursor)
        guard first.version >= 2 else { throw .malformed("version \(first.version) holds no 64-bit times") }
        try cursor.skip(first.length(timeSize: 4))
        let header = try Header(&cursor)
        var times: [Int64] = []
        for _ in 0..<header.times { times.append(try cursor.integer64()) }
        var transitions: [Transition] = []
        for time in times {
            let type = Int(try cursor.byte())
            guard type < header.types else { throw .malformed("a transition names local time type \(type)") }
            transitions.append(Transition(at: time, type: type))
        }
        var raw: [(offset: Int, isDaylight: Bool, index: Int)] = []
        for _ in 0..<header.types {
            let offset = Int(Int32(bitPattern: try cursor.integer32()))
            raw.append((offset, try cursor.byte() != 0, Int(try cursor.byte())))
        }
        let characters = try cursor.take(header.characters)
        try cursor.skip(header.leaps * 12 + header.standards + header.universals)
        self.transitions = transitions
        types = raw.map {
            LocalTimeType(
                offset: $0.offset, isDaylight: $0.isDaylight, abbreviation: Self.text(characters, from: $0.index))
        }
        footer = try Self.footer(try cursor.take(cursor.remaining))
        guard !types.isEmpty else { throw .malformed("it describes no local time") }
    }

    private static func text(_ characters: [UInt8], from index: Int) -> String {
        String(decoding: characters.dropFirst(index).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// One line between two line ends.
    private static func footer(_ bytes: [UInt8]) throws(TimeZonesError) -> String {
        let end = UInt8(ascii: "\n")
        guard bytes.count >= 2, bytes.first == end, bytes.last == end else {
            throw .malformed("it ends too early")
        }
        let line = bytes.dropFirst().dropLast()
        guard !line.contains(end) else { throw .malformed("its footer has more than one line") }
        return String(decoding: line, as: UTF8.self)
    }
}

/// The six counts that precede each data block (RFC 9636, section 3.1).
private struct Header {
    let version: Int
    let universals, standards, leaps, times, types, characters: Int

    init(_ cursor: inout Cursor) throws(TimeZonesError) {
        guard try cursor.take(4) == Array("TZif".utf8) else { throw .malformed("it does not begin with TZif") }
        version = Int(try cursor.byte()) - 48
        try cursor.skip(15)
        universals = Int(try cursor.integer32())
        standards = Int(try cursor.integer32())
        leaps = Int(try cursor.integer32())
        times = Int(try cursor.integer32())
        types = Int(try cursor.integer32())
        characters = Int(try cursor.integer32())
    }

    func length(timeSize: Int) -> Int {
        times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standards + universals
    }
}

/// Big-endian numbers, read one after another.
private struct Cursor {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - position }

    mutating func take(_ count: Int) throws(TimeZonesError) -> [UInt8] {
        guard count >= 0, count <= remaining else { throw .malformed("it ends too early") }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func skip(_ count: Int) throws(TimeZonesError) {
        _ = try take(count)
    }

    mutating func byte() throws(TimeZonesError) -> UInt8 {
        try take(1)[0]
    }

    mutating func integer32() throws(TimeZonesError) -> UInt32 {
        try take(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func integer64() throws(TimeZonesError) -> Int64 {
        Int64(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
