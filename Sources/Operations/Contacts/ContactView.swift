package import Store

/// A contact with everything that is known of them.
package struct ContactView: Sendable {
    package let contact: Contact
    package let tags: [String]
    package let fields: [ContactField]
    package let ownerName: String?
    /// Latest first.
    package let appointments: [AppointmentLine]
    /// Latest first.
    package let messages: [Message]
    /// What was done to the contact itself, oldest first.
    package let history: [HistoryEntry]
    package let form: ContactForm

    /// As many appointments and messages as are looked at at once.
    package static let most = 200
    /// More than anybody has: for handing over everything.
    package static let all = 1_000_000
}

extension Verbs {
    /// A contact of an account, with all there is about them.
    /// - Parameter most: appointments, and messages.
    /// - Parameter userID: a member who sees what is assigned to them alone; nil for anybody else.
    /// - Throws: `not_found`.
    package func contactView(
        _ id: String, of account: Account, assignedTo userID: String? = nil, most: Int = ContactView.most
    ) async throws -> ContactView {
        try await store.read { snapshot in
            guard let contact = try snapshot.contact(id: id, of: account.id) else { throw noContact }
            if let userID, try !snapshot.isContact(contact.id, assignedTo: userID) { throw noContact }
            let tags = try snapshot.tags(ofContact: contact.id)
            return ContactView(
                contact: contact, tags: tags, fields: try snapshot.contactFields(of: account.id),
                ownerName: try contact.ownerID.flatMap { try snapshot.user(id: $0)?.name },
                appointments: try snapshot.appointments(
                    ofContact: contact.id, host: userID, limit: most),
                messages: userID == nil
                    ? try snapshot.messages(ofContact: contact.id, limit: most) : [],
                history: try snapshot.history(of: contact.id), form: ContactForm(contact, tags: tags))
        }
    }
}
