import Logging
import Scheduling
import Store
import TimeZones
import Zoom

extension Verbs {
    /// The longest that Zoom lets an invitation live, seconds.
    private static let longestInvitation = 7_776_000

    /// As many guests are registered before others have a turn.
    private static let guestsAtOnce = 50
    private static let invitationsAtOnce = 500

    /// Gives each expected guest a way in of their own, and takes those back that nobody needs: registered where the host is
    /// licensed, invited by a link otherwise. Where Zoom gives neither, the meeting's own link is the way.
    /// - Returns: false when some are to be asked for again.
    func giveWays(_ plan: RoomPlan, _ zoomID: String) async throws -> Bool {
        let (guests, given) = try await store.read {
            (try $0.expectedGuests(in: plan.meeting.id), try $0.guestWays(into: plan.meeting.id))
        }
        let good = given.filter { $0.zoomID == zoomID && isLasting($0, plan) }
        let missing = guests.filter { guest in !good.contains { $0.guestID == guest.id } }
        let served = missing.prefix(plan.canRegister ? Self.guestsAtOnce : Self.invitationsAtOnce)
        do {
            if plan.canRegister {
                for guest in served { try await register(guest, plan, zoomID) }
            } else {
                try await invite(Array(served), plan, zoomID)
            }
        } catch let error as ZoomError {
            return try await noteNoWay(error, plan)
        } catch is GateClosed {
            return false
        } catch is TokenProblem {
            // What there is stays open; connecting again sets it going.
            return true
        }
        let ways = try await store.read { try $0.guestWays(into: plan.meeting.id) }
        let expected = Set(guests.map(\.id))
        let kept = ways.filter { expected.contains($0.guestID) }.compactMap(\.registrantID)
        await takeBack(ways.filter { !expected.contains($0.guestID) }, keeping: Set(kept), plan, zoomID)
        return served.count == missing.count
    }

    private func isLasting(_ way: GuestWay, _ plan: RoomPlan) -> Bool {
        way.expiresAt.map { $0 >= min(plan.meeting.interval.end, now.adding(minutes: 30 * 1440)) } ?? true
    }

    private func register(_ guest: ExpectedGuest, _ plan: RoomPlan, _ zoomID: String) async throws {
        let made = try await withToken(of: plan.ownerID) {
            try await zoom.register(name: guest.name, email: guest.email, for: zoomID, token: $0)
        }
        guard let url = made.joinURL.flatMap(ZoomLink(app: zoom.app).checked) else {
            throw ZoomError(kind: .refused, status: 201, message: "a registrant without a link")
        }
        let way = GuestWay(guestID: guest.id, zoomID: zoomID, url: url, registrantID: made.id, expiresAt: nil)
        try await keep { try $0.save(way, into: plan.meeting.id) }
    }

    private func invite(_ guests: [ExpectedGuest], _ plan: RoomPlan, _ zoomID: String) async throws {
        if guests.isEmpty { return }
        let needed = max(0, now.minutes(until: plan.meeting.interval.end)) * 60 + 86_400
        let seconds = min(needed, Self.longestInvitation)
        let links = try await withToken(of: plan.ownerID) {
            try await zoom.invite(guests.map(\.name), to: zoomID, seconds: seconds, token: $0)
        }
        let ways = zip(guests, links).compactMap { guest, link in
            ZoomLink(app: zoom.app).checked(link).map {
                GuestWay(
                    guestID: guest.id, zoomID: zoomID, url: $0, registrantID: nil,
                    expiresAt: now.adding(seconds: seconds))
            }
        }
        try await keep { transaction in
            for way in ways { try transaction.save(way, into: plan.meeting.id) }
        }
    }

    /// A way that Zoom would not take back leads to where its guest is not expected, and harms nobody who is.
    private func takeBack(_ ways: [GuestWay], keeping: Set<String>, _ plan: RoomPlan, _ zoomID: String) async {
        for way in ways {
            do {
                // Two guests of one address are one registrant.
                if let registrantID = way.registrantID, way.zoomID == zoomID, !keeping.contains(registrantID) {
                    try await withToken(of: plan.ownerID) {
                        try await zoom.unregister(registrantID, from: zoomID, token: $0)
                    }
                }
                try await keep { try $0.deleteWay(of: way.guestID, into: plan.meeting.id) }
            } catch {
                logger.info(
                    "way not taken back", metadata: ["meeting": "\(plan.meeting.id)", "error": "\(error)"])
            }
        }
    }

    /// A meeting stays open by its own link when Zoom gives none to its guests.
    private func noteNoWay(_ error: ZoomError, _ plan: RoomPlan) async throws -> Bool {
        logger.info(
            "no way of their own for guests", metadata: ["meeting": "\(plan.meeting.id)", "error": "\(error)"])
        switch error.kind {
        case .missingScope, .refused, .dailyLimit:
            guard plan.canRegister else { return true }
            // Whoever cannot be registered would meet a form: the meeting is opened to all.
            try await store.write { transaction in
                if error.kind == .missingScope || error.code == Self.paidOnly {
                    try transaction.stopRegistering(of: plan.ownerID)
                } else {
                    try transaction.openToAll(plan.meeting.id, at: now)
                }
            }
            return false
        case .unconnected, .unreachable, .invalidToken, .invalidGrant, .tooFast, .server, .nonsense, .notFound:
            return false
        }
    }

    /// What Zoom answers for a user without a licence.
    private static let paidOnly = 200
}
