import Foundation

extension Sandbox {
    /// Lets a request in by its account's plan and its bearer's requests at work, and answers whose it is. A token
    /// that is none counts for nobody: it is refused further in.
    func enter(_ token: String?, _ label: RateLabel) throws -> Bearer? {
        guard let bearer = self.bearer(token) else { return nil }
        let working = inProgress[bearer.id, default: 0]
        if let most = limits.concurrency, working >= most { throw LimitReached.concurrent }
        try rates.add(label, account: bearer.accountID, plan: limits.plan, now: now())
        inProgress[bearer.id] = working + 1
        return bearer
    }

    /// The end of a request that was let in.
    func finish(_ bearer: Bearer?) {
        guard let bearer, let working = inProgress[bearer.id] else { return }
        inProgress[bearer.id] = working > 1 ? working - 1 : nil
    }

    /// Counts a create or update, whatever comes of it. It is in the data file with the next `commit`.
    func countWrite(of person: Person) throws {
        if let most = limits.dailyWrites, writesToday(of: person) >= most {
            throw LimitReached.dailyWrites(most)
        }
        try addWrites(1, of: person)
    }

    /// Another app's creates and updates of today, up to the limit. Nil when nobody has the address.
    func useWrites(_ count: Int, email: String) async throws -> Int? {
        guard let person = contents.person(email: email) else { return nil }
        let left = limits.dailyWrites.map { max($0 - writesToday(of: person), 0) }
        try addWrites(min(count, left ?? count), of: person)
        try await commit()
        return writesToday(of: person)
    }

    func writesToday(of person: Person) -> Int {
        contents.writes[person.id]?.times(on: now()) ?? 0
    }

    private func addWrites(_ count: Int, of person: Person) throws {
        var writes = contents.writes[person.id] ?? DailyCount()
        writes.add(count, on: now())
        try keep(writes, by: person.id)
    }
}
