import Foundation
import TestSupport

/// What comes of joining.
struct Joined: Decodable {
    let participant: String?
    let outcome: String
    let reason: String?
}

/// A meeting of the sandbox's, as the API made it.
struct MadeMeeting: Decodable {
    let id: Int64
    let joinUrl: String
    let startUrl: String
}

/// Who is in a room.
struct LiveRoom: Decodable {
    struct Person: Decodable {
        let participant: String
        let name: String
        let kind: String
        let place: String
    }

    let uuid: String
    let status: String
    let participants: [Person]
}

extension RunningSandbox {
    /// Makes a meeting of Ada's with a passcode and these settings.
    func newMeeting(_ settings: String = "{}", token: String) async throws -> MadeMeeting {
        let json = """
            {"topic": "Call", "type": 2, "start_time": "2026-12-08T09:00:00Z", "duration": 30,
             "timezone": "Europe/Berlin", "password": "123456", "settings": \(settings)}
            """
        return try await call("POST", "/v2/users/me/meetings", token: token, json: json).decoded()
    }

    func newMeeting(_ settings: String = "{}") async throws -> MadeMeeting {
        try await newMeeting(settings, token: token())
    }

    func join(_ meeting: MadeMeeting, _ name: String, _ more: String = "") async throws -> Joined {
        let fields = [#""name": "\#(name)""#, more].filter { !$0.isEmpty }.joined(separator: ", ")
        return try await call("POST", "/sandbox/meetings/\(meeting.id)/join", json: "{\(fields)}").decoded()
    }

    @discardableResult
    func lever(_ meeting: MadeMeeting, _ name: String, _ guest: Joined? = nil) async throws -> LiveRoom {
        let json = #"{"participant": "\#(guest?.participant ?? "")"}"#
        return try await call("POST", "/sandbox/meetings/\(meeting.id)/\(name)", json: json).decoded()
    }

    func room(_ meeting: MadeMeeting) async throws -> LiveRoom {
        try await call("GET", "/sandbox/meetings/\(meeting.id)/room").decoded()
    }
}
