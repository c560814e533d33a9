import Database
import Scheduling
import Store
import Testing
import TimeZones

struct `Appointments` {
    /// A list of appointment ids, as seen at a minute.
    private func list(
        _ filter: AppointmentFilter, _ store: UsherStore, of account: String = "north", host: String? = nil,
        at minute: Int = 0, limit: Int = 100, offset: Int = 0
    ) async throws -> [String] {
        var scope = AppointmentScope()
        scope.hostID = host
        let asked = scope
        return try await store.read { snapshot in
            try snapshot.appointments(
                of: account, asked, filter: filter, at: now.adding(minutes: minute), limit: limit,
                offset: offset
            ).map(\.appointment.id)
        }
    }

    @Test func `come back as they were stored`() async throws {
        try await withStore { store in
            let stored = try await store.write { try $0.book("appointment", "ann", stretch(60, 30)) }
            #expect(try await store.read { try $0.appointment(id: "appointment") } == stored)
            #expect(try await store.read { try $0.appointment(guestID: "guest appointment") } == stored)
            #expect(try await store.read { try $0.appointments(meetingID: stored.meetingID) } == [stored])
        }
    }

    @Test func `are upcoming until they end, nearest first`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.book("tomorrow", "ann", stretch(1440, 30))
                try transaction.book("today", "bob", stretch(60, 30), status: .new)
                try transaction.book("under way", "ann", stretch(-10, 30))
                try transaction.book("all day", "bob", stretch(-1430, 1440))
                try transaction.book("over", "ann", stretch(-60, 30))
            }
            #expect(try await list(.upcoming, store) == ["all day", "under way", "today", "tomorrow"])
            #expect(try await list(.past, store) == ["over"])
            #expect(try await list(.upcoming, store, at: 20) == ["today", "tomorrow"])
            #expect(try await list(.past, store, at: 20) == ["under way", "over", "all day"])
        }
    }

    @Test func `that were cancelled are in a list of their own, whenever they were`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                for (id, start) in [("old", -600), ("new", 600)] {
                    var appointment = try transaction.book(id, "ann", stretch(start, 30))
                    appointment.sequence = 1
                    appointment.status = .cancelled
                    appointment.cancelReason = "ill"
                    try transaction.setStatus(of: appointment, at: now)
                }
                try transaction.book("kept", "ann", stretch(60, 30))
            }
            #expect(try await list(.cancelled, store) == ["new", "old"])
            #expect(try await list(.upcoming, store) == ["kept"])
            #expect(try await list(.past, store).isEmpty)
            let cancelled = try #require(try await store.read { try $0.appointment(id: "old") })
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.cancelReason == "ill")
            #expect(cancelled.sequence == 1)
        }
    }

    @Test func `are in one list at least, whatever their status and time`() async throws {
        let statuses = ["new", "confirmed", "cancelled", "showed", "noshow", "invalid"]
        try await withStore { store in
            try await store.write { transaction in
                for (index, word) in statuses.enumerated() {
                    let status = try #require(Appointment.Status(rawValue: word))
                    try transaction.book("\(word) before", "ann", stretch(-600 + index * 30, 30), status: status)
                    try transaction.book("\(word) during", "ann", stretch(index - 5, 1), status: status)
                    try transaction.book("\(word) after", "ann", stretch(600 + index * 30, 30), status: status)
                }
            }
            var shown: Set<String> = []
            for filter in AppointmentFilter.allCases { shown.formUnion(try await list(filter, store)) }
            let all = Set(statuses.flatMap { ["\($0) before", "\($0) during", "\($0) after"] })
            #expect(all.subtracting(shown).isEmpty)
        }
    }

    @Test func `of a host are theirs only, and never another account's`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.book("ann's", "ann", stretch(60, 30))
                try transaction.book("bob's", "bob", stretch(60, 30))
                try transaction.book("eve's", "eve", stretch(60, 30))
            }
            #expect(try await list(.upcoming, store) == ["ann's", "bob's"])
            #expect(try await list(.upcoming, store, host: "ann") == ["ann's"])
            #expect(try await list(.upcoming, store, of: "south") == ["eve's"])
            #expect(try await list(.upcoming, store, of: "north", host: "eve").isEmpty)
        }
    }

    @Test func `come page by page, none twice and none left out`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                for number in 0..<7 { try transaction.book("\(number)", "ann", stretch(60 + number * 30, 30)) }
            }
            var pages: [String] = []
            for offset in stride(from: 0, to: 9, by: 3) {
                pages += try await list(.upcoming, store, limit: 3, offset: offset)
            }
            #expect(pages == (0..<7).map(String.init))
        }
    }

    @Test func `move to another meeting and stay themselves`() async throws {
        try await withStore { store in
            let moved = try await store.write { transaction in
                var appointment = try transaction.book("appointment", "ann", stretch(60, 30))
                try transaction.meet("other", "bob", stretch(120, 30))
                appointment.meetingID = "other"
                appointment.hostID = "bob"
                appointment.interval = stretch(120, 30)
                appointment.sequence = 1
                try transaction.move(appointment)
                return appointment
            }
            #expect(try await store.read { try $0.appointment(id: "appointment") } == moved)
        }
    }

    @Test func `of a known address are the known contact's, whose name stays`() async throws {
        try await withStore { store in
            let ids = try await store.write { transaction in
                let zones = [("first", "north", "Zoë"), ("second", "north", "Z."), ("third", "south", "Zoë")]
                return try zones.map { id, account, name in
                    try transaction.contact(
                        id, account: account, name: name, email: "zoe@example.com", zone: "UTC", at: now)
                }
            }
            #expect(ids == ["first", "first", "third"])
            let names = try await store.read { snapshot in
                try snapshot.connection.rows("SELECT name FROM contacts ORDER BY id").map { try $0.text("name") }
            }
            #expect(names == ["Zoë", "Zoë"])
        }
    }

    @Test func `share the contact that many make at once`() async throws {
        try await withStore { store in
            let ids = try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask {
                        try await store.write {
                            try $0.contact(
                                "contact \(number)", account: "north", name: "Nora", email: "nora@example.com",
                                zone: "UTC", at: now)
                        }
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }

    @Test func `remember the submission that made them`() async throws {
        try await withStore { store in
            func claim(_ key: String, at minute: Int = 0) async throws -> Submission? {
                try await store.write {
                    try $0.claimSubmission(key: key, fingerprint: "asked", at: now.adding(minutes: minute)).first
                        ?? nil
                }
            }
            try await store.write { transaction in
                try transaction.book("one", "ann", stretch(60, 30))
                try transaction.book("two", "ann", stretch(120, 30))
                #expect(try transaction.claimSubmission(key: "key", fingerprint: "a", at: now).first == .some(nil))
                try transaction.saveSubmission(key: "key", fingerprint: "a", appointment: "one", at: now)
            }
            let first = try await claim("key", at: 5)
            #expect(first?.appointmentID == "one")
            #expect(first?.fingerprint == "a")
            #expect(first?.createdAt == now)
            #expect(try await claim("other") == nil)
            try await store.write { try $0.deleteSubmissions(before: now) }
            try await store.write {
                try $0.saveSubmission(
                    key: "key", fingerprint: "b", appointment: "two", at: now.adding(minutes: 1))
            }
            #expect(try await claim("key")?.appointmentID == "two")
            try await store.write { try $0.deleteSubmissions(before: now.adding(minutes: 2)) }
            #expect(try await claim("key") == nil)
        }
    }

    @Test func `are made once by many who come with the same key at once`() async throws {
        try await withStore { store in
            let made = try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask {
                        try await store.write { transaction -> Bool in
                            let earlier = try transaction.claimSubmission(key: "key", fingerprint: "a", at: now)
                                .first
                            if let earlier = earlier ?? nil {
                                #expect(earlier.appointmentID.hasPrefix("appointment "))
                                return false
                            }
                            let id = "appointment \(number)"
                            try transaction.book(id, "ann", stretch(number * 30, 30))
                            try transaction.saveSubmission(key: "key", fingerprint: "a", appointment: id, at: now)
                            return true
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
        }
    }

    @Test func `have a history, oldest first`() async throws {
        try await withStore { store in
            let entries = (0..<3).map { minute in
                HistoryEntry(event: "moved", actor: "guest", detail: "\(minute)", at: now.adding(minutes: minute))
            }
            try await store.write { transaction in
                for (index, entry) in entries.enumerated().reversed() {
                    try transaction.record(entry, id: "entry \(index)", account: "north", subject: "one")
                }
            }
            #expect(try await store.read { try $0.history(of: "one") } == entries)
            #expect(try await store.read { try $0.history(of: "two") }.isEmpty)
        }
    }
}
