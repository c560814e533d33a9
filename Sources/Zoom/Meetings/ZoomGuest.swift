import NIOHTTP1

/// A guest whom Zoom has given a way in of their own.
package struct ZoomRegistrant: Sendable, Decodable {
    /// What events call them.
    package let id: String
    /// Nil while somebody has to approve them.
    package let joinURL: String?

    private enum CodingKeys: String, CodingKey {
        case id = "registrant_id"
        case joinURL = "join_url"
    }
}

extension ZoomClient {
    /// `POST /meetings/{id}/registrants`: for licensed hosts, and meetings that take registrations. The same address again
    /// answers the same registrant, three times a day.
    package func register(
        name: String, email: String, for meetingID: String, token: ZoomToken
    ) async throws(ZoomError) -> ZoomRegistrant {
        let words = name.split(separator: " ", maxSplits: 1).map(String.init)
        let body = Registration(
            email: email, firstName: String((words.first ?? "Guest").prefix(64)),
            lastName: String((words.count > 1 ? words[1] : "").prefix(64)))
        return try await call(
            .POST, "/meetings/\(Self.escaped(meetingID))/registrants", token: token, body: body
        ).decoded(ZoomRegistrant.self)
    }

    /// `DELETE /meetings/{id}/registrants/{registrant}`. One that is gone already counts as deleted.
    package func unregister(_ registrantID: String, from meetingID: String, token: ZoomToken)
        async throws(ZoomError)
    {
        let path = "/meetings/\(Self.escaped(meetingID))/registrants/\(Self.escaped(registrantID))"
        do {
            try await call(.DELETE, path, token: token).requireNothing()
        } catch  where error.kind == .notFound || error.kind == .refused {
            return
        }
    }

    /// `POST /meetings/{id}/invite_links`: a link for each name, good for so many seconds.
    /// - Parameter seconds: at most 7,776,000, ninety days.
    /// - Returns: the links in the order of the names.
    package func invite(
        _ names: [String], to meetingID: String, seconds: Int, token: ZoomToken
    ) async throws(ZoomError) -> [String] {
        let body = Invitations(attendees: names.map { .init(name: String($0.prefix(64))) }, ttl: seconds)
        let made = try await call(
            .POST, "/meetings/\(Self.escaped(meetingID))/invite_links", token: token, body: body
        ).decoded(Invited.self)
        guard made.attendees.count == names.count else {
            throw ZoomError(kind: .nonsense, status: 201, message: "fewer links than guests")
        }
        return made.attendees.map(\.joinURL)
    }
}

private struct Registration: Encodable {
    let email: String
    let firstName: String
    let lastName: String

    private enum CodingKeys: String, CodingKey {
        case email
        case firstName = "first_name"
        case lastName = "last_name"
    }
}

private struct Invitations: Encodable {
    struct Attendee: Encodable {
        let name: String
    }

    let attendees: [Attendee]
    let ttl: Int
}

private struct Invited: Decodable {
    struct Attendee: Decodable {
        let joinURL: String

        private enum CodingKeys: String, CodingKey {
            case joinURL = "join_url"
        }
    }

    let attendees: [Attendee]
}
