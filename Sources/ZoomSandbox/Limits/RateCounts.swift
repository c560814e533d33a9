import Foundation

/// How many requests each account made in this second and on this day, by label.
struct RateCounts: Sendable {
    private struct Key: Hashable, Sendable {
        let account: String
        let label: RateLabel
    }

    private var second = 0
    private var day = 0
    private var thisSecond: [Key: Int] = [:]
    private var today: [Key: Int] = [:]

    /// Counts one request, or refuses it, which counts for nothing.
    mutating func add(_ label: RateLabel, account: String, plan: SandboxPlan, now: Date) throws {
        turn(to: now)
        let key = Key(account: account, label: label)
        if let most = plan.perSecond(label), thisSecond[key, default: 0] >= most {
            throw LimitReached.perSecond(label)
        }
        if let most = plan.perDay(label), today[key, default: 0] >= most {
            throw LimitReached.daily(label, most: most, until: now.nextUTCMidnight)
        }
        thisSecond[key, default: 0] += 1
        today[key, default: 0] += 1
    }

    private mutating func turn(to now: Date) {
        let current = Int(now.timeIntervalSince1970)
        if current != second { thisSecond = [:] }
        if now.utcDay != day { today = [:] }
        second = current
        day = now.utcDay
    }
}
