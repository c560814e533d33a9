import Synchronization

/// Collects the names that templates ask for and that nothing on the page is called.
package final class TagAudit: Sendable {
    /// Set by a test around the making of a page.
    @TaskLocal package static var current: TagAudit?

    private let names = Mutex<Set<String>>([])

    package init() {}

    package var unknown: Set<String> { names.withLock { $0 } }

    func note(_ name: String, in content: Any) {
        if !Self.labels(of: content).contains(name) { names.withLock { _ = $0.insert(name) } }
    }

    /// The names of all properties, of all that a value holds: an absent optional is known by its name.
    private static func labels(of value: Any) -> Set<String> {
        var labels: Set<String> = []
        for child in Mirror(reflecting: value).children {
            if let label = child.label { labels.insert(label) }
            labels.formUnion(self.labels(of: child.value))
        }
        return labels
    }
}
