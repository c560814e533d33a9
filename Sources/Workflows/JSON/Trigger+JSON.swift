import Scheduling

extension Trigger: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case kind, statuses, calendars, hosts, tags
        case eventType = "event_type"
        case groups = "calendar_groups"
        case changedBy = "changed_by"
    }

    /// The only kind of trigger there is.
    private static let kind = "appointment_status"

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let kind: String = try fields.value(.kind)
        guard kind == Self.kind else {
            throw fields.problem(
                .kind, "unknown_choice", "“\(kind)” is no trigger. There is one: \(Self.kind).")
        }
        self.init(
            statuses: try fields.choices(.statuses), eventType: try fields.choice(.eventType, or: .either),
            calendarIDs: try fields.value(.calendars, or: []), groupIDs: try fields.value(.groups, or: []),
            hostIDs: try fields.value(.hosts, or: []), changedBy: try fields.value(.changedBy, or: []),
            tags: try fields.value(.tags, or: []))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(Self.kind, .kind)
        try written.put(choices: statuses, .statuses)
        try written.put(choice: eventType, .eventType, unless: .either)
        try written.put(ids: calendarIDs, .calendars)
        try written.put(ids: groupIDs, .groups)
        try written.put(ids: hostIDs, .hosts)
        try written.put(changedBy, .changedBy, unless: [])
        try written.put(ids: tags, .tags)
    }
}

extension Trigger.Changer: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case by, ids
    }

    private enum Kind: String, CaseIterable {
        case customer, user, api, workflow
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let kind: Kind = try fields.choice(.by)
        let ids: Set<String> = try fields.value(.ids, or: [])
        guard kind == .user || ids.isEmpty else {
            throw fields.problem(.ids, "unknown_field", "Only users are named by id. Leave the ids out.")
        }
        self =
            switch kind {
            case .customer: .customer
            case .user: .user(ids: ids)
            case .api: .api
            case .workflow: .workflow
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        switch self {
        case .customer: try written.put(choice: Kind.customer, .by)
        case .api: try written.put(choice: Kind.api, .by)
        case .workflow: try written.put(choice: Kind.workflow, .by)
        case .user(let ids):
            try written.put(choice: Kind.user, .by)
            try written.put(ids: ids, .ids)
        }
    }
}
