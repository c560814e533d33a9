import AsyncHTTPClient
import NIOHTTP1

/// A call that has ended, as far as it can be told without a secret.
package struct ZoomCall: Sendable {
    package let method: String
    /// Without the query.
    package let path: String
    /// HTTP status; 0 when no answer came.
    package let status: Int
    /// Zoom's own code, and its words, when it refused.
    package let code: Int?
    package let problem: String?
    /// What Zoom's support asks for.
    package let trackingID: String?
    package let milliseconds: Int

    init(_ request: HTTPClientRequest, _ path: String, took: Duration, _ answer: ZoomAnswer) {
        self.init(request, path, took, answer.status, nil, nil, answer.trackingID)
    }

    init(_ request: HTTPClientRequest, _ path: String, took: Duration, _ error: ZoomError) {
        self.init(request, path, took, error.status, error.code, error.message, error.trackingID)
    }

    private init(
        _ request: HTTPClientRequest, _ path: String, _ took: Duration, _ status: Int, _ code: Int?,
        _ problem: String?, _ trackingID: String?
    ) {
        method = request.method.rawValue
        self.path = path
        self.status = status
        self.code = code
        self.problem = problem
        self.trackingID = trackingID
        let parts = took.components
        milliseconds = Int(parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
    }
}
