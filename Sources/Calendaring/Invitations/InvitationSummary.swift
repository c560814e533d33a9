internal import CIcal

/// What a person sees of an invitation that arrived by mail: the first event of an iCalendar text.
package struct InvitationSummary: Sendable, Equatable {
    /// In capitals, as `REQUEST`, `CANCEL` or `REPLY`; `PUBLISH` when the text names none.
    package var method: String
    /// The event's identity; empty when the text gives none.
    package var uid: String
    /// 0 when the text gives none.
    package var sequence: Int
    /// The title; empty when the text gives none.
    package var summary: String
    /// Plain text with `\n` line ends; empty when the text gives none.
    package var description: String
    /// A place or a join link; empty when the text gives none.
    package var location: String
    /// Milliseconds since 1970 UTC. A time without a zone is taken as UTC.
    package var start: Int64
    /// Milliseconds since 1970 UTC, from `DTEND` or `DURATION`; ``start`` when the text gives neither.
    package var end: Int64
    /// In capitals, as `CONFIRMED`; `CONFIRMED` when the text names none.
    package var status: String

    /// Reads the first event of `text`, which may come from anybody.
    /// - Throws: ``CalendaringError/unreadable(reason:)`` when there is no event or no start.
    package static func parse(_ text: String) throws(CalendaringError) -> InvitationSummary {
        guard let root = icalparser_parse_string(text) else {
            throw .unreadable(reason: "it is not iCalendar text")
        }
        defer { icalcomponent_free(root) }
        guard let calendar = first(ICAL_VCALENDAR_COMPONENT, of: root),
            let event = first(ICAL_VEVENT_COMPONENT, of: calendar)
        else { throw .unreadable(reason: "it holds no VEVENT in a VCALENDAR") }
        guard let start = milliseconds(icalcomponent_get_dtstart(event)) else {
            throw .unreadable(reason: "its event has no DTSTART")
        }
        return InvitationSummary(
            method: method(of: calendar),
            uid: string(icalcomponent_get_uid(event)),
            sequence: Int(icalcomponent_get_sequence(event)),
            summary: string(icalcomponent_get_summary(event)),
            description: string(icalcomponent_get_description(event)),
            location: string(icalcomponent_get_location(event)),
            start: start,
            end: milliseconds(icalcomponent_get_dtend(event)) ?? start,
            status: status(of: event))
    }

    private static func first(_ kind: icalcomponent_kind, of component: OpaquePointer) -> OpaquePointer? {
        if icalcomponent_isa(component) == kind { return component }
        return icalcomponent_get_first_component(component, kind)
    }

    private static func method(of calendar: OpaquePointer) -> String {
        guard let property = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY) else {
            return Invitation.Method.publish.rawValue
        }
        return string(icalproperty_get_value_as_string(property)).uppercased()
    }

    private static func status(of event: OpaquePointer) -> String {
        guard let property = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY) else {
            return Invitation.Status.confirmed.rawValue
        }
        return string(icalproperty_get_value_as_string(property)).uppercased()
    }

    private static func string(_ text: UnsafePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }

    private static func milliseconds(_ time: icaltimetype) -> Int64? {
        if icaltime_is_null_time(time) != 0 || icaltime_is_valid_time(time) == 0 { return nil }
        let zone = time.zone ?? icaltimezone_get_utc_timezone()
        return Int64(icaltime_as_timet_with_zone(time, zone)) * 1000
    }
}
