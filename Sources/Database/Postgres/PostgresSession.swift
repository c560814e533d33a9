import CPQ
import Foundation

/// One session with a server, for one thread. It stays in libpq's pipeline mode: a statement whose outcome nobody
/// waits for travels together with those after it, so that a transaction costs few round trips.
final class PostgresSession {
    /// Something that was sent, whose answer has not been read.
    private enum Sent {
        case preparation(PostgresStatement)
        case statement(String, PostgresQuestion?)
    }

    private let handle: OpaquePointer
    /// How long the server may say nothing, milliseconds; nil for ever.
    private let longestSilence: Int?
    /// Whether the present transaction may take its time.
    private var isPatient = false
    /// Whether the server has been silent for too long.
    private var isAbandoned = false
    private var sent: [Sent] = []
    private var statements: [PostgresStatement: Prepared] = [:]
    private var preparations = 0
    /// Whether a mark was sent that has not been read.
    private var isMarked = false
    /// What went wrong in the present transaction: nothing more of it can be kept.
    private(set) var failure: PostgresFailure?

    private struct Prepared {
        let name: String
        /// The names of the result's columns, once there was a result.
        var columns: [String]?
        var isConfirmed = false
    }

    /// So many statements travel at most before their answers are read: neither side may have to wait for the other
    /// to read first.
    private static let mostSent = 64
    /// Statements are few and fixed; this only bounds what a mistake could do.
    private static let mostStatements = 1000

    /// - Throws: as `PostgresHandle.open`.
    init(_ options: PostgresOptions) throws(SQLError) {
        handle = try PostgresHandle.open(options)
        longestSilence = options.longestSilence
        PQenterPipelineMode(handle)
    }

    deinit { PQfinish(handle) }

    /// Whether the server has let the idle session be: one that has something to say is about to end it.
    func isAlive() -> Bool {
        // The answer to the end of a reading may be there.
        if isMarked { do { try reachMark() } catch { return false } }
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        return PQstatus(handle) == CONNECTION_OK && poll(&socket, 1, 0) == 0
    }

    /// Begins a transaction; the words go with its first statement.
    func begin(_ words: String) throws(PostgresFailure) {
        failure = nil
        isPatient = false
        try post(words, [])
    }

    /// Commits, together with what is still to be sent, and returns when it is durable.
    /// - Throws: `.unavailable` without a remedy when the connection is lost meanwhile: whether it was kept is unknown.
    func commit() throws(PostgresFailure) {
        let words: String
        do throws(PostgresFailure) {
            words = try end("COMMIT")
        } catch {
            guard error.remedy == .reconnect else { throw error }
            throw fail(
                PostgresFailure(
                    .unavailable("the connection was lost in a commit, so it is not known whether it was kept")))
        }
        // What the server says to the commit of a transaction that had failed before.
        if words == "ROLLBACK" { throw fail(PostgresFailure(.unavailable("the transaction had failed"))) }
    }

    /// Ends a transaction that has only read, without waiting for the server to say so.
    func leave() {
        do {
            try post("ROLLBACK", [])
            try mark()
        } catch {
            failure = error
        }
    }

    /// Undoes the transaction, if the session still lives.
    func rollback() {
        // Twice, because the first is passed over if a statement on its way fails only now. A session that cannot
        // roll back is closed by its owner, and that undoes the transaction too.
        for _ in 0..<2 where PQstatus(handle) == CONNECTION_OK && !isAbandoned {
            failure = nil
            do {
                _ = try end("ROLLBACK")
                return
            } catch {
                failure = error
            }
        }
    }

    /// Undoes what was done since a savepoint, errors included.
    func undo(to savepoint: String) throws(PostgresFailure) {
        // Twice, because the first is passed over if a statement on its way fails only now.
        for _ in 0..<2 {
            failure = nil
            do throws(PostgresFailure) {
                try post("ROLLBACK TO SAVEPOINT \(savepoint)", [])
                return try settle()
            } catch {
                guard error.remedy == .none else { throw error }
            }
        }
        if let failure { throw failure }
    }

