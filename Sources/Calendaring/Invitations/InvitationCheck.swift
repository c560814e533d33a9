extension Invitation {
    /// Refuses what libical would write but no calendar program could read, or would read as something else.
    func check() throws(CalendaringError) {
        try event.check()
        try zone?.check()
        if (method == .cancel) != (status == .cancelled), method != .publish {
            throw .invalid(
                field: "status", reason: "\(status.rawValue) contradicts METHOD:\(method.rawValue)")
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
