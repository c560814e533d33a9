import HTTPTypes
import Hummingbird
import NIOCore
import Operations

extension Site {
    /// `GET /feeds/{token}.ics`: appointments for a calendar program, which has nothing but the address. One that has them as
    /// they are is told so.
    func addFeed(to router: Router<WebContext>) {
        router.get("feeds/{token}.ics") { request, context in
            try await throttle(.feed, request, context)
            let feed = try await verbs.feedText(token: try context.parameters.require("token"))
            let (tag, date) = ("\"\(feed.tag)\"", feed.changedAt.httpDate)
            var headers: HTTPFields = [.eTag: tag, .lastModified: date, .cacheControl: "private, max-age=300"]
            if request.has(tag, date) { return Response(status: .notModified, headers: headers) }
            headers[.contentType] = "text/calendar; charset=utf-8"
            return Response(
                status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: feed.ics)))
        }
    }
}
