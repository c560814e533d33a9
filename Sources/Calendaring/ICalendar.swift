internal import CIcal

/// What all writing by libical has in common.
enum ICalendar {
    /// The text of a `VCALENDAR` that `fill` has put something into: CRLF line ends, lines folded at 75 octets.
    static func text(
        _ fill: (OpaquePointer) throws(CalendaringError) -> Void
    ) throws(CalendaringError) -> String {
        guard let calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) else {
            throw .library(function: "icalcomponent_new")
        }
        defer { icalcomponent_free(calendar) }
        try add(icalproperty_new_version("2.0"), to: calendar)
        try add(icalproperty_new_prodid("-//Usher//Usher//EN"), to: calendar)
        try fill(calendar)
        guard let text = icalcomponent_as_ical_string_r(calendar) else {
            throw .library(function: "icalcomponent_as_ical_string_r")
        }
        defer { icalmemory_free_buffer(text) }
        return withPlainFeatures(String(cString: text))
    }

    /// What a conference offers (RFC 7986, section 6.3).
    static let features = "AUDIO,VIDEO"
    private static let quotedLine = Array("\nCONFERENCE;VALUE=URI;FEATURE=\"\(features)\";".utf8)
    private static let plainLine = Array("\nCONFERENCE;VALUE=URI;FEATURE=\(features);".utf8)

    /// libical knows no list of features, and puts quotes around it that RFC 7986 does not allow. No text of ours begins
    /// a line.
    private static func withPlainFeatures(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        var plain: [UInt8] = []
        plain.reserveCapacity(rest.count)
        while let line = rest.firstIndex(of: UInt8(ascii: "\n")) {
            plain += rest[..<line]
            let isQuoted = rest[line...].starts(with: quotedLine)
            plain += isQuoted ? plainLine : [UInt8(ascii: "\n")]
            rest = rest[(line + (isQuoted ? quotedLine.count : 1))...]
        }
        return String(decoding: plain + rest, as: UTF8.self)
    }

    /// A new part of `component`, which frees it with itself.
    static func add(
        _ kind: icalcomponent_kind, to component: OpaquePointer
    ) throws(CalendaringError) -> OpaquePointer {
        guard let part = icalcomponent_new(kind) else { throw .library(function: "icalcomponent_new") }
        icalcomponent_add_component(component, part)
        return part
    }

    /// Hands the property over to `component`, which frees it with itself.
    static func add(
        _ property: OpaquePointer?, to component: OpaquePointer, with parameters: OpaquePointer?...
    ) throws(CalendaringError) {
        guard let property else { throw .library(function: "icalproperty_new") }
        icalcomponent_add_property(component, property)
        for parameter in parameters {
            guard let parameter else { throw .library(function: "icalparameter_new") }
            icalproperty_add_parameter(property, parameter)
        }
    }

    /// A moment in UTC.
    static func utcTime(_ milliseconds: Int64) -> icaltimetype {
        icaltime_from_timet_with_zone(Int(milliseconds / 1000), 0, icaltimezone_get_utc_timezone())
    }

    /// A reading of some clocks: seconds since they showed 1970-01-01T00:00:00.
    static func localTime(_ seconds: Int64) -> icaltimetype {
        var time = utcTime(seconds * 1000)
        time.zone = nil
        return time
    }
}
