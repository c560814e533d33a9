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
            try await verbs.saveCalendar(typed.relevant, id: id, of: session.account)
            return Response.seeOther("/app/calendars?done=saved")
        } catch let error as OperationError where error.kind == .invalid {
            return try await calendarForm(typed, id: id, session, error: error)
        }
    }

    func calendarForm(
        _ typed: TypedCalendar, id: String?, _ session: Session, notice: Notice? = nil,
        error: OperationError? = nil
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
            linkPrefix: "\(verbs.settings.publicURL)/book/\(session.account.slug)/")
        let count = error?.fields.count ?? 0
        let mistakes = error.map { _ in
            Notice("bad", "Not saved yet: \(count == 1 ? "1 thing needs" : "\(count) things need") another look.")
        }
        return try renderer.page(
            "calendar_form",
            Page(title: page.headline, page, session: session, on: .calendars, notice: mistakes ?? notice),
            status: error?.status ?? .ok)
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
