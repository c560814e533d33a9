import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addClosedTimes(to app: AppRoutes) {
        app.get("calendars/:id/closed-times", for: .insiders) { request, context in
            let (session, open) = try await pathCalendar(context)
            return try await closedTimesPage(
                open, session, notice: Self.blockNotice(request), saved: request.query("block"))
        }
        app.post("calendars/:id/closed-times", for: .admins) { request, context in
            let fields = try await request.form(context)
            let (session, open) = try await pathCalendar(context)
            do {
                let saved = try await verbs.saveBlock(
                    BlockForm(fields, owner: open.calendar.id, kind: .blocked), asking: session.member,
                    in: session.account)
                let path = CalendarSection.closed.path(open.calendar.id)
                return Response.seeOther("\(path)?done=saved&block=\(saved.block.id)")
            } catch let error as OperationError where error.kind == .invalid {
                return try await closedTimesPage(open, session, typed: fields, error: error)
            }
        }
        app.post("calendars/:id/closed-times/:block/delete", for: .admins) { request, context in
            _ = try await request.form(context)
            let (session, open) = try await pathCalendar(context)
            try await verbs.deleteBlock(
                try context.parameters.require("block"), asking: session.member, in: session.account)
            return Response.seeOther("\(CalendarSection.closed.path(open.calendar.id))?done=removed")
        }
    }

    private func closedTimesPage(
        _ open: OpenCalendar, _ session: Session, notice: Notice? = nil, saved: String? = nil,
        typed: FormFields? = nil, error: OperationError? = nil
    ) async throws -> Response {
        let calendar = open.calendar
        let now = verbs.now
        let (blocks, conflicts) = try await verbs.store.read { snapshot in
            let blocks = try snapshot.blocks(ofOwner: calendar.id, endingAfter: now)
            let made = blocks.first { $0.id == saved }
            return (
                blocks,
                try made.map {
                    try snapshot.appointments(ofCalendar: calendar.id, within: $0.interval, in: session.account.id)
                }
            )
        }
        let dates = Dates(zone: try verbs.zones.zone(open.hours?.zone ?? open.account.zone))
        let path = CalendarSection.closed.path(calendar.id)
        let page = ClosedTimesPage(
            head: CalendarHead(open, session, on: .closed), canEdit: session.isAdmin, action: path,
            zoneLabel: dates.zoneName(at: now), hasConflicts: !(conflicts ?? []).isEmpty,
            conflicts: (conflicts ?? []).map { Conflict($0, dates) }, block: BlockInputs(typed, error: error),
            list: BlockList(blocks, dates, path: path, canEdit: session.isAdmin))
        return try renderer.page(
            "closed_times",
            Page(
                title: "Closed times of \(calendar.name)", page, session: session, on: .calendars, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct ClosedTimesPage {
    let head: CalendarHead
    let canEdit: Bool
    let action: String
    let zoneLabel: String
    let hasConflicts: Bool
    let conflicts: [Conflict]
    let block: BlockInputs
    let list: BlockList
}
