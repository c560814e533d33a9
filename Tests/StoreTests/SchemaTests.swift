import Database
import Foundation
import Store
import Testing

struct `The schema` {
    @Test func `is laid once, and then checks out`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("usher-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("usher.sqlite").path)
        await #expect(throws: SQLError.self) { try await UsherStore.check(database) }
        let first = try await UsherStore.migrate(database)
        let second = try await UsherStore.migrate(database)
        #expect(first.first == "accounts")
        #expect(second.isEmpty)
        try await UsherStore.check(database)
        try database.close()
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

    @Test func `answers every question it is asked by the use of an index`() async throws {
        let questions = [
            "SELECT id FROM appointments WHERE host_id = 'ann' AND starts_at > 0 ORDER BY starts_at",
            "SELECT id FROM appointments WHERE account_id = 'north' AND starts_at > 0 ORDER BY starts_at",
            "SELECT ends_at FROM host_times WHERE user_id = 'ann' AND starts_at > 0 AND starts_at < 9",
            "SELECT work_key FROM work WHERE kind = 'send_message' AND due_at <= 9 ORDER BY due_at LIMIT 1",
            "SELECT * FROM appointments WHERE guest_id = 'x'", "SELECT * FROM appointments WHERE meeting_id = 'x'",
            "SELECT * FROM rooms WHERE host_id = 'ann' AND state IN ('pending', 'failed')",
            "SELECT * FROM history WHERE subject_id = 'x' ORDER BY happened_at",
            "SELECT * FROM messages WHERE appointment_id = 'x' ORDER BY created_at",
            "SELECT * FROM sessions WHERE token_hash = 'x'", "SELECT * FROM api_keys WHERE key_hash = 'x'",
            "SELECT * FROM calendars WHERE account_id = 'north' AND slug = 'x'",
        ]
        try await withStore { store in
            for question in questions {
                let plan = try await store.read { snapshot in
                    try snapshot.connection.rows("EXPLAIN QUERY PLAN \(question)").map { try $0.text("detail") }
                }
                #expect(plan.allSatisfy { $0.contains(" USING ") }, "\(question): \(plan)")
            }
        }
    }
}
