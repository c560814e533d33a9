import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// The addresses by which a member's other calendars read their appointments.
    func addProfileFeeds(to app: AppRoutes) {
        app.get("profile/feeds", for: .members) { request, context in
            let notice = request.query("done") == "ended" ? Self.feedEnded : nil
            return try await feedsPage(try context.signedIn(), notice: notice)
        }
        app.post("profile/feeds", for: .members) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            let form = FeedForm(detail: fields["detail"], isOfAllAccounts: fields["reach"] == "all")
            do {
                let made = try await verbs.makeFeed(form, of: session.account, by: try asker(request, context))
                return try await feedsPage(session, made: made)
            } catch let error as OperationError where error.isAboutFeeds {
                return try await feedsPage(session, notice: Notice("bad", error.message), status: error.status)
            }
        }
        app.post("profile/feeds/:feed/renew", for: .members) { request, context in
            _ = try await request.form(context)
            let made = try await verbs.renewFeed(
                try context.parameters.require("feed"), by: try asker(request, context))
            return try await feedsPage(try context.signedIn(), made: made)
        }
        app.post("profile/feeds/:feed/delete", for: .members) { request, context in
            _ = try await request.form(context)
            try await verbs.endFeed(
                try context.parameters.require("feed"), of: try context.signedIn().account.id,
                by: try asker(request, context))
            return Response.seeOther("/app/profile/feeds?done=ended")
        }
    }

    /// Said of a feed that has been turned off.
    static let feedEnded = Notice("ok", "The feed is off: its address leads nowhere any more.")

    private func feedsPage(
        _ session: Session, made: FeedAddress? = nil, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (user, account) = (session.user, session.account)
        let (feeds, calendars, accountCount) = try await verbs.store.read { snapshot in
            (
                try snapshot.feeds(of: user.id).filter { $0.accountID ?? account.id == account.id },
                try snapshot.calendars(of: account.id), try snapshot.accountIDs(of: user.id).count
            )
        }
        let names = Dictionary(calendars.map { ($0.id, $0.name) }) { first, _ in first }
        let own = "Your appointments in \(account.name)"
        let everywhere = "Your appointments in all your accounts"
        let reach = Input.menu(
            "reach", "What it shows", [("account", own), ("all", everywhere)], chosen: "account")
        let page = FeedsPage(
            newFeed: made.map(NewFeed.init),
            list: FeedList(
                feeds, session, Dates(zone: try verbs.zones.zone(user.zone)), path: "/app/profile/feeds"
            ) { feed in
                feed.calendarID.map { names[$0] ?? "A calendar" } ?? (feed.accountID == nil ? everywhere : own)
            },
            form: NewFeedForm(action: "/app/profile/feeds", reach: accountCount > 1 ? reach : nil))
        return try renderer.page(
            "feeds", Page(title: "Calendar feeds", page, session: session, on: .profile, notice: notice),
            status: status)
    }
}

extension OperationError {
    /// Whether a page of feeds can say what is wrong, and stay.
    var isAboutFeeds: Bool { kind == .invalid || code == "too_many_feeds" }
}

struct FeedsPage {
    let newFeed: NewFeed?
    let list: FeedList
    let form: NewFeedForm
}
