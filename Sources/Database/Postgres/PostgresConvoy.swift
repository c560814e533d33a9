/// Transactions of one subject that wait for each other anyway, in one: they share a commit, and the locks that each of
/// them would have to wait for. Each has a savepoint of its own, so that one refusal undoes one of them.
struct PostgresConvoy: PostgresTransaction {
    /// How many travel together at most, so that the first is not kept waiting by the last.
    static let longest = 24

    let parts: [any PostgresTransaction]

    var createdAt: ContinuousClock.Instant { parts.map(\.createdAt).max() ?? .now }
    var subject: String? { parts.first?.subject }
    var isPatient: Bool { false }

    func run(in session: PostgresSession) -> PostgresFailure? {
        do throws(PostgresFailure) {
            try session.begin(PostgresCall<Void>.Kind.write.rawValue)
            for part in parts {
                try session.post("SAVEPOINT part", [])
                switch part.run(sharing: session) {
                case .kept: try session.post("RELEASE SAVEPOINT part", [])
                case .undone: try session.undo(to: "part")
                case .lost(let failure): throw failure
                }
            }
            try session.commit()
        } catch {
            session.rollback()
            if error.remedy != .none { return error }
            for part in parts { part.fail(error.error) }
            return nil
        }
        for part in parts { part.answer() }
        return nil
    }

    func fail(_ error: SQLError) {
        for part in parts { part.fail(error) }
    }

    func run(sharing session: PostgresSession) -> PostgresShare {
        .lost(PostgresFailure(.unavailable("a shared transaction cannot be part of another")))
    }

    func answer() {}
}
