import Database

/// Which state something is in that is worth keeping in memory: two that are equal are the same state.
package typealias Version = Int64

extension Reading {
    /// The state of all that calendars are set up as; not whose turn it is.
    package func settingsVersion() throws -> Version {
        try askSettingsVersion().first ?? 0
    }

    /// As `settingsVersion`, read later.
    package func askSettingsVersion() throws -> Asked<Version> {
        try ask("SELECT number FROM versions WHERE subject_id = 'settings'", []) { try $0.integer64("number") }
    }

    /// The state of what is taken of each owner's time.
    package func timeVersions(of owners: [String]) throws -> [Version] {
        try connection.integers(
            "SELECT number FROM versions WHERE subject_id = ?", each: owners.map { [$0] }
        ).map { $0.first ?? 0 }
    }
}
