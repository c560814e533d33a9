import FoundationEssentials
import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// The schedules of members, and those that calendars share. `hours` alone is a member's default one.
    func addSchedules(to app: AppRoutes) {
        for path in ["team/:id/hours", "team/:id/hours/:schedule"] {
            app.get(RouterPath(path), for: .insiders) { try await editSchedule($0, try await memberSchedule($1)) }
            app.post(RouterPath(path), for: .insiders) {
                try await saveSchedule($0, $1, try await memberSchedule($1))
            }
        }
        app.post("team/:id/hours/:schedule/default", for: .insiders) { request, context in
            _ = try await request.form(context)
            let (session, member) = try await pathMember(context)
            let id = try context.parameters.require("schedule")
            try await verbs.makeDefaultSchedule(id, of: member.user.id, in: session.account)
            return Response.seeOther("\(MemberSection.hours.path(member.user.id))?done=default")
        }
        app.post("team/:id/hours/:schedule/delete", for: .insiders) {
            try await deleteSchedule($0, $1, try await memberSchedule($1))
        }
        app.get("schedules", for: .insiders) { request, context in try await sharedSchedulesPage(request, context)
        }
        app.get("schedules/:schedule", for: .admins) { try await editSchedule($0, try await sharedSchedule($1)) }
        app.post("schedules/:schedule", for: .admins) {
            try await saveSchedule($0, $1, try await sharedSchedule($1))
        }
        app.post("schedules/:schedule/delete", for: .admins) {
            try await deleteSchedule($0, $1, try await sharedSchedule($1))
        }
    }

    /// The schedule that the path names among those of a member.
    private func memberSchedule(_ context: WebContext) async throws -> EditedSchedule {
        let (session, member) = try await pathMember(context)
        let all = try await verbs.store.read { try $0.schedules(ofUser: member.user.id) }
        let path = MemberSection.hours.path(member.user.id)
        let id = context.parameters.get("schedule")
        let chosen = id.map { id in all.first { $0.id == id } } ?? all.first { $0.isDefault }
        if id != nil, id != "new", chosen == nil { throw noSchedule }
        return EditedSchedule(
            session: session, owner: .user(member.user.id), member: member, schedule: chosen, others: all,
            listPath: path, path: id.map { "\(path)/\($0)" } ?? path, zone: member.user.zone)
    }

    /// The schedule that the path names among those of the account.
    private func sharedSchedule(_ context: WebContext) async throws -> EditedSchedule {
        let session = try context.signedIn()
        let all = try await verbs.store.read { try $0.schedules(ofAccount: session.account.id) }
        let id = try context.parameters.require("schedule")
        let chosen = all.first { $0.id == id }
        if id != "new", chosen == nil { throw noSchedule }
        return EditedSchedule(
            session: session, owner: .account, member: nil, schedule: chosen, others: all,
            listPath: "/app/schedules", path: "/app/schedules/\(id)", zone: session.account.zone)
    }

    private var noSchedule: OperationError { .notFound("There is no such schedule.") }

    private func editSchedule(_ request: Request, _ edited: EditedSchedule) async throws -> Response {
        let form =
            try edited.schedule.map(verbs.scheduleForm)
            ?? ScheduleForm(name: edited.newName, zone: edited.zone)
        let notices = [
            "saved": "The hours are saved.", "default": "The default schedule is another one now.",
            "deleted": "The schedule is deleted.",
        ]
        let notice = request.query("done").flatMap { notices[$0] }.map { Notice("ok", $0) }
        return try schedulePage(form, edited, notice: notice)
    }

    private func saveSchedule(
        _ request: Request, _ context: WebContext, _ edited: EditedSchedule
    ) async throws -> Response {
        let fields = try await request.form(context)
        var form = ScheduleForm(fields, name: edited.schedule?.name ?? edited.newName)
        let zone = (try? verbs.zones.zone(form.zone)) ?? verbs.zones.utc
        if form.edit(fields["edit"], today: zone.civil(at: verbs.now).date) {
            return try schedulePage(
                form, edited, notice: Notice("", "Not saved yet: save when it is as it should be."))
        }
        do {
            let saved = try await verbs.saveSchedule(
                form, id: edited.schedule?.id, owner: edited.owner, in: edited.session.account)
            let isNamed = edited.path != edited.listPath && !saved.isDefault
            return .seeOther("\(edited.listPath)\(isNamed ? "/\(saved.id)" : "")?done=saved")
        } catch let error as OperationError where error.kind == .invalid {
            return try schedulePage(
                form, edited, notice: Notice("bad", "Not saved yet. See what is marked below."), error: error)
        }
    }

    private func deleteSchedule(
        _ request: Request, _ context: WebContext, _ edited: EditedSchedule
    ) async throws -> Response {
        _ = try await request.form(context)
        guard let schedule = edited.schedule else { throw noSchedule }
        do {
            try await verbs.deleteSchedule(schedule.id, in: edited.session.account)
            return .seeOther("\(edited.listPath)?done=deleted")
        } catch let error as OperationError where error.kind == .conflict {
            return try schedulePage(
                try verbs.scheduleForm(schedule), edited, notice: Notice("bad", error.message),
                status: error.status)
        }
    }

    private func schedulePage(
        _ form: ScheduleForm, _ edited: EditedSchedule, notice: Notice?, error: OperationError? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let groups = zoneMenu.groups(selected: form.zone, at: verbs.now)
        let page = SchedulePage(form, edited, zoneGroups: groups, error: error)
        let section: AppFrame.Section = edited.member == nil ? .calendars : .team
        return try renderer.page(
            "hours", Page(title: page.headline, page, session: edited.session, on: section, notice: notice),
            status: error?.status ?? status)
    }

    private func sharedSchedulesPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let found = try await verbs.store.read { snapshot in
            try snapshot.schedules(ofAccount: session.account.id).map {
                ($0, try snapshot.uses(ofSchedule: $0.id).map(\.calendarName))
            }
        }
        let rows = try found.map { schedule, users in
            SharedSchedulesPage.Row(
                href: session.isAdmin ? "/app/schedules/\(schedule.id)" : nil, scheduleName: schedule.name,
                hoursSummary: try HoursSummary.text(schedule.schedule, zones: verbs.zones),
                zoneLabel: Dates(zone: try verbs.zones.zone(schedule.schedule.zone)).zoneName(at: verbs.now),
                usedBy: users.isEmpty ? "Not used yet" : "Used by \(users.joined(separator: ", "))")
        }
        let page = SharedSchedulesPage(
            calendarTabs: .calendars(current: "/app/schedules"), canEdit: session.isAdmin,
            hasSchedules: !rows.isEmpty, schedules: rows)
        let done = request.query("done").map {
            Notice("ok", $0 == "deleted" ? "The schedule is deleted." : "Saved.")
        }
        return try renderer.page(
            "schedules", Page(title: "Shared hours", page, session: session, on: .calendars, notice: done))
    }
}

/// A schedule that is being made or changed, and where it belongs.
struct EditedSchedule {
    let session: Session
    let owner: ScheduleOwner
    /// Whose it is; nil for one of the account.
    let member: Member?
    /// Nil for a new one.
    let schedule: NamedSchedule?
    /// All that belong to the same owner.
    let others: [NamedSchedule]
    let listPath: String
    let path: String
    /// The zone of a new one.
    let zone: String

    var newName: String { others.isEmpty ? (member == nil ? "Opening hours" : "Working hours") : "" }
}

struct SharedSchedulesPage {
    struct Row {
        let href: String?
        let scheduleName: String
        let hoursSummary: String
        let zoneLabel: String
        let usedBy: String
    }

    let calendarTabs: Tabs
    let canEdit: Bool
    let hasSchedules: Bool
    let schedules: [Row]
}
