extension DefinitionCheck {
    mutating func look(at branch: Branch, _ path: String) {
        if branch.conditions.isEmpty {
            fault("\(path).conditions", "empty", "A branch asks one question at least. Add a condition.")
        }
        if branch.then.isEmpty, branch.otherwise.isEmpty {
            fault(path, "empty", "Neither way has a step. Add one, or take the branch out.")
        }
        for (index, condition) in branch.conditions.enumerated() {
            look(at: condition.test, "\(path).conditions[\(index)]")
        }
    }

    private mutating func look(at test: Condition.Test, _ path: String) {
        switch test {
        case .status(let statuses): require(!statuses.isEmpty, "\(path).status", "a status")
        case .location(let kinds): require(!kinds.isEmpty, "\(path).location", "a kind of place")
        case .calendar(let ids):
            require(!ids.isEmpty, "\(path).calendar", "a calendar")
            look(at: ids, in: known.calendarIDs, "\(path).calendar", "calendar")
        case .host(let ids):
            require(!ids.isEmpty, "\(path).host", "a host")
            look(at: ids, in: known.userIDs, "\(path).host", "user")
        case .hasTag(let tag): look(atTag: tag, "\(path).tag")
        case .field(let key, let test): look(at: key, test, "\(path).field")
        case .starts, .ends, .isRescheduled, .isRecurring, .hasEmail, .hasPhone: break
        }
    }

    private mutating func look(at key: String, _ test: Condition.FieldTest, _ path: String) {
        require(!key.isEmpty, "\(path).key", "a field")
        if let fields = known.fields, !key.isEmpty, !fields.contains(key), !Self.ownFields.contains(key) {
            fault(
                "\(path).key", "unknown_field",
                "Contacts have no field “\(key)”.\(NearestName.hint(key, among: fields.union(Self.ownFields)))")
        }
        switch test {
        case .empty: break
        case .equals(let value), .contains(let value): require(!value.isEmpty, "\(path).value", "a value")
        }
    }

    /// What every contact has.
    private static let ownFields: Set<String> = ["name", "email", "phone", "timezone", "notes"]

    private mutating func require(_ isThere: Bool, _ path: String, _ what: String) {
        if !isThere { fault(path, "empty", "Choose \(what).") }
    }
}
