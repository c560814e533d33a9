package import Store
import TimeZones

/// What became of a table of contacts.
package struct ContactImport: Sendable {
    /// A row that was left out, and why.
    package struct Fault: Sendable {
        /// As a spreadsheet counts them: the header is 1.
        package let line: Int
        /// Whom it was about, as far as it said.
        package let subject: String
        package let message: String
    }

    package fileprivate(set) var added = 0
    package fileprivate(set) var changed = 0
    /// Known ones that were to be left alone.
    package fileprivate(set) var kept = 0
    package fileprivate(set) var faults: [Fault] = []
    /// The headings of columns that mean nothing here.
    package let ignoredColumns: [String]
    package let encoding: String
}

extension Verbs {
    /// Takes over a table of contacts: good rows are kept, bad ones reported.
    /// - Parameters:
    ///   - bytes: the file as it is: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs.
    ///   - updates: whether known contacts take over what the table says of them; tags are added, and nothing is
    ///     emptied.
    /// - Throws: `invalid` with `file` when it is no such table; `too_many`.
    package func importContacts(
        _ bytes: [UInt8], updates: Bool, by doer: Doer, in account: Account
    ) async throws -> ContactImport {
        let table = try CSVText(bytes)
        guard table.rows.count <= Self.mostRows else {
            throw CSVText.fault(
                "too_many", "This table has \(table.rows.count) rows. Split it: \(Self.mostRows) go at once.")
        }
        let (fields, members) = try await store.read {
            (try $0.contactFields(of: account.id), try $0.members(of: account.id))
        }
        let columns = try ContactColumns(table.header, fields)
        var result = ContactImport(ignoredColumns: columns.ignored, encoding: table.encoding)
        let rows = checked(table, columns, fields, members, in: account, &result)
        for first in stride(from: 0, to: rows.count, by: Self.batch) {
            let piece = Array(rows[first..<min(first + Self.batch, rows.count)])
            let done = try await store.write { transaction in
                try take(piece, columns, updates: updates, by: doer, in: account, transaction)
            }
            result.added += done.added
            result.changed += done.changed
            result.kept += done.kept
        }
        let summary = "\(result.added) added, \(result.changed) changed, \(result.faults.count) left out"
        try await store.write {
            try audit("contacts_imported", account.id, account.name, summary, by: doer, in: account, $0)
        }
        return result
    }

    /// As many as are taken over at once.
    package static let mostRows = 10_000
    private static let batch = 200

    private func checked(
        _ table: CSVText, _ columns: ContactColumns, _ fields: [ContactField], _ members: [Member],
        in account: Account, _ result: inout ContactImport
    ) -> [CheckedContact] {
        let byAddress = members.map { ($0.user.email, $0.user.id) }
        let byName = members.map { ($0.user.name.lowercased(), $0.user.id) }
        let owners = Dictionary(byAddress + byName) { first, _ in first }
        let ids = Set(members.map(\.user.id))
        var seen: Set<String> = []
        var rows: [CheckedContact] = []
        for (line, cells) in table.rows {
            var (form, unknownOwner) = columns.form(cells, owners: owners)
            let (isNameMade, isZoneMade) = (form.name.isEmpty, form.zone.isEmpty)
            if isNameMade { form.name = form.email.split(separator: "@").first.map(String.init) ?? "" }
            var validation = Validation()
            var contact = form.checked(in: account, members: ids, fields, zones: zones, &validation)
            (contact.isNameMade, contact.isZoneMade) = (isNameMade, isZoneMade)
            if let unknownOwner {
                validation.fault("owner", "unknown_user", "No member of the account is called “\(unknownOwner)”.")
            }
            if validation.faults.isEmpty, !seen.insert(contact.email).inserted {
                validation.fault("email", "repeated", "This address stands further up already.")
            }
            if validation.faults.isEmpty {
                rows.append(contact)
            } else {
                let message = validation.faults.map(\.message).joined(separator: " ")
                let subject = [form.name, form.email].filter { !$0.isEmpty }.joined(separator: ", ")
                result.faults.append(.init(line: line, subject: String(subject.prefix(120)), message: message))
            }
        }
        return rows
    }

    private func take(
        _ rows: [CheckedContact], _ columns: ContactColumns, updates: Bool, by doer: Doer, in account: Account,
        _ transaction: Transaction
    ) throws -> (added: Int, changed: Int, kept: Int) {
        var (added, changed, kept) = (0, 0, 0)
        for row in rows {
            guard let found = try transaction.contact(email: row.email, of: account.id) else {
                let contact = try insert(row, in: account, with: transaction)
                try record("contact_imported", by: doer, on: contact, in: transaction)
                added += 1
                continue
            }
            guard updates else {
                kept += 1
                continue
            }
            var known = try lockedContact(found.id, of: account, in: transaction)
            let tags = try transaction.tags(ofContact: known.id)
            var merged = columns.merge(row, over: known, tags: tags)
            // Its own address, also where the row named the one of somebody who was merged into it.
            merged.email = known.email
            let former = known
            merged.apply(to: &known)
            if known == former, merged.tags == Set(tags) {
                kept += 1
                continue
            }
            known.updatedAt = now
            try transaction.update(known)
            try transaction.setTags(merged.tags, ofContact: known.id, in: account.id)
            try record("contact_imported", by: doer, on: known, in: transaction)
            changed += 1
        }
        return (added, changed, kept)
    }
}
