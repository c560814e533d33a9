import TimeZones

/// Work that is to be done from a moment on.
struct Promise: Hashable {
    let kind: WorkItem.Kind
    let subjectID: String
    let due: Instant
    /// When it was promised.
    let at: Instant
}

/// What one transaction has promised so far: it is written at the end, all at once.
final class Promises {
    private var waiting: [Promise] = []

    /// Asking twice for the same work is asking once, for the earlier time.
    func add(_ promise: Promise) {
        guard let place = place(promise.kind, promise.subjectID) else { return waiting.append(promise) }
        if promise.due < waiting[place].due { waiting[place] = promise }
    }

    func remove(_ kind: WorkItem.Kind, _ subjectID: String) {
        if let place = place(kind, subjectID) { waiting.remove(at: place) }
    }

    /// All of it, which then waits no more.
    func take() -> [Promise] {
        defer { waiting = [] }
        return waiting
    }

    private func place(_ kind: WorkItem.Kind, _ subjectID: String) -> Int? {
        waiting.firstIndex { $0.subjectID == subjectID && $0.kind == kind }
    }
}
