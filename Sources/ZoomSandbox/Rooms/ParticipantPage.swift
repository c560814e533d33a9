import Foundation

/// A request for one page of those who were at a meeting.
struct ParticipantPageRequest: Sendable {
    let size: Int
    private let token: String

    init(_ query: FormFields) throws {
        var reader = FieldReader(query.values.filter { !$0.value.isEmpty }.mapValues { .string($0) })
        size = reader.number("page_size", in: 1...300) ?? 30
        token = query["next_page_token"] ?? ""
        try reader.finish()
    }

    /// The rows of this page, and the token of the next: empty at the end.
    func cut(_ rows: [JSONValue], of session: String, now: Date) throws -> (shown: [JSONValue], next: String) {
        let list = "participants/\(session)"
        let after = max(try PageToken.read(token, list: list, now: now), 0)
        let rest = rows.dropFirst(after)
        guard rest.count > size else { return (Array(rest), "") }
        return (Array(rest.prefix(size)), PageToken.make(after: after + size, list: list, now: now))
    }
}
