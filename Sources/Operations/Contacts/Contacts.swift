package import Store

extension Verbs {
    /// Makes a contact.
    /// - Throws: `invalid` with the fields at fault; `taken` on `email` when the account has them already.
    package func addContact(
        _ form: ContactForm, by doer: Doer, in account: Account
    ) async throws -> Contact {
        try await storing("email", "taken", Self.known) { transaction in
            var validation = Validation()
            let checked = try checked(form, in: account, with: transaction, &validation)
            try validation.finish()
            if try transaction.contact(email: checked.email, of: account.id) != nil {
                throw OperationError.invalid([.init("email", "taken", Self.known)])
            }
            let contact = try insert(checked, in: account, with: transaction)
            try record("contact_added", by: doer, on: contact, in: transaction)
            return contact
        }
    }

    /// Changes a contact.
    /// - Parameter version: of the form that was changed; nil to store it over whatever is there.
    /// - Throws: as `addContact`; `not_found`; `changed_meanwhile`.
    @discardableResult
    package func changeContact(
        _ id: String, _ form: ContactForm, over version: String? = nil, by doer: Doer, in account: Account
    ) async throws -> Contact {
        try await storing("email", "taken", Self.known) { transaction in
            var contact = try lockedContact(id, of: account, in: transaction)
            let former = ContactForm(contact, tags: try transaction.tags(ofContact: contact.id))
            if let version, former.version != version {
                throw OperationError(
                    .conflict, "changed_meanwhile",
                    "Somebody else has changed this contact since you opened it. Look at both, then save again.")
            }
            var validation = Validation()
            let checked = try checked(form, over: contact, in: account, with: transaction, &validation)
            try validation.finish()
            if checked.email != contact.email { try transaction.exchangeAddress(of: contact, for: checked.email) }
            checked.apply(to: &contact)
            contact.updatedAt = now
            try transaction.update(contact)
            try transaction.setTags(checked.tags, ofContact: contact.id, in: account.id)
            let changes = former.changes(to: ContactForm(contact, tags: checked.tags.sorted()))
            if !changes.isEmpty {
                try record("contact_changed", by: doer, changes, on: contact, in: transaction)
            }
            return contact
        }
    }

    /// Writes a note into a contact's time line.
    /// - Throws: `invalid` with `note`; `not_found`.
    package func note(_ text: String, onContact id: String, by doer: Doer, in account: Account) async throws {
        var validation = Validation()
        let text = validation.text(text, "note", "The note", longest: 2000, lines: true)
        try validation.finish()
        try await store.write { transaction in
            let contact = try lockedContact(id, of: account, in: transaction)
            try record("contact_note", by: doer, text, on: contact, in: transaction)
        }
    }

    /// Stores the account's own fields, as typed: without a label, a row counts as none.
    /// - Throws: `invalid` with `questions.…`.
    package func saveContactFields(_ rows: [QuestionForm], by doer: Doer, in account: Account) async throws {
        var validation = Validation()
        let questions = validation.questions(rows)
        try validation.finish()
        try await store.write { transaction in
            let former = try transaction.contactFields(of: account.id)
            let fields = questions.map { question in
                let id = former.first { $0.question.key == question.key }?.id ?? surroundings.id("fld")
                return ContactField(id: id, question: question)
            }
            try transaction.setContactFields(fields, of: account.id)
            let labels = questions.map(\.label).joined(separator: ", ")
            try audit("contact_fields", account.id, account.name, labels, by: doer, in: account, transaction)
        }
    }

    static let known = "The account has a contact of this address already."

    // MARK: Shared by what is done to contacts

    func checked(
        _ form: ContactForm, over present: Contact? = nil, in account: Account, with reading: any Reading,
        _ validation: inout Validation
    ) throws -> CheckedContact {
        form.checked(
            in: account, members: Set(try reading.members(of: account.id).map(\.user.id)),
            try reading.contactFields(of: account.id), over: present, zones: zones, &validation)
    }

    /// - Throws: `not_found`.
    func lockedContact(_ id: String, of account: Account, in transaction: Transaction) throws -> Contact {
        try transaction.lockContact(id: id)
        guard let contact = try transaction.contact(id: id, of: account.id) else { throw noContact }
        if contact.id != id { try transaction.lockContact(id: contact.id) }
        return contact
    }

    package var noContact: OperationError { .notFound("There is no such contact.") }

    func insert(_ checked: CheckedContact, in account: Account, with transaction: Transaction) throws -> Contact {
        var contact = Contact(
            id: surroundings.id("con"), accountID: account.id, name: checked.name, email: checked.email,
            zone: checked.zone, createdAt: now)
        checked.apply(to: &contact)
        try transaction.insert(contact)
        try transaction.setTags(checked.tags, ofContact: contact.id, in: account.id)
        return contact
    }

    func record(
        _ event: String, by doer: Doer, _ detail: String = "", on contact: Contact, in transaction: Transaction
    ) throws {
        try transaction.record(
            HistoryEntry(event: event, actor: doer.actor, detail: detail, at: now), id: surroundings.id("his"),
            account: contact.accountID, subject: contact.id)
    }
}

extension ContactForm {
    /// What is different, as a sentence: names of what changed, not what it was.
    fileprivate func changes(to other: ContactForm) -> String {
        let pairs: [(String, Bool)] = [
            ("name", name != other.name), ("e-mail", email != other.email), ("phone", phone != other.phone),
            ("time zone", zone != other.zone), ("notes", notes != other.notes),
            ("owner", ownerID != other.ownerID), ("tags", tags != other.tags),
            ("fields", fields != other.fields),
        ]
        return pairs.filter(\.1).map(\.0).joined(separator: ", ")
    }
}
