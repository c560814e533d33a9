import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addTimeOff(to app: AppRoutes) {
        app.get("team/:id/time-off", for: .insiders) { request, context in
            let (session, member) = try await pathMember(context)
            return try await timeOffPage(
                of: member, session, notice: Self.blockNotice(request), saved: request.query("block"))
        }
        app.post("team/:id/time-off", for: .insiders) { request, context in
            let fields = try await request.form(context)
            let (session, member) = try await pathMember(context)
            do {
                let saved = try await verbs.saveBlock(
                    BlockForm(fields, owner: member.user.id, kind: .timeOff), asking: session.member,
                    in: session.account)
                let path = MemberSection.timeOff.path(member.user.id)
                return Response.seeOther("\(path)?done=saved&block=\(saved.block.id)")
            } catch let error as OperationError where error.kind == .invalid {
                return try await timeOffPage(of: member, session, typed: fields, error: error)
            }
        }
        app.post("team/:id/time-off/:block/delete", for: .insiders) { request, context in
            _ = try await request.form(context)
            let (session, member) = try await pathMember(context)
            try await verbs.deleteBlock(
                try context.parameters.require("block"), asking: session.member, in: session.account)
            return Response.seeOther("\(MemberSection.timeOff.path(member.user.id))?done=removed")
        }
    }

    static func blockNotice(_ request: Request) -> Notice? {
        switch request.query("done") {
        case "saved": Notice("ok", "Saved. Nothing can be booked then.")
        case "removed": Notice("ok", "Removed. The time can be booked again.")
        default: nil
        }
    }

    /// - Parameter saved: the id of the block that was just made.
    private func timeOffPage(
        of member: Member, _ session: Session, notice: Notice? = nil, saved: String? = nil,
        typed: FormFields? = nil, error: OperationError? = nil
    ) async throws -> Response {
        let userID = member.user.id
        let now = verbs.now
        let (blocks, schedule, conflicts) = try await verbs.store.read { snapshot in
            let blocks = try snapshot.blocks(ofOwner: userID, endingAfter: now)
            let made = blocks.first { $0.id == saved }
            return (
                blocks, try snapshot.schedule(of: userID),
                try made.map {
                    try snapshot.appointments(ofUser: userID, within: $0.interval, in: session.account.id)
                }
            )
        }
        let dates = Dates(zone: try verbs.zones.zone(schedule?.zone ?? member.user.zone))
        let isOwn = userID == session.member.user.id
        let page = TimeOffPage(
            headline: isOwn ? "Your time off" : "Time off of \(member.user.name)",
            memberTabs: .member(userID, current: .timeOff), action: MemberSection.timeOff.path(userID),
            zoneLabel: dates.zoneName(at: now), hasConflicts: !(conflicts ?? []).isEmpty,
            conflicts: (conflicts ?? []).map { Conflict($0, dates) }, block: BlockInputs(typed, error: error),
            list: BlockList(blocks, dates, path: MemberSection.timeOff.path(userID), canEdit: true))
        return try renderer.page(
            "time_off", Page(title: page.headline, page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct TimeOffPage {
    let headline: String
    let memberTabs: Tabs
    let action: String
    let zoneLabel: String
    let hasConflicts: Bool
    let conflicts: [Conflict]
    let block: BlockInputs
    let list: BlockList
}
