import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct `A calendar feed` {
    /// The path of the address that a page shows once.
    private func path(_ page: String) throws -> String {
        let start = try #require(page.firstRange(of: "value=\"http://usher.test/feeds/"))
        return "/feeds/" + page[start.upperBound...].prefix { $0 != "\"" }
    }

    @Test func `is made, renewed and turned off on a page of one's own`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            let made = try await ada.post("/app/profile/feeds", [("detail", "full")])
            #expect(made.status == .ok)
            let first = try path(made.text)
            let page = try await ada.sees("/app/profile/feeds")
            #expect(!page.contains(first) && page.contains("never read yet"))
            #expect(try await web.get(first).status == .ok)
            #expect(try await ada.sees("/app/profile/feeds").contains("read last"))
            let id = try await web.feeds().first?.id ?? ""
            let second = try path(try await ada.post("/app/profile/feeds/\(id)/renew").text)
            #expect(try await web.get(first).status == .notFound)
            #expect(try await web.get(second).status == .ok)
            #expect(try await ada.does("/app/profile/feeds/\(id)/delete") == "/app/profile/feeds?done=ended")
            #expect(try await web.get(second).status == .notFound)
            let refused = try await ada.post("/app/profile/feeds", [("detail", "some")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("Choose how much it tells"))
        }
    }

    @Test func `of a calendar is made where it is shared, and an admin can turn off everybody's`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let (ada, milo) = (try await Staff(web), try await Staff(web, "milo"))
            let feeds = "\(ada.calendarPath)/feeds"
            let address = try path(try await milo.post(feeds, [("detail", "busy")]).text)
            _ = try await web.house.book("2026-12-08T09:00:00Z")
            #expect(try await web.get(address).text.contains("SUMMARY:Busy"))
            let mine = try path(try await ada.post(feeds, [("detail", "full")]).text)
            #expect(try await web.get(mine).text.contains("SUMMARY:Introductory call: Nora"))
            #expect(try await ada.sees("\(ada.calendarPath)/share").contains("the feed: Milo Test"))
            #expect(try await !milo.sees("\(ada.calendarPath)/share").contains("the feed: Ada Test"))
            for feed in try await web.feeds() {
                #expect(
                    try await milo.post("\(feeds)/\(feed.id)/renew").status
                        == (feed.detail == .busy ? .ok : .notFound))
            }
            for feed in try await web.feeds() { try await ada.does("\(feeds)/\(feed.id)/delete") }
            #expect(try await web.get(mine).status == .notFound)
        }
    }

    @Test func `is sent again only when it has changed`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            let path = try path(try await ada.post("/app/profile/feeds", [("detail", "full")]).text)
            let first = try await web.get(path)
            #expect(first.headers[.contentType] == "text/calendar; charset=utf-8")
            #expect(first.headers[.cacheControl] == "private, max-age=300")
            #expect(first.headers[.lastModified] == "Mon, 30 Nov 2026 06:00:00 GMT")
            let tag = try #require(first.headers[.eTag])
            #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.count > 20)
            let date = try #require(first.headers[.lastModified])
            let known: [HTTPFields] = [
                [.ifNoneMatch: tag], [.ifNoneMatch: "\"other\", W/\(tag)"], [.ifNoneMatch: "*"],
                [.ifModifiedSince: date],
            ]
            for headers in known {
                let same = try await web.get(path, headers)
                #expect(same.status == .notModified && same.body.readableBytes == 0)
                #expect(same.headers[.eTag] == tag)
            }
            #expect(try await web.get(path, [.ifNoneMatch: "\"other\"", .ifModifiedSince: date]).status == .ok)
            web.house.clock.advance(minutes: 5)
            _ = try await web.house.book("2026-12-08T09:00:00Z")
            for headers in known where headers[.ifNoneMatch] != "*" {
                #expect(try await web.get(path, headers).status == .ok)
            }
        }
    }

    @Test func `is throttled as other open addresses are`() async throws {
        let settings = WebSettings(isSecure: false, zoomOrigins: [], bookingsPerMinute: 3)
        try await WebHouse.with(hosts: 1, settings: settings) { web in
            var codes: [Int] = []
            for _ in 0..<5 {
                codes.append(try await web.get("/feeds/\(String(repeating: "A", count: 43)).ics").status.code)
            }
            #expect(codes == [404, 404, 404, 429, 429])
        }
    }

    @Test func `is made by a program for a member, which needs leave to read for more than busy times`()
        async throws
    {
        try await WebHouse.with(hosts: 1) { web in
            let (program, host) = (try await web.program(), web.practice.hosts[0].id)
            let calendar = web.practice.calendar.id
            let made = try await program.post("/feeds", #"{"user_id":"\#(host)","calendar_id":"\#(calendar)"}"#)
            #expect(made.status == .created)
            #expect(try made.json("detail") == "full" && made.json("calendar_id") == calendar)
            let url = try #require(try made.json("url")).replacing("http://usher.test", with: "")
            #expect(try await web.get(url).status == .ok)
            let list = try await program.get("/feeds")
            #expect(try list.texts("feeds", "id") == [made.json("id") ?? ""])
            #expect(!list.text.contains("url") && !list.text.contains("hash"))
            #expect(try await program.post("/feeds", #"{"user_id":"usr_none"}"#).fault == "unknown_owner user_id")
            let stranger = try await web.stranger()
            #expect(try await stranger.delete("/feeds/\(try made.json("id") ?? "")").status == .notFound)
            #expect(try await program.delete("/feeds/\(try made.json("id") ?? "")").status == .noContent)
            #expect(try await web.get(url).status == .notFound)
            let asker = try await web.house.verbs.makeAPIKey(
                APIKeyForm(label: "Calendars", scopes: [.writeCalendars]), of: web.practice.account.id,
                by: web.asker("ada"))
            let narrow = APIClient(web: web, headers: [.authorization: "Bearer \(asker)"])
            #expect(try await narrow.post("/feeds", #"{"user_id":"\#(host)"}"#).fault == "missing_scope -")
            let busy = try await narrow.post("/feeds", #"{"user_id":"\#(host)","detail":"busy"}"#)
            #expect(busy.status == .created)
        }
    }

    @Test func `is not made by who is logged in as somebody`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let ada = try await Staff(web)
            try await ada.does("/agency/people/\(web.practice.hosts[1].id)/log-in-as")
            let page = try await ada.sees("/app/profile/feeds")
            let token = try #require(page.firstRange(of: #"name="csrf" value=""#))
            let csrf = String(page[token.upperBound...].prefix { $0 != "\"" })
            let answer = try await web.post(
                "/app/profile/feeds", form: [("csrf", csrf), ("detail", "full")], ada.headers)
            #expect(answer.status == .forbidden)
            #expect(try await web.feeds().isEmpty)
        }
    }
}

extension WebHouse {
    /// Every feed of the account, the latest first.
    fileprivate func feeds() async throws -> [CalendarFeed] {
        try await house.verbs.store.read { try $0.feeds(ofAccount: practice.account.id) }
    }

    fileprivate func asker(_ name: String) async throws -> Asker {
        let session = try await house.signIn(email: "\(name)@harbor.example")
        return Asker(try #require(try await house.verbs.person(token: session.token)).person, address: "192.0.2.1")
    }
}
