import CPQ

/// The types that our SQL speaks, by the numbers that are fixed in PostgreSQL's catalogue (`pg_type.dat`), and how
/// their binary form is read.
enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let float8: Oid = 701

    /// - Throws: `.column` for a type that is none of ours.
    static func value(_ type: Oid, _ bytes: UnsafeRawBufferPointer) throws(SQLError) -> SQLValue {
        switch type {
        case int8, int4, int2, bool: return .integer(integer(bytes))
        // text, varchar, char(n), name and unknown travel as what they say.
        case text, 1043, 1042, 19, 705: return .text(String(decoding: bytes, as: UTF8.self))
        case float8: return .real(Double(bitPattern: UInt64(bitPattern: integer(bytes))))
        case bytea: return .blob(Array(bytes))
        default:
            throw .column("PostgreSQL answered a type that is not read here (\(type)): cast it to BIGINT or TEXT.")
        }
    }

    /// A signed number of one to eight bytes, highest first.
    static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        guard let first = bytes.first else { return 0 }
        // A Boolean is one byte, 0 or 1; numbers have two at least, and a sign.
        var number: Int64 = bytes.count > 1 && first >= 128 ? -1 : 0
        for byte in bytes { number = number << 8 | Int64(byte) }
        return number
    }
}
