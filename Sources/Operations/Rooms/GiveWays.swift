import Logging
import Scheduling
import Store
import TimeZones
import Zoom

extension Verbs {
    /// The longest that Zoom lets an invitation live, seconds.
    private static let longestInvitation = 7_776_000

    /// Gives each expected guest a way in of their own, and takes those back that nobody needs: registered where the host is
    /// licensed, invited by a link otherwise. Where Zoom gives neither, the meeting's own link is the way.
    /// - Returns: false when some are to be asked for again.
    func giveWays(_ plan: RoomPlan, _ zoomID: String) async throws -> Bool {
        let (guests, given) = try await store.read {
            (try $0.expectedGuests(in: plan.meeting.id), try $0.guestWays(into: plan.meeting.id))
        }
        let good = given.filter { $0.zoomID == zoomID && isLasting($0, plan) }
        let missing = guests.filter { guest in !good.contains { $0.guestID == guest.id } }
        let needless = given.filter { way in !guests.contains { $0.id == way.guestID } }
        do {
            try await withToken(of: plan.ownerID) { token in
                try await takeBack(needless, plan, zoomID, token: token)
                if missing.isEmpty { return }
                if plan.canRegister {
                    for guest in missing { try await register(guest, plan, zoomID, token: token) }
                } else {
                    try await invite(missing, plan, zoomID, token: token)
                }
            }
            return true
        } catch let error as ZoomError {
            return try await noteNoWay(error, plan)
        } catch is GateClosed {
            return false
        }
    }

    private func isLasting(_ way: GuestWay, _ plan: RoomPlan) -> Bool {
        way.expiresAt.map { $0 >= min(plan.meeting.interval.end, now.adding(minutes: 30 * 1440)) } ?? true
    }

    private func register(_ guest: ExpectedGuest, _ plan: RoomPlan, _ zoomID: String, token: String) async throws {
        let made: ZoomRegistrant
        do {
            made = try await zoom.register(name: guest.name, email: guest.email, for: zoomID, token: token)
        } catch {
            // Three a day for one address: two guests share it, or it was asked for too often.
            if case .dailyLimit = error.kind { return }
            throw error
        }
        guard let url = made.joinURL.flatMap(ZoomLink(app: zoom.app).checked) else { return }
        let way = GuestWay(guestID: guest.id, zoomID: zoomID, url: url, registrantID: made.id, expiresAt: nil)
        try await keep { try $0.save(way, into: plan.meeting.id) }
    }

    private func invite(
        _ guests: [ExpectedGuest], _ plan: RoomPlan, _ zoomID: String, token: String
    ) async throws {
        let needed = max(0, now.minutes(until: plan.meeting.interval.end)) * 60 + 86_400
        let seconds = min(needed, Self.longestInvitation)
        let links = try await zoom.invite(guests.map(\.name), to: zoomID, seconds: seconds, token: token)
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

    private func takeBack(_ ways: [GuestWay], _ plan: RoomPlan, _ zoomID: String, token: String) async throws {
        for way in ways {
            if let registrantID = way.registrantID, way.zoomID == zoomID {
                try await zoom.unregister(registrantID, from: zoomID, token: token)
            }
            try await keep { try $0.deleteWay(of: way.guestID, into: plan.meeting.id) }
        }
    }

    /// A meeting stays open by its own link when Zoom gives none to its guests.
    private func noteNoWay(_ error: ZoomError, _ plan: RoomPlan) async throws -> Bool {
        logger.info(
            "no way of their own for guests", metadata: ["meeting": "\(plan.meeting.id)", "error": "\(error)"])
        switch error.kind {
        case .refused, .missingScope, .notFound:
            guard plan.canRegister else { return true }
            // The meeting has to be opened to who is not registered.
            try await store.write { try $0.stopRegistering(of: plan.ownerID) }
            return false
        case .dailyLimit: return true
        case .unconnected, .unreachable, .invalidToken, .invalidGrant, .tooFast, .server, .nonsense: return false
        }
    }
}
