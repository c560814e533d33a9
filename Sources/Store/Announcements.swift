import Database

/// Something heard from the processes that share the database.
package enum Announcement: Hashable, Sendable {
    /// What is kept of this subject has changed, says whoever changed it.
    case changed(String, by: String)
    /// Listening has begun, or begun again: anything may have changed unheard.
    case missed
}

extension UsherStore {
    /// Tells every process that what is kept of these subjects has changed. One alone has nobody to tell.
    /// - Parameter process: a word without spaces, by which a process knows its own announcements.
    package func announce(changesOf subjectIDs: [String], by process: String) async throws {
        do {
            try await database.signal(subjectIDs.map { "\(process) \($0)" })
        } catch let error as SQLError {
            throw StoreError(error)
        }
    }

    /// What is announced from now on, by this process too.
    package func announcements() -> some AsyncSequence<Announcement, Never> & Sendable {
        database.signals().map { signal in
            switch signal {
            case .word(let word):
                .changed(
                    String(word.drop { $0 != " " }.dropFirst()), by: String(word.prefix { $0 != " " }))
            case .missed: .missed
            }
        }
    }
}
