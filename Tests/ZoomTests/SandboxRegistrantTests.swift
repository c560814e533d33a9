import TestSupport
import Testing
import ZoomSandbox

private struct Problem: Decodable {
    let code: Int
    let message: String
}

private struct Receipt: Decodable {
    let registrantId: String
    let joinUrl: String?
}

private struct Listed: Decodable {
    struct Entry: Decodable {
        let id: String
        let email: String
        let firstName: String
        let status: String
        let joinUrl: String?
    }

    let registrants: [Entry]
    let totalRecords: Int
    let nextPageToken: String
}

/// A meeting of a host's, and calls about it.
private struct Meeting {
    private struct Made: Decodable {
        let id: Int64
    }

    let zoom: RunningSandbox
    let token: String
    let path: String

    init(_ zoom: RunningSandbox, approval: Int, host: String = "ada@harbor.example") async throws {
        self.zoom = zoom
        token = try await zoom.token(host)
        let made = try await zoom.call(
            "POST", "/v2/users/me/meetings", token: token,
            json: #"{"topic":"Talk","settings":{"approval_type":\#(approval),"waiting_room":false}}"#)
        path = try "/v2/meetings/\(made.decoded(Made.self).id)"
    }

    func call(_ method: String, _ below: String, _ json: String? = nil) async throws -> SandboxAnswer {
        try await zoom.call(method, path + below, token: token, json: json)
    }

    func register(_ name: String, more: String = "") async throws -> SandboxAnswer {
        try await call(
            "POST", "/registrants", #"{"email":"\#(name)@example.com","first_name":"\#(name)"\#(more)}"#)
    }

    func list(_ query: String = "") async throws -> Listed {
        try await call("GET", "/registrants\(query)").decoded()
    }

    /// Presses the button of a personal link's page.
    func join(_ link: String) async throws -> SandboxAnswer {
        try await zoom.call("POST", link.replacing("?", with: "/join?"))
    }
}

struct `The sandbox's registrants` {
    @Test func `get a link of their own that lets them in under their name`() async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await Meeting(zoom, approval: 0)
            let answer = try await meeting.register("Nora", more: #","last_name":"Field""#)
            #expect(answer.status == 201)
            let link = try #require(try answer.decoded(Receipt.self).joinUrl)
            #expect(link.hasPrefix("\(zoom.base)/w/"))
            #expect(link.contains("?tk=") && link.contains("&pwd="))
            #expect(try await zoom.call("GET", link).text.contains("Nora Field"))
            #expect(try await meeting.join(link).text.contains("as Nora Field"))
        }
    }

    @Test func `get the same id and link again, three times a day`() async throws {
        let clock = TestClock(TestClock.usual)
        try await RunningSandbox.with(clock: clock) { zoom in
            let meeting = try await Meeting(zoom, approval: 0)
            let first = try await meeting.register("nora").decoded(Receipt.self)
            for _ in 0..<2 {
                let again = try await meeting.register("nora").decoded(Receipt.self)
                #expect(again.registrantId == first.registrantId)
                #expect(again.joinUrl == first.joinUrl)
            }
            let refused = try await meeting.register("nora")
            #expect(refused.status == 429)
            #expect(
                try refused.decoded(Problem.self).message
                    == "You have exceeded the daily rate limit of (3) for Add meeting registrant API requests for "
                    + "the registrant (nora@example.com). You can resume these API requests at GMT 00:00:00.")
            #expect(try await meeting.register("otto").status == 201)
            #expect(try await meeting.list().totalRecords == 2)
        }
    }

