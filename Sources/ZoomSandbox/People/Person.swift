import Foundation

/// A person as the sandbox keeps them.
struct Person: Sendable, Codable {
    var profile: SandboxPerson
    var pmi: Int64
    var createdAt: Date

    var id: String { profile.id }
    var email: String { profile.email }
    var name: String {
        [profile.firstName, profile.lastName].filter { !$0.isEmpty }.joined(separator: " ")
    }
    var zone: TimeZone { TimeZone(identifier: profile.timezone) ?? .gmt }
}
