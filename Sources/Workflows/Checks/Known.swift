/// What an account has, as far as the caller knows: nil means that any id may be meant.
package struct Known: Sendable {
    package var calendarIDs: Set<String>?
    package var groupIDs: Set<String>?
    package var userIDs: Set<String>?
    /// The keys of its own fields of contacts.
    package var fields: Set<String>?
    /// Whether webhooks may go without TLS, as to a server on the same machine.
    package var allowsHTTP: Bool

    package init(
        calendarIDs: Set<String>? = nil, groupIDs: Set<String>? = nil, userIDs: Set<String>? = nil,
        fields: Set<String>? = nil, allowsHTTP: Bool = false
    ) {
        (self.calendarIDs, self.groupIDs, self.userIDs) = (calendarIDs, groupIDs, userIDs)
        (self.fields, self.allowsHTTP) = (fields, allowsHTTP)
    }
}
