import Database
package import TimeZones

/// A guest's own way into a meeting of Zoom's.
package struct GuestWay: Hashable, Sendable {
    package let guestID: String
    /// The meeting that Zoom holds; another one makes it worthless.
    package let zoomID: String
    package let url: String
    /// What Zoom's events call the guest; nil for an invitation by link.
    package let registrantID: String?
    /// Nil for one that lives as long as the meeting.
    package let expiresAt: Instant?

    package init(guestID: String, zoomID: String, url: String, registrantID: String?, expiresAt: Instant?) {
        self.guestID = guestID
        self.zoomID = zoomID
        self.url = url
        self.registrantID = registrantID
        self.expiresAt = expiresAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            guestID: try row.text("guest_id"), zoomID: try row.text("zoom_id"), url: try row.text("url"),
            registrantID: try row.optionalText("registrant_id"),
            expiresAt: try row.optionalInteger64("expires_at").map(Instant.init(milliseconds:)))
    }
}

/// Somebody who is expected in a meeting.
package struct ExpectedGuest: Hashable, Sendable {
    package let id: String
    package let name: String
    package let email: String
}

extension Reading {
    /// The ways that were given into a meeting.
    package func guestWays(into meetingID: String) throws -> [GuestWay] {
        try all("SELECT * FROM guest_ways WHERE meeting_id = ? ORDER BY guest_id", [meetingID], GuestWay.init)
    }

    /// A guest's way, if one was given.
    package func guestWay(of guestID: String) throws -> GuestWay? {
        try first("SELECT * FROM guest_ways WHERE guest_id = ?", [guestID], GuestWay.init)
    }

    /// Everybody who is expected in a meeting: those who booked it, and whom they bring.
    package func expectedGuests(in meetingID: String) throws -> [ExpectedGuest] {
        try all(
            "SELECT a.guest_id AS id, a.guest_name AS name, a.guest_email AS email FROM appointments a "
                + "WHERE a.meeting_id = ? AND a.status IN ('confirmed', 'showed', 'noshow') "
                + "UNION ALL SELECT g.id, g.name, g.email FROM extra_guests g JOIN appointments a "
                + "ON a.id = g.appointment_id WHERE a.meeting_id = ? AND a.status IN ('confirmed', 'showed', 'noshow') ORDER BY id",
            [meetingID, meetingID]
        ) {
            ExpectedGuest(id: try $0.text("id"), name: try $0.text("name"), email: try $0.text("email"))
        }
    }
}

extension Transaction {
    /// Gives a guest a way in, in the place of a former one.
    package func save(_ way: GuestWay, into meetingID: String) throws {
        try connection.execute(
            "INSERT INTO guest_ways (guest_id, meeting_id, zoom_id, url, registrant_id, expires_at) "
                + "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (guest_id) DO UPDATE SET meeting_id = excluded.meeting_id, "
                + "zoom_id = excluded.zoom_id, url = excluded.url, registrant_id = excluded.registrant_id, "
                + "expires_at = excluded.expires_at",
            [
                way.guestID, meetingID, way.zoomID, way.url, way.registrantID, way.expiresAt?.milliseconds,
            ])
    }

    /// Takes a guest's way into a meeting back.
    package func deleteWay(of guestID: String, into meetingID: String) throws {
        try connection.execute(
            "DELETE FROM guest_ways WHERE guest_id = ? AND meeting_id = ?", [guestID, meetingID])
    }

    /// Forgets the ways into a meeting, so that they are given anew.
    package func deleteWays(into meetingID: String) throws {
        try connection.execute("DELETE FROM guest_ways WHERE meeting_id = ?", [meetingID])
    }

    /// One of a meeting's guests cannot be registered: it is opened to those who are not.
    package func openToAll(_ meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET is_open_to_all = 1, updated_at = ? WHERE meeting_id = ?",
            [now.milliseconds, meetingID])
    }

    /// Zoom registers no guests for this user.
    package func stopRegistering(of userID: String) throws {
        try connection.execute("UPDATE connections SET can_register = 0 WHERE user_id = ?", [userID])
    }
}
