import CPQ

/// A statement as one session has prepared it: PostgreSQL plans it for the types of its arguments.
struct PostgresStatement: Hashable {
    let sql: String
    let types: [Oid]

    /// The statement with `$1`, `$2` … in place of each `?` outside quotes, and how many there are.
    var numbered: (text: String, count: Int) {
        var text = ""
        var number = 0
        var quote: Character?
        for character in sql {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "?" {
                number += 1
                text += "$\(number)"
                continue
            }
            text.append(character)
        }
        return (text, number)
    }
}

/// Arguments as they travel: binary, one behind the other.
struct PostgresArguments {
    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    private var places: [(start: Int, count: Int)?] = []

    init(_ arguments: [any SQLConvertible]) {
        for argument in arguments { append(argument.sqlValue) }
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null:
            // Typeless: the server takes it for what the column is.
            types.append(0)
            places.append(nil)
        case .integer(let integer):
            append(PostgresType.int8, withUnsafeBytes(of: integer.bigEndian, Array.init))
        case .real(let real):
            append(PostgresType.float8, withUnsafeBytes(of: real.bitPattern.bigEndian, Array.init))
        case .text(let text):
            append(PostgresType.text, text.utf8)
        case .blob(let blob):
            append(PostgresType.bytea, blob)
        }
    }

    private mutating func append(_ type: Oid, _ value: some Collection<UInt8>) {
        types.append(type)
        places.append((bytes.count, value.count))
        bytes.append(contentsOf: value)
    }

    /// Hands them over in the shape that libpq takes.
    func withPointers<Result>(
        _ body: (
            _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<CInt>?,
            _ formats: UnsafePointer<CInt>?
        ) -> Result
    ) -> Result {
        // One byte more than there are, so that an empty text has an address too: none would mean NULL.
        (bytes + [0]).withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = places.map { place in place.flatMap { base?.advanced(by: $0.start) } }
            let lengths = places.map { CInt($0?.count ?? 0) }
            return body(values, lengths, Array(repeating: 1, count: places.count))
        }
    }
}
