import Scheduling

extension Step: Codable {
    /// A step is its id and one of the others.
    private enum Field: String, CodingKey, CaseIterable {
        case id, wait
        case waitForEvent = "wait_event"
        case mail, sms, notify
        case branch = "if"
        case setStatus = "set_status"
        case addTag = "add_tag"
        case removeTag = "remove_tag"
        case addNote = "add_note"
        case webhook
        case goTo = "go_to"
        case end
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let kinds = fields.present.filter { $0 != .id }
        guard kinds.count == 1, let kind = kinds.first else {
            let known = Field.allCases.dropFirst().map(\.rawValue).joined(separator: ", ")
            throw fields.problem(
                kinds.isEmpty ? "no_kind" : "several_kinds", "A step is its id and one of these: \(known).")
        }
        self.init(try fields.value(.id), try Self.action(kind, fields))
    }

    private static func action(_ kind: Field, _ fields: Fields<Field>) throws -> Action {
        switch kind {
        case .wait: return .wait(try fields.value(kind))
        case .waitForEvent: return .waitForEvent(try fields.value(kind))
        case .branch: return .branch(try fields.value(kind))
        case .goTo: return .goTo(try fields.text(kind, "step"))
        case .mail: return .perform(.mail(try fields.value(kind)))
        case .sms: return .perform(.sms(try fields.value(kind)))
        case .notify: return .perform(.notify(try fields.value(kind)))
        case .webhook: return .perform(.webhook(try fields.value(kind)))
        case .setStatus:
            return .perform(.setStatus(try fields.choice(try fields.text(kind, "status"), kind)))
        case .addTag: return .perform(.addTag(try fields.text(kind, "tag")))
        case .removeTag: return .perform(.removeTag(try fields.text(kind, "tag")))
        case .addNote: return .perform(.addNote(try fields.text(kind, "body")))
        case .end, .id:
            try fields.nothing(kind)
            return .end
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(id, .id)
        switch action {
        case .wait(let delay): try written.put(delay, .wait)
        case .waitForEvent(let wait): try written.put(wait, .waitForEvent)
        case .branch(let branch): try written.put(branch, .branch)
        case .goTo(let step): try written.put(text: step, under: "step", .goTo)
        case .end: written.put(nothing: .end)
        case .perform(let deed): try Self.write(deed, &written)
        }
    }

    private static func write(_ deed: Deed, _ written: inout Written<Field>) throws {
        switch deed {
        case .mail(let mail): try written.put(mail, .mail)
        case .sms(let sms): try written.put(sms, .sms)
        case .notify(let notice): try written.put(notice, .notify)
        case .webhook(let webhook): try written.put(webhook, .webhook)
        case .setStatus(let status): try written.put(text: status.rawValue, under: "status", .setStatus)
        case .addTag(let tag): try written.put(text: tag, under: "tag", .addTag)
        case .removeTag(let tag): try written.put(text: tag, under: "tag", .removeTag)
        case .addNote(let text): try written.put(text: text, under: "body", .addNote)
        }
    }
}

extension Branch: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case match, conditions, then
        case otherwise = "else"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        self.init(
            try fields.value(.conditions), match: try fields.choice(.match, or: .all),
            then: try fields.value(.then, or: []), otherwise: try fields.value(.otherwise, or: []))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(choice: match, .match, unless: .all)
        try written.put(conditions, .conditions)
        try written.put(then, .then, unless: [])
        try written.put(otherwise, .otherwise, unless: [])
    }
}
