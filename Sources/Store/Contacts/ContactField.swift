import Database

/// Something that an account wants to know of its contacts besides.
package struct ContactField: Hashable, Sendable {
    package let id: String
    /// Its kind, label and choices are those of a question; its key is what values are kept under.
    package let question: Question

    package init(id: String, question: Question) {
        (self.id, self.question) = (id, question)
    }
}

extension Reading {
    /// An account's own fields in its own order.
    package func contactFields(of accountID: String) throws -> [ContactField] {
        try all(
            "SELECT id, field_key, label, kind, options FROM contact_fields WHERE account_id = ? ORDER BY position, id",
            [accountID]
        ) { row in
            ContactField(
                id: try row.text("id"),
                question: Question(
                    key: try row.text("field_key"), label: try row.text("label"),
                    kind: Question.Kind(rawValue: try row.text("kind")) ?? .text,
                    options: try StoredJSON.value(try row.text("options"))))
        }
    }
}

extension Transaction {
    /// Gives an account exactly these fields, in this order. Values under keys that are gone stay, unseen.
    package func setContactFields(_ fields: [ContactField], of accountID: String) throws {
        try connection.execute("DELETE FROM contact_fields WHERE account_id = ?", [accountID])
        for (position, field) in fields.enumerated() {
            let question = field.question
            try connection.execute(
                "INSERT INTO contact_fields (id, account_id, field_key, label, kind, options, position) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    field.id, accountID, question.key, question.label, question.kind.rawValue,
                    try StoredJSON.text(question.options), position,
                ])
        }
    }
}