    /// Sends a statement; its error comes with a later answer.
    /// - Returns: the statement, as this session knows it.
    @discardableResult
    func post(
        _ sql: String, _ arguments: [any SQLConvertible], asking isQuestion: Bool = false
    ) throws(PostgresFailure) -> PostgresQuestion {
        if let failure { throw failure }
        if sent.count >= Self.mostSent { try settle() }
        if sql == PostgresOptions.unlimited { isPatient = true }
        let arguments = PostgresArguments(arguments)
        let statement = PostgresStatement(sql: sql, types: arguments.types)
        let name = try preparedName(statement)
        let isSent = arguments.withPointers { values, lengths, formats in
            PQsendQueryPrepared(handle, name, CInt(statement.types.count), values, lengths, formats, 1)
        }
        guard isSent == 1 else { throw fail(.lost(message)) }
        let question = PostgresQuestion(statement)
        sent.append(.statement(sql, isQuestion ? question : nil))
        return question
    }

    /// The answer to a question that was posted, with those to all that was sent before it.
    func rows(of question: PostgresQuestion) throws(PostgresFailure) -> [SQLRow] {
        if question.rows == nil { try settle() }
        guard let rows = question.rows else { throw fail(.lost("a question was left without its answer")) }
        return rows
    }

    /// Sends a statement and hands over its result.
    func result<Value>(
        _ sql: String, _ arguments: [any SQLConvertible], _ read: (PostgresResult) throws(SQLError) -> Value
    ) throws(PostgresFailure) -> Value {
        let statement = try post(sql, arguments).statement
        PQsendFlushRequest(handle)
        return try self.read(try lastAnswer(), of: statement, read)
    }

    /// Sends a statement with one list of arguments after the other, and hands over the results as they come.
    func results<Value>(
        _ sql: String, _ lists: ArraySlice<[any SQLConvertible]>,
        _ read: (PostgresResult) throws(SQLError) -> Value
    ) throws(PostgresFailure) -> [Value] {
        try settle()
        var values: [Value] = []
        var statement: PostgresStatement?
        for arguments in lists { statement = try post(sql, arguments).statement }
        PQsendFlushRequest(handle)
        guard PQflush(handle) == 0 else { throw fail(.lost(message)) }
        for item in sent {
            let pointer = try answer(to: item)
            sent.removeFirst()
            guard case .statement = item, let statement else {
                PQclear(pointer)
                continue
            }
            values.append(try self.read(pointer, of: statement, read))
        }
        return values
    }

    /// How many lists of arguments `results` takes.
    static var mostLists: Int { mostSent / 2 }

    private func read<Value>(
        _ pointer: OpaquePointer, of statement: PostgresStatement,
        _ read: (PostgresResult) throws(SQLError) -> Value
    ) throws(PostgresFailure) -> Value {
        defer { PQclear(pointer) }
        do {
            return try read(PostgresResult(pointer: pointer, columns: columnNames(statement, pointer)))
        } catch {
            throw fail(PostgresFailure(error))
        }
    }

    /// Reads the answers to all that was sent.
    func settle() throws(PostgresFailure) {
        if let failure { throw failure }
        guard !sent.isEmpty else { return }
        PQsendFlushRequest(handle)
        PQclear(try lastAnswer())
    }

