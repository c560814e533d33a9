internal import CIcal

extension Invitation {
    /// The invitation as iCalendar text: CRLF line ends, lines folded at 75 octets, times by the
    /// clocks of its zone, which is described along with it, or in UTC.
    ///
    /// Control characters are dropped from the texts (RFC 5545 has no way to write them).
    /// - Throws: ``CalendaringError/invalid(field:reason:)`` when a value cannot stand in an invitation.
    package func iCalendar() throws(CalendaringError) -> String {
        try Self.calendar(of: [self], method: method)
    }

    /// Several events in one text, for a download that puts a whole series into a calendar at once.
    ///
    /// - Parameter invitations: each with ``Method/publish`` and a ``uid`` of its own.
    /// - Throws: ``CalendaringError/invalid(field:reason:)`` when there is none, when one is of another method or
    ///   has another's uid, or when a value cannot stand in an invitation.
    package static func iCalendar(publishing invitations: [Invitation]) throws(CalendaringError) -> String {
        if invitations.isEmpty { throw .invalid(field: "list of events", reason: "must hold at least one") }
        var uids: Set<String> = []
        for invitation in invitations {
            if invitation.method != .publish {
                throw .invalid(
                    field: "method", reason: "must be PUBLISH among several, not \(invitation.method.rawValue)")
            }
            if !uids.insert(invitation.uid).inserted {
                throw .invalid(field: "uid", reason: "must be its own, but another event in it has the same")
            }
        }
        return try calendar(of: invitations, method: .publish)
    }

    private static func calendar(
        of invitations: [Invitation], method: Method
    ) throws(CalendaringError) -> String {
        for invitation in invitations { try invitation.check() }
        return try ICalendar.text { calendar throws(CalendaringError) in
            try ICalendar.add(icalproperty_new_method(method.libical), to: calendar)
            for zone in EventZone.merged(invitations.compactMap(\.zone)) { try zone.write(to: calendar) }
            for invitation in invitations {
                try invitation.addPeople(to: try invitation.event.write(to: calendar, in: invitation.zone))
            }
        }
    }

    private func addPeople(to event: OpaquePointer) throws(CalendaringError) {
        try ICalendar.add(
            icalproperty_new_organizer("mailto:\(organizer.email)"), to: event, with: commonName(organizer))
        // RFC 5546 section 3.2.1: a published event has no ATTENDEE.
        if method == .publish { return }
        let answer = asksReply ? ICAL_PARTSTAT_NEEDSACTION : ICAL_PARTSTAT_ACCEPTED
        try ICalendar.add(
            icalproperty_new_attendee("mailto:\(attendee.email)"), to: event,
            with: commonName(attendee), icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT),
            icalparameter_new_partstat(answer),
            icalparameter_new_rsvp(asksReply && method == .request ? ICAL_RSVP_TRUE : ICAL_RSVP_FALSE))
    }

    private func commonName(_ person: Person) -> OpaquePointer? {
        let name = PlainText.parameter(person.name ?? "")
        return icalparameter_new_cn(name.isEmpty ? person.email : name)
    }
}

extension Invitation.Method {
    fileprivate var libical: icalproperty_method {
        switch self {
        case .request: ICAL_METHOD_REQUEST
        case .cancel: ICAL_METHOD_CANCEL
        case .publish: ICAL_METHOD_PUBLISH
        }
    }
}
