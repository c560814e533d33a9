import Scheduling
package import Store

/// A calendar's form as it was typed.
package struct CalendarForm: Sendable {
    package var name = ""
    package var slug = ""
    package var description = ""
    package var duration = "30"
    package var interval = "30"
    package var bufferBefore = "0"
    package var bufferAfter = "0"
    package var minimumNotice = "0"
    package var windowDays = "60"
    package var hostIDs: [String] = []
    package var isOpen = true

    package init() {}

    /// The form of a calendar that exists.
    package init(_ calendar: BookingCalendar, hostIDs: [String]) {
        name = calendar.name
        slug = calendar.slug
        description = calendar.description
        duration = String(calendar.rules.duration)
        interval = String(calendar.rules.interval)
        bufferBefore = String(calendar.rules.bufferBefore)
        bufferAfter = String(calendar.rules.bufferAfter)
        minimumNotice = String(calendar.rules.minimumNotice)
        windowDays = String(calendar.rules.windowDays)
        self.hostIDs = hostIDs
        isOpen = calendar.isOpen
    }
}

extension Verbs {
    /// Makes a round-robin calendar, or stores the settings of the one with that id.
    /// - Throws: `invalid` with the fields at fault; `not_found`.
    @discardableResult
    package func saveCalendar(_ form: CalendarForm, id: String?, of account: Account) async throws
        -> BookingCalendar
    {
        var validation = Validation()
        let rules = BookingRules(
            duration: validation.number(form.duration, "duration", "The duration", within: 5...1440),
            interval: validation.number(form.interval, "interval", "The interval", within: 5...1440),
            bufferBefore: validation.number(
                form.bufferBefore, "buffer_before", "The buffer before", within: 0...720),
            bufferAfter: validation.number(form.bufferAfter, "buffer_after", "The buffer after", within: 0...720),
            minimumNotice: validation.number(
                form.minimumNotice, "minimum_notice", "The minimum notice", within: 0...525_600),
            windowDays: validation.number(form.windowDays, "window_days", "The booking window", within: 1...730))
        let calendar = BookingCalendar(
            id: id ?? surroundings.id("cal"), accountID: account.id, slug: validation.slug(form.slug, "slug"),
            name: validation.text(form.name, "name", "The name", longest: 100),
            description: validation.text(
                form.description, "description", "The description", longest: 2000, isRequired: false, lines: true),
            rules: rules, isOpen: form.isOpen)
        let members = try await store.read { Set(try $0.members(of: account.id).map(\.user.id)) }
        var known = Set<String>()
        let hostIDs = form.hostIDs.filter { members.contains($0) && known.insert($0).inserted }
        if hostIDs.isEmpty { validation.fault("hosts", "missing", "Choose at least one host.") }
        try validation.finish()
        try await storing("slug", "taken", "Another calendar has this link name.") { transaction in
            if let id {
                guard try transaction.calendar(id: id, of: account.id) != nil else {
                    throw OperationError.notFound("There is no such calendar.")
                }
                try transaction.update(calendar, at: now)
            } else {
                try transaction.insert(calendar, at: now)
            }
            try transaction.setHosts(hostIDs, of: calendar.id)
        }
        return calendar
    }
}
