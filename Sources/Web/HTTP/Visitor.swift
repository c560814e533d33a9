import Foundation
import HTTPTypes
import Hummingbird
import Operations

extension Site {
    /// - Throws: `too_many` when the visitor's attempts of this minute are used up.
    func throttle(_ action: ThrottledAction, _ request: Request, _ context: WebContext) async throws {
        let limit =
            switch action {
            case .signIn, .reset, .code: settings.signInsPerMinute
            case .booking, .hold, .feed: settings.bookingsPerMinute
            }
        guard let limit else { return }
        try await verbs.count(action, of: visitor(request, context), perMinute: limit)
    }

    /// The address a request comes from, as far as it can be trusted.
    func visitor(_ request: Request, _ context: WebContext) -> String {
        guard settings.trustsProxy, let name = HTTPField.Name("x-forwarded-for"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return Self.network(context.peer) }
        return Self.network(last.trimmingCharacters(in: .whitespaces))
    }

    /// An IPv6 address stands for its /64: one household has as many addresses as it likes.
    private static func network(_ address: String) -> String {
        guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
        let groups = address.prefix { $0 != "%" }.split(separator: "::", omittingEmptySubsequences: false)
        let head = groups.first.map { $0.split(separator: ":") } ?? []
        return (head + Array(repeating: "0", count: max(0, 4 - head.count))).prefix(4).joined(separator: ":")
            + "::/64"
    }
}
