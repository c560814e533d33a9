extension Invitation {
    /// The last millisecond of year 9999: iCalendar years have four digits.
    private static let latest: Int64 = 253_402_300_799_999

    /// Refuses what libical would write but no calendar program could read, or would read as something else.
    func check() throws(CalendaringError) {
        if uid.isEmpty || uid.unicodeScalars.contains(where: PlainText.isControl) {
            throw .invalid(field: "uid", reason: "must be a text without control characters")
        }
        if sequence < 0 || sequence > Int(Int32.max) {
            throw .invalid(field: "sequence", reason: "must be from 0 to \(Int32.max), not \(sequence)")
        }
        for (field, time) in [("start", start), ("end", end), ("stamp", stamp)]
        where time < 0 || time > Self.latest {
            throw .invalid(
                field: field, reason: "must be between 1970 and 9999, in milliseconds, not \(time)")
        }
        if end / 1000 <= start / 1000 {
            throw .invalid(field: "end", reason: "must be at least a second after its start")
        }
        if (method == .cancel) != (status == .cancelled), method != .publish {
            throw .invalid(
                field: "status", reason: "\(status.rawValue) contradicts METHOD:\(method.rawValue)")
        }
        if let url, !PlainText.isWebAddress(url) {
            throw .invalid(field: "url", reason: "must be an http or https address")
        }
        try Self.check(organizer.email, of: "organizer")
        if method != .publish { try Self.check(attendee.email, of: "attendee") }
    }

    private static func check(_ email: String, of field: String) throws(CalendaringError) {
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let plain = email.unicodeScalars.allSatisfy { scalar in
            !PlainText.isControl(scalar) && scalar != " " && !"<>\",;:".unicodeScalars.contains(scalar)
        }
        if parts.count != 2 || parts.contains("") || !plain {
            throw .invalid(
                field: "\(field)'s email", reason: "must be one plain address like ann@example.com")
        }
    }
}
