import Foundation
package import Store

extension Verbs {
    /// Has contacts go on as one: their appointments, notes and tags are its own, and what it does not say is taken
    /// from them. Their addresses lead to it from now on.
    /// - Returns: the one that is left.
    /// - Throws: `not_found`; `invalid` when there is nothing to merge.
    package func mergeContacts(
        _ ids: [String], into keptID: String, by doer: Doer, in account: Account
    ) async throws -> Contact {
        let others = Set(ids).subtracting([keptID]).sorted()
        guard !others.isEmpty else {
            throw OperationError.invalid([.init("contacts", "missing", "Choose at least two contacts.")])
        }
        return try await store.write { transaction in
            for id in (others + [keptID]).sorted() { try transaction.lockContact(id: id) }
            var kept = try lockedContact(keptID, of: account, in: transaction)
            for id in others {
                let other = try lockedContact(id, of: account, in: transaction)
                // Merged before, in whichever direction.
                if other.id == kept.id { continue }
                kept.take(other)
                try transaction.merge(contact: other.id, into: kept.id, at: now)
                try record(
                    "contact_merged", by: doer, "\(other.name), \(other.email)", on: kept, in: transaction)
                try audit("contact_merged", kept.id, "A contact", other.id, by: doer, in: account, transaction)
            }
            kept.updatedAt = now
            try transaction.update(kept)
            return kept
        }
    }
}

extension Contact {
    /// Takes over what it does not say itself.
    fileprivate mutating func take(_ other: Contact) {
        if phone.isEmpty { phone = other.phone }
        if ownerID == nil { ownerID = other.ownerID }
        fields.merge(other.fields) { own, _ in own }
        if !other.notes.isEmpty, other.notes != notes {
            notes = [notes, other.notes].filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }
}
