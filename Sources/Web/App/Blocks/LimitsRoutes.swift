import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func addLimits(to app: AppRoutes) {
        app.get("team/:id/limits", for: .insiders) { request, context in
            let (session, member) = try await pathMember(context)
            let limits = try await verbs.store.read { try $0.limits(of: member.user.id) }
            let notice = request.query("done") == "saved" ? Notice("ok", "The limits are saved.") : nil
            return try limitsPage(of: member, session, LimitsPage.Typed(limits), notice: notice)
        }
        app.post("team/:id/limits", for: .insiders) { request, context in
            let fields = try await request.form(context)
            let (session, member) = try await pathMember(context)
            let typed = LimitsPage.Typed(
                day: fields["limit_day"], week: fields["limit_week"], month: fields["limit_month"])
            do {
                try await verbs.setLimits(
                    of: member.user.id, day: typed.day, week: typed.week, month: typed.month, in: session.account)
                return Response.seeOther("\(MemberSection.limits.path(member.user.id))?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try limitsPage(of: member, session, typed, error: error)
            }
        }
    }

    private func limitsPage(
        of member: Member, _ session: Session, _ typed: LimitsPage.Typed, notice: Notice? = nil,
        error: OperationError? = nil
    ) throws -> Response {
        let page = LimitsPage(of: member, session, typed, error: error)
        return try renderer.page(
            "limits", Page(title: page.headline, page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct LimitsPage {
    /// Empty for no limit.
    struct Typed {
        var day: String
        var week: String
        var month: String

        init(day: String, week: String, month: String) {
            (self.day, self.week, self.month) = (day, week, month)
        }

        init(_ limits: Limits) {
            func text(_ limit: Int?) -> String { limit.map(String.init) ?? "" }
            self.init(day: text(limits.perDay), week: text(limits.perWeek), month: text(limits.perMonth))
        }
    }

    let headline: String
    let memberTabs: Tabs
    let action: String
    let inputs: [Input]

    init(of member: Member, _ session: Session, _ typed: Typed, error: OperationError?) {
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
    }
}
