import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import ServiceLifecycle
import Store

extension Site {
    /// A stream of server-sent events about an appointment: `changed` whenever it has changed, and at once if it has
    /// changed since the page was made, which says so by `?seen=`.
    func liveEvents(of view: AppointmentView, _ request: Request) -> Response {
        let seen = request.query("seen")
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { writer in
                do {
                    // Listening begins before the look, so that no change falls between them.
                    let changes = verbs.live.changes(of: view.appointment.id)
                    try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
                    let current = try await verbs.appointment(id: view.appointment.id, of: view.account.id)
                    if current.stateWord != seen { try await writer.write(Self.changed) }
                    try await request.body.consumeWithCancellationOnInboundClose { _ in
                        for await _ in changes.cancelOnGracefulShutdown() { try await writer.write(Self.changed) }
                    }
                } catch is CancellationError {
                    // The visitor has left.
                }
                try await writer.finish(nil)
            })
    }

    private static let changed = ByteBuffer(string: "event: changed\ndata: {}\n\n")
}
