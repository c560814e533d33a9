import NIOHTTP1

extension ZoomClient {
    /// `POST /users/{user}/meetings`. Counts against the host's hundred writes a UTC day.
    /// - Throws: `.unreachable` when the meeting may be made yet, `.server` and `.nonsense` when it may have been made:
    ///   look before repeating.
    package func createMeeting(_ draft: ZoomMeetingDraft, token: ZoomToken) async throws(ZoomError) -> ZoomMeeting
    {
        try await call(.POST, "/users/\(token.user)/meetings", token: token, body: draft)
            .decoded(ZoomMeeting.self)
    }

    /// `GET /meetings/{id}`: the effective settings and a fresh start link.
    package func meeting(_ id: String, token: ZoomToken) async throws(ZoomError) -> ZoomMeeting {
        try await call(.GET, "/meetings/\(Self.escaped(id))", token: token).decoded(ZoomMeeting.self)
    }

    /// `PATCH /meetings/{id}`: answers nothing, so read back to learn what came of it.
    package func updateMeeting(
        _ id: String, _ change: ZoomMeetingChange, token: ZoomToken
    ) async throws(ZoomError) {
        try await call(.PATCH, "/meetings/\(Self.escaped(id))", token: token, body: change).requireNothing()
    }

    /// `DELETE /meetings/{id}`. A meeting that is gone already counts as deleted.
    package func deleteMeeting(_ id: String, token: ZoomToken) async throws(ZoomError) {
        do {
            try await call(.DELETE, "/meetings/\(Self.escaped(id))", token: token).requireNothing()
        } catch  where error.kind == .notFound {
            return
        }
    }

    /// `GET /users/{user}/meetings?type=scheduled`: every page of it.
    package func scheduledMeetings(token: ZoomToken) async throws(ZoomError) -> [ZoomMeeting] {
        var meetings: [ZoomMeeting] = []
        var next = ""
        for _ in 0..<Self.mostPages {
            let path =
                "/users/\(token.user)/meetings?"
                + Self.query([("type", "scheduled"), ("page_size", "300"), ("next_page_token", next)])
            let page = try await call(.GET, path, token: token).decoded(Page.self)
            meetings += page.meetings
            guard let following = page.nextPageToken, !following.isEmpty else { return meetings }
            next = following
        }
        throw ZoomError(kind: .nonsense, status: 200, message: "a list of meetings that does not end")
    }

    /// Thirty thousand meetings.
    private static let mostPages = 100
}

private struct Page: Decodable {
    let meetings: [ZoomMeeting]
    let nextPageToken: String?

    private enum CodingKeys: String, CodingKey {
        case meetings
        case nextPageToken = "next_page_token"
    }
}
