import Scheduling
import Store
import Synchronization
import TimeZones

/// What has been read of owners' time, kept until something of it changes: many look at a calendar before one of them
/// books.
final class TakenTimeCache: Sendable {
    private struct Known {
        let version: Version
        let window: Interval
        let taken: TakenTime
    }

    private struct State {
        var owners: [String: Known] = [:]
        /// How many stretches of time they hold together.
        var size = 0

        mutating func keep(_ known: Known, of owner: String) {
            size += known.taken.count - (owners[owner]?.taken.count ?? 0)
            owners[owner] = known
            if size > TakenTimeCache.most { self = State() }
        }
    }

    private let state = Mutex(State())
    /// Some 10 MB.
    private static let most = 200_000
    /// Minutes: a year.
    private static let longest = 366 * 1440

    /// What each owner has taken within a window, and maybe around it.
    func takenTimes(of owners: [String], within window: Interval, in snapshot: Snapshot) throws -> [TakenTime] {
        let versions = try snapshot.timeVersions(of: owners)
        var found = known(owners, at: versions, within: window)
        let missing = found.indices.filter { found[$0] == nil }
        if missing.isEmpty { return found.compactMap(\.self) }
        // In whole days, so that who asks from now on asks for the same in a minute; and with what was known, so that
        // who turns the pages of a calendar does not read each again.
        let days = stretch(of: missing.map { owners[$0] }, at: missing.map { versions[$0] }, around: window)
        let read = try snapshot.takenTimes(of: missing.map { owners[$0] }, within: days)
        state.withLock { state in
            for (place, taken) in zip(missing, read) {
                found[place] = taken
                state.keep(Known(version: versions[place], window: days, taken: taken), of: owners[place])
            }
        }
        return found.compactMap(\.self)
    }

    private func stretch(of owners: [String], at versions: [Version], around window: Interval) -> Interval {
        let days = window.inWholeDays
        let joined = state.withLock { state in
            zip(owners, versions).reduce(days) { stretch, owner in
                guard let known = state.owners[owner.0], known.version == owner.1 else { return stretch }
                return stretch.joined(with: known.window)
            }
        }
        return joined.minutes > Self.longest ? days : joined
    }

    private func known(_ owners: [String], at versions: [Version], within window: Interval) -> [TakenTime?] {
        state.withLock { state in
            zip(owners, versions).map { owner, version in
                guard let known = state.owners[owner], known.version == version,
                    known.window.start <= window.start, window.end <= known.window.end
                else { return nil }
                return known.taken
            }
        }
    }
}

extension TakenTime {
    fileprivate var count: Int { busy.count + held.count }
}

extension Interval {
    /// The shortest stretch of whole days (UTC) that holds this one.
    fileprivate var inWholeDays: Interval {
        let day: Int64 = 86_400_000
        let first = start.milliseconds.flooredDivision(by: day)
        let last = (end.milliseconds - 1).flooredDivision(by: day)
        return Interval(
            start: Instant(milliseconds: first * day), end: Instant(milliseconds: (last + 1) * day))
    }
}
