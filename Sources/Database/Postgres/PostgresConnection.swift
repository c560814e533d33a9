/// A session behind our own words, for the length of one transaction.
struct PostgresConnection: SQLConnection {
    let session: PostgresSession
    let engine = SQLEngine.postgres

    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) {
        try plainly { () throws(PostgresFailure) in _ = try session.post(sql, arguments) }
    }

    func changes(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> Int {
        try plainly { () throws(PostgresFailure) in
            try session.result(sql, arguments) { (result) throws(SQLError) in result.changes }
        }
    }

    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [SQLRow] {
        try ask(sql, arguments).rows()
    }

    func ask(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> SQLAnswer {
        let question = try plainly { () throws(PostgresFailure) in
            try session.post(sql, arguments, asking: true)
        }
        return SQLAnswer { () throws(SQLError) in
            try plainly { () throws(PostgresFailure) in try session.rows(of: question) }
        }
    }

    func integers(_ sql: String, each lists: [[any SQLConvertible]]) throws(SQLError) -> [[Int64]] {
        var answers: [[Int64]] = []
        // As many at a time as may travel together.
        for begin in stride(from: 0, to: lists.count, by: PostgresSession.mostLists) {
            let some = lists[begin..<min(lists.count, begin + PostgresSession.mostLists)]
            answers += try plainly { () throws(PostgresFailure) in
                try session.results(sql, some) { (result) throws(SQLError) in result.integers }
            }
        }
        return answers
    }

    private func plainly<Value>(_ body: () throws(PostgresFailure) -> Value) throws(SQLError) -> Value {
        do {
            return try body()
        } catch {
            throw error.error
        }
    }
}
