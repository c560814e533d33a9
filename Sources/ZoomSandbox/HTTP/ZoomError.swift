import HTTPTypes
import Hummingbird
import HummingbirdCore

/// An error of the API host: a code and a message, and on validation the fields.
struct ZoomError: HTTPResponseError {
    struct Field: Sendable {
        let name: String
        let message: String
    }

    let status: HTTPResponse.Status
    let code: Int64
    let message: String
    var fields: [Field] = []

    init(_ status: HTTPResponse.Status, _ code: Int64, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    var body: JSONValue {
        var object: [String: JSONValue] = ["code": .int(code), "message": .string(message)]
        if !fields.isEmpty {
            let listed = fields.map { field -> JSONValue in
                ["field": .string(field.name), "message": .string(field.message)]
            }
            object["errors"] = .array(listed)
        }
        return .object(object)
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        .json(body, status: status)
    }
}

extension ZoomError {
    static let invalidToken = ZoomError(.unauthorized, 124, "Invalid access token.")
    static let unknownEndpoint = ZoomError(.notFound, 2300, "This API endpoint is not recognized.")
    static let notPermitted = ZoomError(
        .forbidden, 403, "The authenticated user has not permitted access to the targeted resource.")
    static let notTheHost = ZoomError(.badRequest, 3003, "You are not the meeting host.")
    static let noOccurrence = ZoomError(.badRequest, 300, "Invalid parameter: occurrence_id.")
    static let badPageToken = ZoomError(.badRequest, 300, "The next page token is invalid or expired.")

    static func noMeeting(_ id: String) -> ZoomError {
        ZoomError(.notFound, 3001, "Meeting does not exist: \(id).")
    }

    static func noUser(_ id: String) -> ZoomError {
        ZoomError(.notFound, 1001, "User does not exist: \(id).")
    }

    /// Where upcoming meetings are listed, Zoom gives the missing person the code of a missing meeting.
    static func noUserWithUpcoming(_ error: ZoomError) -> ZoomError {
        ZoomError(.notFound, 3001, error.message)
    }

    static func missingScope(_ scope: String) -> ZoomError {
        ZoomError(.badRequest, 4711, "Invalid access token, does not contain scopes:[\(scope)].")
    }

    static func validation(_ fields: [Field]) -> ZoomError {
        var error = ZoomError(.badRequest, 300, "Validation Failed.")
        error.fields = fields
        return error
    }
}
