import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func addLimits(to app: AppRoutes) {
        app.get("team/:id/limits", for: .insiders) { request, context in
            let (session, member) = try await pathMember(context)
            let profile = try await verbs.store.read { try $0.profile(of: member.user.id) }
            let notice = request.query("done") == "saved" ? Notice("ok", "The limits are saved.") : nil
            return try limitsPage(of: member, session, LimitsForm(profile), notice: notice)
        }
        app.post("team/:id/limits", for: .insiders) { request, context in
            let fields = try await request.form(context)
            let (session, member) = try await pathMember(context)
            let typed = LimitsForm(
                day: fields["limit_day"], week: fields["limit_week"], month: fields["limit_month"],
                bufferBefore: fields["buffer_before"], bufferAfter: fields["buffer_after"])
            do {
                try await verbs.setLimits(typed, of: member.user.id, in: session.account)
                return Response.seeOther("\(MemberSection.limits.path(member.user.id))?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try limitsPage(of: member, session, typed, error: error)
            }
        }
    }

    private func limitsPage(
        of member: Member, _ session: Session, _ typed: LimitsForm, notice: Notice? = nil,
        error: OperationError? = nil
    ) throws -> Response {
        let page = LimitsPage(of: member, session, typed, error: error)
        return try renderer.page(
            "limits", Page(title: page.headline, page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct LimitsPage {
    let headline: String
    let memberTabs: Tabs
    let action: String
    let inputs: [Input]
    let bufferInputs: [Input]

    init(of member: Member, _ session: Session, _ typed: LimitsForm, error: OperationError?) {
        let isOwn = member.user.id == session.member.user.id
        headline = isOwn ? "Your limits" : "Limits of \(member.user.name)"
        memberTabs = .member(member.user.id, current: .limits)
        action = MemberSection.limits.path(member.user.id)
        func input(_ name: String, _ label: String, _ value: String) -> Input {
            .number(name, label, value, unit: "meetings", error: error?.message(of: name)).optional()
        }
        inputs = [
            input("limit_day", "At most a day", typed.day), input("limit_week", "At most a week", typed.week),
            input("limit_month", "At most a month", typed.month),
        ]
        bufferInputs = [
            ("buffer_before", "Kept free before", typed.bufferBefore),
            ("buffer_after", "Kept free after", typed.bufferAfter),
        ].map { name, label, value in
            Input.number(name, label, value, unit: "minutes", error: error?.message(of: name)).optional()
        }
    }
}
