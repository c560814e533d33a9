import CPQ

/// What a statement came to.
struct PostgresResult {
    let pointer: OpaquePointer
    let columns: [String]

    var count: CInt { PQntuples(pointer) }

    /// How many rows a change has changed.
    var changes: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    func value(_ row: CInt, _ column: CInt) throws(SQLError) -> SQLValue {
        if PQgetisnull(pointer, row, column) == 1 { return .null }
        return try PostgresType.value(PQftype(pointer, column), bytes(row, column))
    }

    /// Every row.
    var rows: [SQLRow] {
        get throws(SQLError) {
            var rows: [SQLRow] = []
            for row in 0..<count {
                var values: [SQLValue] = []
                for column in columns.indices { values.append(try value(row, CInt(column))) }
                rows.append(SQLRow(columns: columns, values: values))
            }
            return rows
        }
    }

    /// Every column of every row as a number, in one list; NULL counts as 0.
    var integers: [Int64] {
        var integers: [Int64] = []
        for row in 0..<count {
            for column in columns.indices { integers.append(PostgresType.integer(bytes(row, CInt(column)))) }
        }
        return integers
    }

    private func bytes(_ row: CInt, _ column: CInt) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
    }
}
