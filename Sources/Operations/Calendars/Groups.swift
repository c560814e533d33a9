package import Store

/// A group's form as it was typed.
package struct GroupForm: Hashable, Sendable {
    package var name: String
    package var slug: String
    package var description: String
    /// In the order of the page.
    package var calendarIDs: [String]

    package init(name: String = "", slug: String = "", description: String = "", calendarIDs: [String] = []) {
        self.name = name
        self.slug = slug
        self.description = description
        self.calendarIDs = calendarIDs
    }

    /// The form of a group that exists.
    package init(_ group: CalendarGroup) {
        self.init(
            name: group.name, slug: group.slug, description: group.description, calendarIDs: group.calendarIDs)
    }
}

/// A group as its page shows it.
package struct GroupView: Sendable {
    /// A calendar of a group that can be booked.
    package struct Entry: Sendable {
        package let calendar: BookingCalendar
        /// In the calendar's own order.
        package let hostNames: [String]
    }

    package let account: Account
    package let group: CalendarGroup
    /// The open ones.
    package let calendars: [Entry]
}

extension Verbs {
    /// Makes a page of several calendars, or stores the one with that id.
    /// - Throws: `invalid` with the fields at fault: `name`, `slug`, `description`, `calendars`; `not_found`.
    @discardableResult
    package func saveGroup(_ form: GroupForm, id: String?, of account: Account) async throws -> CalendarGroup {
        try await storing("slug", "taken", "Another group has this link name.") { transaction in
            if let id, try transaction.group(id: id, of: account.id) == nil { throw noGroup }
            var validation = Validation()
            let group = CalendarGroup(
                id: id ?? surroundings.id("grp"), accountID: account.id,
                slug: validation.slug(form.slug, "slug"),
                name: validation.text(form.name, "name", "The name", longest: 100),
                description: validation.text(
                    form.description, "description", "The description", longest: 2000, isRequired: false,
                    lines: true),
                calendarIDs: form.calendarIDs)
            let known = Set(try transaction.calendars(of: account.id).map(\.id))
            if form.calendarIDs.isEmpty {
                validation.fault("calendars", "missing", "Choose at least one calendar.")
            } else if form.calendarIDs.count > 100 {
                validation.fault("calendars", "too_many", "A group may have at most 100 calendars.")
            } else if !known.isSuperset(of: form.calendarIDs) {
                validation.fault("calendars", "unknown_calendar", "One of these is no calendar of this account.")
            } else if Set(form.calendarIDs).count < form.calendarIDs.count {
                validation.fault("calendars", "repeated", "The same calendar is there twice.")
            }
            try validation.finish()
            try transaction.save(group, at: now)
            return group
        }
    }

    /// Removes a group; its calendars stay.
    /// - Throws: `not_found`.
    package func deleteGroup(_ id: String, of account: Account) async throws {
        try await store.write { transaction in
            guard try transaction.deleteGroup(id: id, of: account.id) else { throw noGroup }
        }
    }

    /// A group by its link, as it may have been typed.
    /// - Throws: `not_found`.
    package func group(account accountSlug: String, group groupSlug: String) async throws -> GroupView {
        try await store.read { snapshot in
            let found = try snapshot.group(slug: groupSlug.lowercased(), ofAccount: accountSlug.lowercased())
            guard let found else {
                throw OperationError.notFound(
                    "There is nothing to book at this address. Check the link you were given.")
            }
            let open = found.calendars.filter(\.isOpen)
            let hosts = try open.map { try snapshot.askHosts(of: $0.id) }
            return GroupView(
                account: found.account, group: found.group,
                calendars: try zip(open, hosts).map { .init(calendar: $0, hostNames: try $1.all.map(\.name)) })
        }
    }

    private var noGroup: OperationError { .notFound("There is no such group.") }
}
