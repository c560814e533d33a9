package import Hummingbird
import NIOCore
import Store

/// What goes along with one request: who sent it and, under `/app`, who is signed in.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection.
    let peer: String
    /// Set by `SessionMiddleware`.
    var session: Session?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    /// The session of a route behind `SessionMiddleware`.
    func signedIn() throws -> Session {
        guard let session else { throw HTTPError(.unauthorized) }
        return session
    }
}
