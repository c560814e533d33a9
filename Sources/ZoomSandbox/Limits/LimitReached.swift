import HTTPTypes
import Hummingbird
import HummingbirdCore

/// A 429: one of Zoom's limits is reached.
struct LimitReached: HTTPResponseError {
    let message: String
    var headers: [String: String] = [:]

    var status: HTTPResponse.Status { .tooManyRequests }
    var body: JSONValue { ["code": 429, "message": .string(message)] }

    var answer: Response {
        var response = Response.json(body, status: status)
        for (name, value) in headers { response.headers.set(name, value) }
        return response
    }

    func response(from request: Request, context: some RequestContext) throws -> Response { answer }
}
