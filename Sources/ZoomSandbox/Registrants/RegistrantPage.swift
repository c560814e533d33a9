import Foundation

/// A request for one page of a meeting's registrants.
struct RegistrantPageRequest: Sendable {
    let status: Registrant.Status
    let size: Int
    private let token: String

    init(_ query: FormFields) throws {
        var reader = FieldReader(query.values.filter { !$0.value.isEmpty }.mapValues { .string($0) })
        size = reader.number("page_size", in: 1...300) ?? 30
        let name = query["status"] ?? "approved"
        let asked = Registrant.Status(rawValue: name)
        if asked == nil || asked == .gone { reader.refuse("status", "Invalid field.") }
        status = asked ?? .approved
        token = query["next_page_token"] ?? ""
        try reader.finish()
    }

    /// The registrants of this page, and the token of the next: empty at the end.
    func cut(_ all: [Registrant], of meeting: Meeting, now: Date) throws -> (shown: [Registrant], next: String) {
        let list = "registrants/\(meeting.id)/\(status.rawValue)"
        let after = try PageToken.read(token, list: list, now: now)
        let rest = all.filter { $0.sequence > after }
        let shown = Array(rest.prefix(size))
        guard rest.count > size, let last = shown.last else { return (shown, "") }
        return (shown, PageToken.make(after: last.sequence, list: list, now: now))
    }
}
