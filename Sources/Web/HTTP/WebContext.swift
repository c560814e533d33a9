package import Hummingbird
import NIOCore
import Store

/// What goes along with one request: who sent it and, under `/app`, who is signed in.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection.
    let peer: String
    /// Who is signed in, and the account they have open: set by `SessionMiddleware`.
    var person: Person?
    var session: Session?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    /// The account that is open, on a route that asks for one.
    func signedIn() throws -> Session {
        guard let session else { throw HTTPError(.unauthorized) }
        return session
    }

    /// Who is signed in, on a route behind `SessionMiddleware`.
    func signedInPerson() throws -> Person {
        guard let person else { throw HTTPError(.unauthorized) }
        return person
    }
}
