package import Store
import TimeZones

extension Verbs {
    /// Makes a link that books a calendar once, open or closed.
    /// - Parameters:
    ///   - label: whom or what it is for; may be empty.
    ///   - days: how long it can be used, as typed: 1 to 365.
    ///   - actor: a user's name, or `api`.
    /// - Throws: `invalid` with the fields at fault: `calendar`, `label`, `days`.
    package func makeBookingLink(
        calendarID: String, label: String, days: String, by actor: String, of account: Account
    ) async throws -> (link: BookingLink, url: String) {
        try await store.write { transaction in
            var validation = Validation()
            let label = validation.text(label, "label", "The label", longest: 100, isRequired: false)
            let days = validation.number(days, "days", "The number of days", within: 1...365)
            let calendar = try transaction.calendar(id: calendarID, of: account.id)
            if calendar == nil {
                validation.fault("calendar", "unknown_calendar", "There is no such calendar in this account.")
            }
            try validation.finish()
            let link = BookingLink(
                id: surroundings.id(LinkPurpose.once.idPrefix), accountID: account.id, calendarID: calendarID,
                label: label, createdBy: actor, expiresAt: now.adding(minutes: days * 1440))
            try transaction.insert(link, at: now)
            return (link, bookingURL(link, calendar: calendar?.slug ?? "", of: account))
        }
    }

    /// Takes a link back, used or not.
    /// - Throws: `not_found`.
    package func revokeBookingLink(_ id: String, of account: Account) async throws {
        try await store.write { transaction in
            guard try transaction.deleteBookingLink(id: id, of: account.id) else {
                throw OperationError.notFound("There is no such booking link.")
            }
        }
    }

    /// Where a link leads.
    /// - Parameter slug: the link name of its calendar.
    package func bookingURL(_ link: BookingLink, calendar slug: String, of account: Account) -> String {
        "\(settings.publicURL)/book/\(account.slug)/\(slug)?link=\(vault.linkToken(.once, guestID: link.id))"
    }
}