    private func columnNames(_ statement: PostgresStatement, _ result: OpaquePointer) -> [String] {
        if let known = statements[statement]?.columns { return known }
        let names = (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
        statements[statement]?.columns = names
        return names
    }

    private func preparedName(_ statement: PostgresStatement) throws(PostgresFailure) -> String {
        if let known = statements[statement] { return known.name }
        if statements.count >= Self.mostStatements {
            throw fail(PostgresFailure(.unavailable("a session had too many statements"), .reconnect))
        }
        let numbered = statement.numbered
        guard numbered.count == statement.types.count else {
            let why = "it has \(numbered.count) placeholders, and \(statement.types.count) arguments came"
            throw fail(PostgresFailure(.statement(why, sql: statement.sql)))
        }
        preparations += 1
        let name = "u\(preparations)"
        let isSent = PQsendPrepare(
            handle, name, numbered.text, CInt(statement.types.count), statement.types)
        guard isSent == 1 else { throw fail(.lost(message)) }
        sent.append(.preparation(statement))
        statements[statement] = Prepared(name: name)
        return name
    }

    /// The answer to the last statement sent; those before it are read and let go.
    private func lastAnswer() throws(PostgresFailure) -> OpaquePointer {
        guard PQflush(handle) == 0 else { throw fail(.lost(message)) }
        let outstanding = sent
        for (place, item) in outstanding.enumerated() {
            let result = try answer(to: item)
            sent.removeFirst()
            if place == outstanding.count - 1 { return result }
            PQclear(result)
        }
        throw fail(.lost("nothing was sent"))
    }

    /// Ends the transaction and the pipeline's stretch. Gives what the server calls it.
    private func end(_ sql: String) throws(PostgresFailure) -> String {
        try post(sql, [])
        try mark()
        return try reachMark()
    }

    private func mark() throws(PostgresFailure) {
        isMarked = true
        guard PQpipelineSync(handle) == 1, PQflush(handle) == 0 else { throw fail(.lost(message)) }
    }

    /// Reads all answers up to the mark. Gives what the server calls the last one.
    @discardableResult
    private func reachMark() throws(PostgresFailure) -> String {
        let last = try lastAnswer()
        let words = String(cString: PQcmdStatus(last))
        PQclear(last)
        try synchronise()
        return words
    }

    private func answer(to item: Sent) throws(PostgresFailure) -> OpaquePointer {
        guard let result = try nextResult() else { throw fail(.lost(message)) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            switch item {
            case .preparation(let statement): statements[statement]?.isConfirmed = true
            case .statement(_, let question?): try deliver(result, to: question)
            case .statement(_, nil): break
            }
            return result
        default:
            let sql =
                switch item {
                case .preparation(let statement): statement.sql
                case .statement(let sql, _): sql
                }
            let failed = PostgresFailure(result: result, sql: sql)
            PQclear(result)
            recover()
            throw fail(failed)
        }
    }

    private func deliver(_ result: OpaquePointer, to question: PostgresQuestion) throws(PostgresFailure) {
        do {
            let columns = columnNames(question.statement, result)
            question.rows = try PostgresResult(pointer: result, columns: columns).rows
        } catch {
            PQclear(result)
            throw fail(PostgresFailure(error))
        }
    }

    /// The result of one statement, with the end that libpq puts after it.
    private func nextResult() throws(PostgresFailure) -> OpaquePointer? {
        guard let result = try nextPart() else { return nil }
        while PQstatus(handle) == CONNECTION_OK, let more = try nextPart() { PQclear(more) }
        return result
    }

    /// What libpq has next, once it is there.
    /// - Throws: when the server has fallen silent: the session is of no more use then.
    private func nextPart() throws(PostgresFailure) -> OpaquePointer? {
        while !isAbandoned, PQisBusy(handle) == 1 {
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            let isQuiet = poll(&socket, 1, isPatient ? -1 : longestSilence.map { CInt($0) } ?? -1) == 0
            if isQuiet {
                isAbandoned = true
                throw fail(PostgresFailure(.unavailable("PostgreSQL has fallen silent")))
            }
            // A connection that is lost is told of by the result.
            if PQconsumeInput(handle) == 0 { break }
        }
        return isAbandoned ? nil : PQgetResult(handle)
    }

    /// After an error the server passes over all that was sent, up to a mark that is set now.
    private func recover() {
        sent = []
        statements = statements.filter { $0.value.isConfirmed }
        guard PQstatus(handle) == CONNECTION_OK, !isAbandoned else { return }
        if !isMarked { guard PQpipelineSync(handle) == 1, PQflush(handle) == 0 else { return } }
        do {
            try synchronise()
        } catch {
            // Noted by `fail` already; the session is of no more use.
            return
        }
    }

    /// Reads up to the mark.
    private func synchronise() throws(PostgresFailure) {
        isMarked = false
        // Every statement has a result and an end, of which libpq gives no account for those passed over.
        var ends = 0
        while PQstatus(handle) == CONNECTION_OK, ends < 4 * Self.mostSent {
            guard let result = try nextPart() else {
                ends += 1
                continue
            }
            let isMark = PQresultStatus(result) == PGRES_PIPELINE_SYNC
            PQclear(result)
            if isMark { return }
        }
        throw fail(.lost(message))
    }

    private var message: String { String(cString: PQerrorMessage(handle)) }

    /// Notes what went wrong, so that the transaction is not kept whatever its body does.
    private func fail(_ failed: PostgresFailure) -> PostgresFailure {
        failure = failed
        return failed
    }
}

/// A question that was posted, and its answer once that has been read.
final class PostgresQuestion {
    let statement: PostgresStatement
    fileprivate(set) var rows: [SQLRow]?

    init(_ statement: PostgresStatement) {
        self.statement = statement
    }
}
