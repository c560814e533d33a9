extension CalendarEvent {
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
        for (field, time) in [("start", start), ("end", end), ("stamp", stamp), ("modified", modified ?? stamp)]
        where time < 0 || time > Self.latest {
            throw .invalid(
                field: field, reason: "must be between 1970 and 9999, in milliseconds, not \(time)")
        }
        if end / 1000 <= start / 1000 {
            throw .invalid(field: "end", reason: "must be at least a second after its start")
        }
        if let url, !PlainText.isWebAddress(url) {
            throw .invalid(field: "url", reason: "must be an http or https address")
        }
    }
}
