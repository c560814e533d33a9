internal import CIcal

extension Invitation {
    /// The invitation as iCalendar text: CRLF line ends, lines folded at 75 octets, times in UTC.
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
        guard let calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) else {
            throw .library(function: "icalcomponent_new")
        }
        defer { icalcomponent_free(calendar) }
        try add(icalproperty_new_version("2.0"), to: calendar)
        try add(icalproperty_new_prodid("-//Usher//Usher//EN"), to: calendar)
        try add(icalproperty_new_method(method.libical), to: calendar)
        for invitation in invitations { try invitation.addEvent(to: calendar) }
        guard let text = icalcomponent_as_ical_string_r(calendar) else {
            throw .library(function: "icalcomponent_as_ical_string_r")
        }
        defer { icalmemory_free_buffer(text) }
        return String(cString: text)
    }

    private func addEvent(to calendar: OpaquePointer) throws(CalendaringError) {
        guard let event = icalcomponent_new(ICAL_VEVENT_COMPONENT) else {
            throw .library(function: "icalcomponent_new")
        }
        icalcomponent_add_component(calendar, event)
        try addIdentity(to: event)
        try addTexts(to: event)
        try addPeople(to: event)
    }

    private func addIdentity(to event: OpaquePointer) throws(CalendaringError) {
        try Self.add(icalproperty_new_uid(uid), to: event)
        try Self.add(icalproperty_new_sequence(Int32(clamping: sequence)), to: event)
        try Self.add(icalproperty_new_dtstamp(utcTime(stamp)), to: event)
        try Self.add(icalproperty_new_dtstart(utcTime(start)), to: event)
        try Self.add(icalproperty_new_dtend(utcTime(end)), to: event)
        try Self.add(icalproperty_new_status(status.libical), to: event)
    }

    private func addTexts(to event: OpaquePointer) throws(CalendaringError) {
        try Self.add(icalproperty_new_summary(PlainText.oneLine(summary)), to: event)
        let body = PlainText.paragraphs(description)
        if !body.isEmpty { try Self.add(icalproperty_new_description(body), to: event) }
        let place = PlainText.oneLine(location)
        if !place.isEmpty { try Self.add(icalproperty_new_location(place), to: event) }
        if let url { try Self.add(icalproperty_new_url(url), to: event) }
        guard PlainText.isWebAddress(place) else { return }
        try Self.add(
            icalproperty_new_conference(place), to: event,
            with: icalparameter_new_value(ICAL_VALUE_URI), icalparameter_new_feature(ICAL_FEATURE_VIDEO))
    }

    private func addPeople(to event: OpaquePointer) throws(CalendaringError) {
        try Self.add(
            icalproperty_new_organizer("mailto:\(organizer.email)"), to: event, with: commonName(organizer))
        // RFC 5546 section 3.2.1: a published event has no ATTENDEE.
        if method == .publish { return }
        let answer = asksReply ? ICAL_PARTSTAT_NEEDSACTION : ICAL_PARTSTAT_ACCEPTED
        try Self.add(
            icalproperty_new_attendee("mailto:\(attendee.email)"), to: event,
            with: commonName(attendee), icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT),
            icalparameter_new_partstat(answer),
            icalparameter_new_rsvp(asksReply && method == .request ? ICAL_RSVP_TRUE : ICAL_RSVP_FALSE))
    }

    private func commonName(_ person: Person) -> OpaquePointer? {
        let name = PlainText.parameter(person.name ?? "")
        return icalparameter_new_cn(name.isEmpty ? person.email : name)
    }

    /// Hands the property over to `component`, which frees it with itself.
    private static func add(
        _ property: OpaquePointer?, to component: OpaquePointer, with parameters: OpaquePointer?...
    ) throws(CalendaringError) {
        guard let property else { throw .library(function: "icalproperty_new") }
        icalcomponent_add_property(component, property)
        for parameter in parameters {
            guard let parameter else { throw .library(function: "icalparameter_new") }
            icalproperty_add_parameter(property, parameter)
        }
    }
}

private func utcTime(_ milliseconds: Int64) -> icaltimetype {
    icaltime_from_timet_with_zone(Int(milliseconds / 1000), 0, icaltimezone_get_utc_timezone())
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

extension Invitation.Status {
    fileprivate var libical: icalproperty_status {
        switch self {
        case .confirmed: ICAL_STATUS_CONFIRMED
        case .tentative: ICAL_STATUS_TENTATIVE
        case .cancelled: ICAL_STATUS_CANCELLED
        }
    }
}
