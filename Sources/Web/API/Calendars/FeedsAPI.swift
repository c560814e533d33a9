import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addFeedAPI(to api: RouterGroup<WebContext>) {
        api.get("feeds") { request, _ in
            let account = try await account(request, .calendars)
            let feeds = try await verbs.store.read { try $0.feeds(ofAccount: account.id) }
            return Response.json(JSONValue(["feeds": feeds.map { JSONValue($0) }]))
        }
        api.post("feeds") { request, context in
            let holder = try await keyHolder(request, context, .calendars)
            let (userID, form) = try await request.body { body in
                (
                    body.text("user_id") ?? "",
                    FeedForm(calendarID: body.text("calendar_id") ?? "", detail: body.text("detail") ?? "full")
                )
            }
            // Its address shows appointments to whoever has it.
            if form.detail != CalendarFeed.Detail.busy.rawValue {
                _ = try await self.holder(request, of: .readAppointments, from: "")
            }
            return try await renaming(["calendar": "calendar_id", "user": "user_id"]) {
                let made = try await verbs.makeFeed(form, for: userID, by: holder)
                return Response.json(JSONValue(made.feed).adding("url", made.url), status: .created)
            }
        }
        api.delete("feeds/:id") { request, context in
            let holder = try await keyHolder(request, context, .calendars)
            try await verbs.endFeed(try context.parameters.require("id"), by: holder)
            return Response.nothing
        }
    }
}

extension JSONValue {
    init(_ feed: CalendarFeed) {
        self.init([
            "id": feed.id, "user_id": feed.userID, "calendar_id": feed.calendarID, "detail": feed.detail.rawValue,
            "created_at": feed.createdAt, "last_read_at": feed.lastReadAt,
        ])
    }
}
