import Database

/// A meeting of an account that calls of Zoom's API were about, as a list of calls names it.
package struct CalledMeeting: Hashable, Sendable {
    package let id: String
    package let title: String
    package let hostID: String?
    /// One of those in it; nil when none is left.
    package let appointmentID: String?

    package init(id: String, title: String, hostID: String?, appointmentID: String?) {
        (self.id, self.title, self.hostID, self.appointmentID) = (id, title, hostID, appointmentID)
    }
}

extension Reading {
    /// Which of these meetings are an account's, by id; those of other accounts are left out.
    package func calledMeetings(_ ids: Set<String>, of accountID: String) throws -> [String: CalledMeeting] {
        if ids.isEmpty { return [:] }
        let places = Array(repeating: "?", count: ids.count).joined(separator: ", ")
        let found = try all(
            "SELECT m.id, m.title, m.host_id, "
                + "(SELECT MIN(a.id) FROM appointments a WHERE a.meeting_id = m.id) AS appointment_id "
                + "FROM meetings m WHERE m.id IN (\(places)) AND m.account_id = ?", ids.sorted() + [accountID]
        ) {
            CalledMeeting(
                id: try $0.text("id"), title: try $0.text("title"), hostID: try $0.optionalText("host_id"),
                appointmentID: try $0.optionalText("appointment_id"))
        }
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }
}
