import Synchronization
import TimeZones

/// Leaves webhooks alone for a while that do not answer at all, so that the deliveries of others need not wait behind
/// theirs, each of which takes as long as a call may.
final class HookRests: Sendable {
    private struct Silence {
        var failures = 0
        var end: Instant
    }

    private let silences = Mutex<[String: Silence]>([:])
    /// After so many calls in a row without an answer.
    private static let patience = 5
    private static let seconds = 60

    /// Until when a webhook is left alone; nil when it may be called.
    func rest(of id: String, at now: Instant) -> Instant? {
        silences.withLock { silences in
            guard let silence = silences[id], silence.failures >= Self.patience, silence.end > now else {
                return nil
            }
            return silence.end
        }
    }

    /// A call was not answered.
    func noteSilence(of id: String, at now: Instant) {
        silences.withLock { silences in
            let failures = (silences[id]?.failures ?? 0) + 1
            silences[id] = Silence(failures: failures, end: now.adding(seconds: Self.seconds))
        }
    }

    /// It has answered, whatever that was, or somebody has seen to it.
    func end(_ id: String) {
        silences.withLock { $0[id] = nil }
    }
}
