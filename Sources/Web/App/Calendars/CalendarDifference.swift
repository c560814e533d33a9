import Operations

extension FormDifference {
    /// What is stored by now against what was typed.
    static func between(_ stored: CalendarForm, _ typed: CalendarForm, _ team: [TeamMember]) -> [FormDifference] {
        let names = Dictionary(team.map { ($0.userID, $0.memberName) }) { first, _ in first }
        return between(lines(of: stored, names), lines(of: typed, names))
    }

    private static func lines(
        of form: CalendarForm, _ names: [String: String]
    ) -> [(label: String, text: String)] {
        func word(_ isOn: Bool) -> String { isOn ? "yes" : "no" }
        let hosts = form.hosts.map { host in
            let more = [
                host.priority == "medium" ? "" : host.priority, host.weight == "1" ? "" : "weight \(host.weight)",
                host.locationKind, host.locationDetail, host.isRequired ? "" : "optional",
            ].filter { !$0.isEmpty }
            let name = names[host.userID] ?? "somebody who has left"
            return more.isEmpty ? name : "\(name) (\(more.joined(separator: ", ")))"
        }
        let places = form.moreLocations.filter { !$0.label.isEmpty }.map { "\($0.label) (\($0.detail))" }
        let window =
            form.windowKind == "dates"
            ? "\(form.windowFirst) to \(form.windowLast)" : "\(form.windowDays) days"
        return [
            ("Name", form.name), ("Name in the link", form.slug), ("Description", form.description),
            ("Kind", form.kind), ("Open", word(form.isOpen)),
            ("Where", "\(form.locationKind) \(form.locationDetail)"),
            ("More places", places.joined(separator: "; ")), ("Hosts", hosts.joined(separator: "; ")),
            ("Length", form.durations), ("A start every", form.interval),
            ("Kept free", "\(form.bufferBefore) before, \(form.bufferAfter) after"),
            ("Notice", form.minimumNotice), ("Can be booked", window),
            ("Hours of its own", form.scheduleID),
            ("Limits", "\(form.limitDay)/\(form.limitWeek)/\(form.limitMonth)"),
            ("Seats", form.seats), ("Look busy", form.lookBusy), ("Seats shown", word(form.showsSeats)),
            ("Bookings are shared", form.distribution), ("When a booking is moved", form.onMove),
            ("A contact's own host first", word(form.isOwnerFirst)),
            ("Becomes the contact's host", word(form.assignsOwner)),
            ("Guests choose the host", word(form.letsChooseHost)), ("Approval", word(form.needsApproval)),
            ("Moving until", form.moveCutoff), ("Cancelling until", form.cancelCutoff),
            ("Guests may bring", form.maxGuests), ("Series", form.maxOccurrences),
            ("Waiting list", word(form.hasWaitingList)), ("Consent", form.consent),
            ("Waiting room", word(form.waitingRoom)), ("Guests before the host", word(form.joinBeforeHost)),
            ("Passcode", word(form.passcode)), ("Signed in to Zoom", word(form.authentication)),
            ("Recording", form.recording),
            ("Questions", form.questions.map(\.label).joined(separator: "; ")),
            ("Rooms and equipment", form.resourceIDs.sorted().joined(separator: " ")),
        ]
    }
}
