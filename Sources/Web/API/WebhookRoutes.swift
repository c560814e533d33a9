import HTTPTypes
import Hummingbird
import NIOCore
import Operations

extension Site {
    /// `POST /webhooks/zoom`: where Zoom's event subscription points.
    func addWebhooks(to router: Router<WebContext>) {
        router.post("webhooks/zoom") { request, _ in
            let body = Array(try await request.bodyBytes().readableBytesView)
            func header(_ name: String) -> String { HTTPField.Name(name).flatMap { request.headers[$0] } ?? "" }
            let answer = try await verbs.receive(
                ZoomDelivery(
                    body: body, signature: header("x-zm-signature"), timestamp: header("x-zm-request-timestamp"),
                    requestID: header("x-zm-request-id")))
            return Response.json(document: answer.utf8)
        }
    }
}
