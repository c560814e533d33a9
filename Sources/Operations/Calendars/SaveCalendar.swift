import Scheduling
package import Store
import TimeZones

extension Verbs {
    /// Makes a calendar, or stores the settings of the one with that id.
    /// - Parameter version: the `version` of the form that was changed; nil to store it over whatever is there.
    /// - Throws: `invalid` with the fields at fault; `not_found`; `changed_meanwhile` when somebody else has stored
    ///   other settings since.
    @discardableResult
    package func saveCalendar(
        _ form: CalendarForm, id: String?, of account: Account, over version: String? = nil
    ) async throws -> BookingCalendar {
        try await storing("slug", "taken", "Another calendar has this link name.") { transaction in
            var former: BookingCalendar?
            if let id {
                // Bookings change the hosts' turns, which are carried over.
                try transaction.lockHosts(of: id)
                former = try transaction.calendar(id: id, of: account.id)
                guard let former else { throw OperationError.notFound("There is no such calendar.") }
                if let version, try transaction.calendarForm(former).version != version {
                    throw OperationError(
                        .conflict, "changed_meanwhile",
                        "Somebody else has changed this calendar since you opened it. Look at both, then save again."
                    )
                }
            }
            let checked = try form.checked(
                id: id ?? surroundings.id("cal"), of: account, with: transaction)
            var calendar = checked.calendar
            if let former {
                calendar.turn = former.turn
                try transaction.update(calendar, at: now)
            } else {
                try transaction.insert(calendar, at: now)
            }
            try transaction.setHosts(checked.hosts, of: calendar.id)
            try transaction.setResources(checked.resourceIDs, of: calendar.id)
            // There may be more hosts, hours or places now.
            try offer(whatWasTakenFrom: [], on: calendar.id, in: transaction)
            return calendar
        }
    }

    /// The form of an account's calendar, with everything that is set.
    /// - Throws: `not_found`.
    package func calendarForm(id: String, of account: Account) async throws -> CalendarForm {
        try await store.read { snapshot in
            guard let calendar = try snapshot.calendar(id: id, of: account.id) else {
                throw OperationError.notFound("There is no such calendar.")
            }
            return try snapshot.calendarForm(calendar)
        }
    }

    /// A calendar as a form would make it, without storing it: for a look at its booking page.
    /// - Throws: `invalid` with the fields at fault.
    package func draft(_ form: CalendarForm, of account: Account) async throws -> OpenCalendar {
        try await store.read { snapshot in
            let checked = try form.checked(id: "cal_draft", of: account, with: snapshot)
            let members = try snapshot.members(of: account.id)
            let names = Dictionary(members.map { ($0.user.id, $0.user) }) { first, _ in first }
            return OpenCalendar(
                account: account, calendar: checked.calendar,
                hosts: checked.hosts.compactMap { setting in
                    names[setting.userID].map { Host(draft: $0, setting) }
                }, hours: try checked.calendar.scheduleID.flatMap { try snapshot.schedule(id: $0)?.schedule },
                resources: [])
        }
    }
}

extension Reading {
    /// A calendar's form, with everything that is set.
    fileprivate func calendarForm(_ calendar: BookingCalendar) throws -> CalendarForm {
        CalendarForm(
            calendar, hosts: try hostSettings(of: calendar.id),
            resourceIDs: try resources(ofCalendar: calendar.id).map(\.id))
    }
}

/// What a calendar's form says, once it has been found to make sense.
struct CheckedCalendar {
    let calendar: BookingCalendar
    let hosts: [HostSetting]
    let resourceIDs: [String]
}

extension CalendarForm {
    /// - Throws: `invalid` with every field at fault.
    func checked(id: String, of account: Account, with reading: any Reading) throws -> CheckedCalendar {
        var validation = Validation()
        let kind = validation.choice(kind, "kind", "The kind of calendar") ?? CalendarKind.roundRobin
        var calendar = BookingCalendar(
            id: id, accountID: account.id, kind: kind, slug: validation.calendarSlug(slug, "slug"),
            name: validation.text(name, "name", "The name", longest: 100),
            description: validation.text(
                description, "description", "The description", longest: 2000, isRequired: false, lines: true),
            rules: rules(of: kind, &validation), isOpen: isOpen)
        calendar.distribution =
            validation.choice(distribution, "distribution", "The distribution") ?? .availability
        calendar.policy = policy(&validation)
        calendar.roomRules = roomRules(&validation)
        calendar.location = location(of: kind, &validation)
        calendar.moreLocations = moreLocations(of: kind, after: calendar.location, &validation)
        calendar.questions = validation.questions(questions)
        calendar.consent = validation.text(
            consent, "consent", "The text to agree to", longest: 2000, isRequired: false, lines: true)
        calendar.scheduleID = try schedule(of: kind, account, with: reading, &validation)
        let hosts = try hostSettings(of: kind, account, with: reading, &validation)
        let resourceIDs = try resources(of: account, with: reading, &validation)
        try validation.finish()
        return CheckedCalendar(calendar: calendar, hosts: hosts, resourceIDs: resourceIDs)
    }

    private func schedule(
        of kind: CalendarKind, _ account: Account, with reading: any Reading, _ validation: inout Validation
    ) throws -> String? {
        if scheduleID.isEmpty {
            if kind == .unassigned {
                validation.fault(
                    "schedule", "missing",
                    "A calendar without hosts needs hours of its own. Choose one of the account's schedules.")
            }
            return nil
        }
        guard try reading.schedule(id: scheduleID)?.accountID == account.id else {
            validation.fault("schedule", "unknown_schedule", "The account has no such schedule.")
            return nil
        }
        return scheduleID
    }

    private func resources(
        of account: Account, with reading: any Reading, _ validation: inout Validation
    ) throws -> [String] {
        if resourceIDs.isEmpty { return [] }
        let known = Set(try reading.resources(of: account.id).map(\.id))
        if !known.isSuperset(of: resourceIDs) {
            validation.fault("resources", "unknown_resource", "The account has no such room or equipment.")
        }
        return Set(resourceIDs).intersection(known).sorted()
    }
}

extension Validation {
    /// One of the words that a type knows.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ word: String, _ field: String, _ label: String
    ) -> Choice? where Choice.RawValue == String {
        if let choice = Choice(rawValue: word) { return choice }
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        fault(field, "unknown_choice", "\(label) must be one of: \(words).")
        return nil
    }

    /// As `number`, where nothing at all may stand, too.
    mutating func optionalNumber(
        _ text: String, _ field: String, _ label: String, within range: ClosedRange<Int>
    ) -> Int? {
        text.allSatisfy(\.isWhitespace) ? nil : number(text, field, label, within: range)
    }
}
