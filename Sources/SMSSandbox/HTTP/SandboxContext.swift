import Hummingbird
import HummingbirdCore
import NIOCore

/// A request's context, which can cut the connection.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Closes the connection.
    /// - Returns: an answer that nobody gets.
    func cut() async -> Response {
        // It may be closed already, which is what is wanted.
        try? await channel.close().get()
        return Response(status: .noContent)
    }
}
