import Database

/// The answer to a question, which may be on its way yet. It can be read until the transaction ends.
package struct Asked<Value> {
    private let answer: SQLAnswer
    private let make: (SQLRow) throws -> Value

    init(_ answer: SQLAnswer, _ make: @escaping (SQLRow) throws -> Value) {
        self.answer = answer
        self.make = make
    }

    /// The first row's value; nil when there is none.
    package var first: Value? {
        get throws { try answer.rows().first.map(make) }
    }

    /// Every row's value.
    package var all: [Value] {
        get throws { try answer.rows().map(make) }
    }
}

extension Reading {
    /// Asks a question whose answer is read later, so that it travels with others.
    func ask<Value>(
        _ sql: String, _ arguments: [any SQLConvertible], _ make: @escaping (SQLRow) throws -> Value
    ) throws -> Asked<Value> {
        Asked(try connection.ask(sql, arguments), make)
    }
}
