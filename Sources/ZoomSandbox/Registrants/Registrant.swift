import Foundation

/// Somebody who registered for a meeting. There is one for each address, kept on when they are gone.
struct Registrant: Sendable, Codable {
    enum Status: String, Sendable, Codable {
        case pending, approved, denied
        /// Cancelled or deleted: nobody is told of them any more, but today's adding counts.
        case gone
    }

    let meetingID: Int64
    let email: String
    /// The order of lists.
    let sequence: Int
    let createdAt: Date
    var id = Random.token(16)
    /// The secret of their own join link.
    var tk = Random.token(32)
    var pin = Int.random(in: 100_000...999_999)
    var status = Status.pending
    /// What else they said of themselves, by field name.
    var answers: [String: JSONValue] = [:]
    var adds = DailyCount()

    /// The row it is kept in.
    var key: String { "\(meetingID)/\(email.lowercased())" }

    var name: String {
        [answers["first_name"]?.text ?? "", answers["last_name"]?.text ?? ""]
            .filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

extension Meeting {
    /// Who approves registrants: 0 nobody needs to, 1 the host; 2 there is no registration.
    var approvalType: Int { (settings["approval_type"] ?? 2).integer ?? 2 }
}
