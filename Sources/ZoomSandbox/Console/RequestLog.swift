import Foundation

/// One API request that came in.
struct LoggedRequest: Sendable {
    let method: String
    let path: String
    let status: Int
    let at: Date
}

/// The last API requests, and how many there were of each kind since the start or a reset.
struct RequestLog: Sendable {
    private static let kept = 50

    private(set) var recent: [LoggedRequest] = []
    private(set) var counts: [String: Int] = [:]

    mutating func add(_ request: LoggedRequest) {
        recent.append(request)
        if recent.count > Self.kept { recent.removeFirst(recent.count - Self.kept) }
        counts["\(request.method) \(Self.shape(of: request.path))", default: 0] += 1
    }

    /// Numbers become `{id}`, so that all reads of a meeting count as one kind.
    private static func shape(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { !$0.isEmpty && $0.allSatisfy(\.isNumber) ? "{id}" : String($0) }
            .joined(separator: "/")
    }
}
