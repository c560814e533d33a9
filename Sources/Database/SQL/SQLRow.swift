/// One row of a result, read by column name.
package struct SQLRow: Sendable {
    package let columns: [String]
    /// In the order of `columns`.
    package let values: [SQLValue]

    init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// - Throws: `.column` when the row has no such column, or it holds another type; so do all the readers below.
    package func text(_ column: String) throws(SQLError) -> String {
        guard case .text(let value) = try value(column) else { throw mismatch(column, "text") }
        return value
    }

    /// Text, or nil for NULL.
    package func optionalText(_ column: String) throws(SQLError) -> String? {
        try value(column) == .null ? nil : try text(column)
    }

    /// An integer that fits the machine's own.
    package func integer(_ column: String) throws(SQLError) -> Int {
        Int(try integer64(column))
    }

    /// An integer of 64 bits, as instants are.
    package func integer64(_ column: String) throws(SQLError) -> Int64 {
        guard case .integer(let value) = try value(column) else { throw mismatch(column, "an integer") }
        return value
    }

    /// An integer of 64 bits, or nil for NULL.
    package func optionalInteger64(_ column: String) throws(SQLError) -> Int64? {
        try value(column) == .null ? nil : try integer64(column)
    }

    /// False for 0, true for any other integer.
    package func boolean(_ column: String) throws(SQLError) -> Bool {
        try integer64(column) != 0
    }

    /// Bytes.
    package func blob(_ column: String) throws(SQLError) -> [UInt8] {
        guard case .blob(let value) = try value(column) else { throw mismatch(column, "bytes") }
        return value
    }

    private func value(_ column: String) throws(SQLError) -> SQLValue {
        guard let index = columns.firstIndex(of: column) else {
            throw .column("The result has no column \(column), only \(columns.joined(separator: ", ")).")
        }
        return values[index]
    }

    private func mismatch(_ column: String, _ wanted: String) -> SQLError {
        .column("Column \(column) does not hold \(wanted).")
    }
}
