package import Store

extension Verbs {
    /// Takes a person out of everything the account keeps; that somebody was there, and when, stays.
    /// - Throws: `not_found`; `has_upcoming` while there is something ahead of them, which has to be
    ///   cancelled first so that they and Zoom hear of it; `still_sending` until they have.
    package func eraseContact(_ id: String, by doer: Doer, in account: Account) async throws {
        try await store.write { transaction in
            let contact = try lockedContact(id, of: account, in: transaction)
            if try transaction.hasUpcoming(contact: contact.id, at: now) {
                throw OperationError(
                    .conflict, "has_upcoming",
                    "\(contact.name) has appointments ahead. Cancel them first: they and their hosts are told then."
                )
            }
            if try transaction.isAwaitingMail(contact: contact.id) {
                throw OperationError(
                    .conflict, "still_sending",
                    "A message to \(contact.name) is on its way. Try again when it has left: their page shows it.")
            }
            try transaction.erase(contact: contact.id, of: account.id, at: now)
            try audit("contact_erased", contact.id, "A contact", by: doer, in: account, transaction)
        }
    }
}
