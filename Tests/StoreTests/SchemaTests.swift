import Database
import Store
import TestDatabases
import Testing

struct `The schema` {
    @Test func `is laid once, and then checks out`() async throws {
        try await TestDatabases.each { database in
            await #expect(throws: SQLError.self) { try await UsherStore.check(database) }
            let first = try await UsherStore.migrate(database)
            let second = try await UsherStore.migrate(database)
            #expect(first.first == "accounts")
            #expect(second.isEmpty)
            try await UsherStore.check(database)
        }
    }

    @Test func `holds nothing of an account that is not there`() async throws {
        try await withStore { store in
            let error = await #expect(throws: StoreError.self) {
                try await store.write { try $0.insert(exampleCalendar("lost", of: "nowhere"), at: now) }
            }
            guard case .failed? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let stored = try await store.read { try $0.calendar(id: "cal_lost") }
            #expect(stored == nil)
        }
    }
}
