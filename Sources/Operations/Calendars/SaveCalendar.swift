import Scheduling
package import Store
import TimeZones

extension Verbs {
    /// Makes a calendar, or stores the settings of the one with that id.
    /// - Throws: `invalid` with the fields at fault; `not_found`.
    @discardableResult
    package func saveCalendar(_ form: CalendarForm, id: String?, of account: Account) async throws
        -> BookingCalendar
    {
        try await storing("slug", "taken", "Another calendar has this link name.") { transaction in
            var former: BookingCalendar?
            if let id {
                // Bookings change the hosts' turns, which are carried over.
                try transaction.lockHosts(of: id)
                former = try transaction.calendar(id: id, of: account.id)
                guard former != nil else { throw OperationError.notFound("There is no such calendar.") }
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
            return CalendarForm(
                calendar, hosts: try snapshot.hostSettings(of: id),
                resourceIDs: try snapshot.resources(ofCalendar: id).map(\.id))
        }
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
