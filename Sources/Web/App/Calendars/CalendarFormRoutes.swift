import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func saveCalendar(_ request: Request, _ context: WebContext, id: String?) async throws -> Response {
        let fields = try await request.form(context)
        let session = try context.signedIn()
        let typed = TypedCalendar(fields, isNew: id == nil)
        do {
            try await verbs.saveCalendar(
                typed.relevant, id: id, of: session.account, over: typed.version.isEmpty ? nil : typed.version)
            return Response.seeOther("/app/calendars?done=saved")
        } catch let error as OperationError where error.code == "changed_meanwhile" {
            guard let id else { throw error }
            var again = typed
            let stored = try await verbs.calendarForm(id: id, of: session.account)
            again.version = stored.version
            return try await calendarForm(again, id: id, session, stored: stored)
        } catch let error as OperationError where error.kind == .invalid {
            return try await calendarForm(typed, id: id, session, error: error)
        }
    }

    func calendarForm(
        _ typed: TypedCalendar, id: String?, _ session: Session, notice: Notice? = nil,
        error: OperationError? = nil, stored: CalendarForm? = nil
    ) async throws -> Response {
        let team = try await team(of: session)
        let choices = try await verbs.store.read { snapshot in
            CalendarChoices(
                team: team,
                schedules: try Dictionary(
                    uniqueKeysWithValues: team.map {
                        ($0.userID, try snapshot.schedules(ofUser: $0.userID).filter { !$0.isDefault })
                    }),
                shared: try snapshot.schedules(ofAccount: session.account.id),
                resources: try snapshot.resources(of: session.account.id))
        }
        let page = CalendarFormPage(
            typed, id: id, choices, error: error,
            linkPrefix: "\(verbs.settings.publicURL)/book/\(session.account.slug)/",
            meanwhile: stored.map {
                Meanwhile(
                    FormDifference.between($0, typed.relevant, team), isSame: $0.version == typed.relevant.version,
                    reloadHref: id.map { "/app/calendars/\($0)" } ?? "")
            })
        let count = error?.fields.count ?? 0
        let mistakes = error.map { _ in
            Notice("bad", "Not saved yet: \(count == 1 ? "1 thing needs" : "\(count) things need") another look.")
        }
        return try renderer.page(
            "calendar_form",
            Page(title: page.headline, page, session: session, on: .calendars, notice: mistakes ?? notice),
            status: error?.status ?? (stored == nil ? .ok : .conflict))
    }

    /// `POST /app/calendars/preview`: what visitors would see of a form that is being filled in.
    func calendarPreview(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let session = try context.signedIn()
        let typed = TypedCalendar(fields, isNew: fields["version"].isEmpty)
        do {
            let open = try await verbs.draft(typed.relevant, of: session.account)
            return try renderer.page("calendar_preview", Page(title: "Preview", CalendarPreview(open)))
        } catch let error as OperationError where error.kind == .invalid {
            return try renderer.page(
                "calendar_preview",
                Page(title: "Preview", CalendarPreview(fault: error.fields.first?.message ?? error.message)),
                status: error.status)
        }
    }
}

/// What the form of a calendar can choose from.
struct CalendarChoices: Sendable {
    let team: [TeamMember]
    /// The schedules of each member but their default one.
    let schedules: [String: [NamedSchedule]]
    /// The schedules that calendars share.
    let shared: [NamedSchedule]
    let resources: [Resource]
}