    @Test func `wait without a link where the host approves them`() async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await Meeting(zoom, approval: 1)
            let waiting = try await meeting.register("nora").decoded(Receipt.self)
            #expect(waiting.joinUrl == nil)
            #expect(try await meeting.list().registrants.isEmpty)
            #expect(try await meeting.list("?status=pending").registrants.map(\.id) == [waiting.registrantId])
            let change = #"{"action":"approve","registrants":[{"email":"nora@example.com"}]}"#
            #expect(try await meeting.call("PUT", "/registrants/status", change).status == 204)
            let approved = try #require(try await meeting.list().registrants.first)
            #expect(approved.status == "approved")
            let link = try #require(approved.joinUrl)
            #expect(try await meeting.join(link).text.contains("as nora"))
            let automatic = try await meeting.register("otto", more: #","auto_approve":true"#)
            #expect(try automatic.decoded(Receipt.self).joinUrl != nil)
        }
    }

    @Test(arguments: ["cancel", "deny", "delete"])
    func `get in no more once the host does not want them`(how: String) async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await Meeting(zoom, approval: 0)
            let made = try await meeting.register("nora").decoded(Receipt.self)
            let link = try #require(made.joinUrl)
            let one = "/registrants/\(made.registrantId)"
            #expect(try await meeting.call("GET", one).status == 200)
            if how == "delete" {
                #expect(try await meeting.call("DELETE", one).status == 204)
            } else {
                let change = #"{"action":"\#(how)","registrants":[{"id":"\#(made.registrantId)"}]}"#
                #expect(try await meeting.call("PUT", "/registrants/status", change).status == 204)
            }
            #expect(try await zoom.call("GET", link).status == 403)
            #expect(try await meeting.join(link).status == 403)
            #expect(try await meeting.list().registrants.isEmpty)
            #expect(try await meeting.list("?status=denied").registrants.count == (how == "deny" ? 1 : 0))
            #expect(try await meeting.call("GET", one).status == (how == "deny" ? 200 : 400))
        }
    }

    @Test func `are as many as the meeting takes, and a page tells of some`() async throws {
        var small = RunningSandbox.usual
        small.registrants = 3
        try await RunningSandbox.with(configuration: small) { zoom in
            let meeting = try await Meeting(zoom, approval: 0)
            for name in ["ann", "bob", "cleo"] { #expect(try await meeting.register(name).status == 201) }
            let refused = try await meeting.register("dora")
            #expect(refused.status == 400)
            #expect(try refused.decoded(Problem.self).code == 3043)
            #expect(try await meeting.register("ann").status == 201)
            let page = try await meeting.list("?page_size=2")
            #expect(page.registrants.map(\.firstName) == ["ann", "bob"])
            #expect(page.totalRecords == 3)
            let next = try await meeting.list("?page_size=2&next_page_token=\(page.nextPageToken)")
            #expect(next.registrants.map(\.email) == ["cleo@example.com"])
            #expect(next.nextPageToken.isEmpty)
        }
    }

    @Test func `need a paid host, a meeting with registration, an address and a name`() async throws {
        var mixed = RunningSandbox.usual
        mixed.people[1].type = 1
        try await RunningSandbox.with(configuration: mixed) { zoom in
            let basic = try await Meeting(zoom, approval: 0, host: "milo@harbor.example").register("nora")
            #expect(basic.status == 400)
            #expect(try basic.decoded(Problem.self).code == 200)
            let closed = try await Meeting(zoom, approval: 2).register("nora")
            #expect(closed.status == 400)
            #expect(try closed.decoded(Problem.self).code == 404)
            let open = try await Meeting(zoom, approval: 0)
            let nameless = try await open.call("POST", "/registrants", "{}")
            #expect(try nameless.decoded(Problem.self).code == 300)
            let lost = try await zoom.call(
                "POST", "/v2/meetings/84500000000/registrants", token: open.token,
                json: #"{"email":"nora@example.com","first_name":"Nora"}"#)
            #expect(lost.status == 404)
            #expect(try lost.decoded(Problem.self).code == 1001)
        }
    }
}

struct `The sandbox's invite links` {
    private struct Links: Decodable {
        struct Attendee: Decodable {
            let name: String
            let joinUrl: String
        }

        let attendees: [Attendee]
    }

    @Test func `let each guest in under the name they carry`() async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await Meeting(zoom, approval: 2)
            let names = #"{"attendees":[{"name":"Nora Field"},{"name":"Zoë.1.2"}]}"#
            let answer = try await meeting.call("POST", "/invite_links", names)
            #expect(answer.status == 201)
            let links = try answer.decoded(Links.self).attendees
            #expect(links.map(\.name) == ["Nora Field", "Zoë.1.2"])
            for link in links {
                #expect(link.joinUrl.hasPrefix(zoom.base))
                #expect(try await zoom.call("GET", link.joinUrl).text.contains(link.name))
                #expect(try await meeting.join(link.joinUrl).text.contains("as \(link.name)"))
                let forged = link.joinUrl.replacing("tk=", with: "tk=x")
                #expect(try await zoom.call("GET", forged).status == 403)
            }
        }
    }

    @Test(arguments: [(nil, 7200), (60, 60), (0, nil)] as [(Int?, Int?)])
    func `die when their time is over`(asked: Int?, life: Int?) async throws {
        let clock = TestClock(TestClock.usual)
        try await RunningSandbox.with(clock: clock) { zoom in
            let meeting = try await Meeting(zoom, approval: 2)
            let ttl = asked.map { #","ttl":\#($0)"# } ?? ""
            let request = #"{"attendees":[{"name":"Nora"}]\#(ttl)}"#
            let answer = try await meeting.call("POST", "/invite_links", request)
            let link = try #require(try answer.decoded(Links.self).attendees.first).joinUrl
            clock.advance(seconds: (life ?? 20 * 86_400) - 1)
            #expect(try await zoom.call("GET", link).status == 200)
            clock.advance(seconds: 1)
            #expect(try await zoom.call("GET", link).status == (life == nil ? 200 : 403))
        }
    }

    @Test(arguments: [
        #"{}"#, #"{"attendees":[]}"#, #"{"attendees":[{"name":""}]}"#,
        #"{"attendees":[{"name":"Nora"}],"ttl":7776001}"#, #"{"attendees":[{"name":"Nora"}],"ttl":-1}"#,
    ])
    func `are refused when the request makes no sense`(request: String) async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await Meeting(zoom, approval: 2)
            let answer = try await meeting.call("POST", "/invite_links", request)
            #expect(answer.status == 400)
            #expect(try answer.decoded(Problem.self).code == 300)
        }
    }

    @Test func `are five hundred at most, with names of sixty-four characters`() async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await Meeting(zoom, approval: 2)
            func ask(_ count: Int, _ length: Int) async throws -> Int {
                let one = #"{"name":"\#(String(repeating: "n", count: length))"}"#
                let all = Array(repeating: one, count: count).joined(separator: ",")
                return try await meeting.call("POST", "/invite_links", #"{"attendees":[\#(all)]}"#).status
            }
            #expect(try await ask(500, 64) == 201)
            #expect(try await ask(501, 1) == 400)
            #expect(try await ask(1, 65) == 400)
        }
    }
}
