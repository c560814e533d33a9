import Store

extension Verbs {
    /// How long what has happened outside is held on to while the database is away, seconds; shorter than a lease.
    private static let patience = 60

    /// Writes down what has happened outside already and cannot be had again: a meeting made, a mail accepted, a pair of
    /// tokens. A database that is away for a while is waited for. `body` may do no harm when it is done twice.
    func keep<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        for _ in 0..<Self.patience {
            do {
                return try await store.write(body)
            } catch StoreError.unavailable {
                try await Task.sleep(for: .seconds(1))
            }
        }
        return try await store.write(body)
    }
}
