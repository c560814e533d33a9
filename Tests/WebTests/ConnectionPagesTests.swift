import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct `The page of connections` {
    private let path = "/app/connections"
    private let right = [
        ("zoom_account_id", "zoom-account"), ("client_id", "client"), ("client_secret", "secret"),
    ]

    private func connection(_ web: WebHouse, _ host: Int) async throws -> Connection? {
        try await web.house.verbs.store.read { try $0.connection(of: web.practice.hosts[host].id) }
    }

    @Test func `shows everybody to an admin, and to a member themself alone`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let page = try await Staff(web).sees(path)
            #expect(page.contains("All 2 connections work."))
            #expect(page.contains("Connected by you") && page.contains("Connected by themself"))
            #expect(page.contains("0 of 1000000 changes used today"))
            #expect(page.contains("/app/team/\(web.practice.hosts[1].id)/zoom"))
            let own = try await Staff(web, "milo").sees(path)
            #expect(own.contains("Your connection works.") && !own.contains("Ada Test"))
            #expect(!own.contains("organisation-title"))
            let ada = try await Staff(web)
            #expect(try await ada.sees("/app/team").contains("href=\"\(path)\""))
            #expect(try await ada.sees("/app/search?q=connections").contains(path))
            #expect(try await ada.sees("/app/profile/integrations").contains("href=\"\(path)\""))
        }
    }

    @Test func `says whose connection is broken and what waits for it`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let ada = try await Staff(web)
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "nora")
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "omar")
            try await web.house.zoom.revoke("milo@harbor.example")
            await web.house.work()
            let page = try await ada.sees(path)
            #expect(page.contains("The connection of Milo Test is broken."))
            #expect(page.contains("1 room is still to be made"))
            #expect(page.contains("Zoom ended the connection"))
            #expect(!page.contains("All 2 connections work."))
        }
    }

    @Test func `helps whoever begins, and connects everybody by one app`() async throws {
        try await WebHouse.with(hosts: 2, connected: false) { web in
            let ada = try await Staff(web)
            let empty = try await ada.sees(path)
            #expect(empty.contains("Nobody is connected yet") && empty.contains("Connect your own"))
            #expect(empty.contains("meeting:write:registrant:admin"))
            let wrong = try await ada.fails(
                "\(path)/organisation", right.dropLast() + [("client_secret", "not-this-one")])
            #expect(wrong.contains("Zoom does not let this app in") && wrong.contains("client_secret-error"))
            #expect(wrong.contains("value=\"zoom-account\"") && !wrong.contains("not-this-one"))
            #expect(try await connection(web, 0) == nil)

            let place = try await ada.does("\(path)/organisation", right)
            #expect(place == "\(path)?done=connected")
            let page = try await ada.sees(place)
            #expect(page.contains("All 2 connections work.") && page.contains("Connected by the organisation"))
            #expect(page.contains("Served by it") && page.contains("Ada Test and Milo Test"))
            #expect(!page.contains("value=\"secret\""))
            try await seesServed(ada, web)
            #expect(try await ada.does("\(path)/organisation/match") == "\(path)?done=matched")
            try await ada.does("\(path)/organisation/disconnect")
            #expect(try await connection(web, 0) == nil)
            #expect(try await ada.sees(path).contains("Nobody is connected yet"))
        }
    }

    /// What the organisation has connected, nobody else ends.
    private func seesServed(_ ada: Staff, _ web: WebHouse) async throws {
        let page = try await ada.sees("/app/profile/integrations")
        #expect(page.contains("Connected by your organisation") && page.contains("Connect your own"))
        #expect(!page.contains("integrations/zoom/disconnect"))
        #expect(
            try await ada.fails("/app/profile/integrations/zoom/disconnect").contains("not yours to disconnect"))
        #expect(try await connection(web, 0) != nil)
        let zoom = try await ada.sees("/app/team/\(web.practice.hosts[1].id)/zoom")
        #expect(zoom.contains("Connected by the organisation.") && !zoom.contains("Disconnect Zoom"))
    }

    @Test func `names whose Zoom user is somebody else's, and what is broken with the app`() async throws {
        try await WebHouse.with(hosts: 2, connected: false) { web in
            let ada = try await Staff(web)
            try await ada.does("\(path)/organisation", right)
            let milo = web.practice.hosts[1]
            try await web.house.verbs.store.write { try $0.deleteConnection(of: milo.id) }
            let page = try await ada.sees("\(path)?done=matched&taken=\(milo.id)")
            #expect(page.contains("Their Zoom user is connected to somebody else"))
            #expect(page.contains("Milo Test has not connected Zoom."))
            _ = try await web.house.zoom.call("POST", "/sandbox/account-app", json: #"{"state":"off"}"#)
            let failed = try await ada.post("\(path)/organisation/match")
            #expect(failed.status == .serviceUnavailable && failed.text.contains("Reconnect"))
            let broken = try await ada.sees(path)
            #expect(broken.contains("Zoom no longer lets the organisation's app in"))
            #expect(broken.contains("The connection of Ada Test is broken."))
            #expect(broken.contains("Reconnect"))
            let own = try await ada.sees("/app/profile/integrations")
            #expect(own.contains("An admin can reconnect it."))
        }
    }
}

struct `What was asked of Zoom` {
    private let nine = "2026-12-08T09:00:00Z"
    private let refusal = #"{"code":3161,"message":"Your hosting is disabled."}"#

    @Test func `stands on the member's page, each call with its meeting, and the failed ones alone`() async throws
    {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            let path = "/app/team/\(web.practice.hosts[0].id)/zoom"
            #expect(try await ada.sees(path).contains("Nothing was asked of Zoom"))
            let view = try await web.house.book(nine)
            await web.house.work()
            let page = try await ada.sees(path)
            #expect(page.contains("Make the meeting") && page.contains("POST /v2/users/me/meetings"))
            #expect(page.contains("href=\"/app/appointments/\(view.appointment.id)\""))
            #expect(page.contains("Berlin time") && page.contains("Read the meeting"))
            #expect(try await ada.sees("\(path)?calls=failed").contains("none has failed"))
            try await web.house.zoom.fault(
                "POST /v2/users/me/meetings", kind: "status", status: 400, body: refusal)
            let other = try await web.house.book("2026-12-09T09:00:00Z", guest: "omar")
            await web.house.work()
            let failed = try await ada.sees("\(path)?calls=failed")
            #expect(failed.contains("Your hosting is disabled.") && failed.contains("3161, HTTP 400"))
            #expect(failed.contains("data-copy=") && !failed.contains("Read the meeting"))
            #expect(failed.contains("/app/appointments/\(other.appointment.id)/retry"))
            try await web.house.zoom.clearFaults()
            #expect(try await ada.does("\(path)/retry") == "\(path)?done=retry")
            await web.house.work()
            #expect(try await web.house.current(other).room?.state == .ready)
            #expect(try await !ada.sees(path).contains("Try all again now"))
        }
    }

    @Test func `stands on the appointment's page beside what was wanted, and a look can be asked for`()
        async throws
    {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            let view = try await web.house.book(nine)
            let path = "/app/appointments/\(view.appointment.id)/zoom"
            #expect(try await ada.sees(path).contains("1 difference"))
            await web.house.work()
            #expect(try await ada.sees("/app/appointments/\(view.appointment.id)").contains("href=\"\(path)\""))
            let page = try await ada.sees(path)
            #expect(page.contains("As wanted") && page.contains("Zoom was last looked at 30 Nov 2026, 07:00."))
            #expect(page.contains("A link with their name") && page.contains("Zoom room made"))
            #expect(page.contains("Make the meeting") && !page.contains("tk="))
            let before = try await web.house.zoom.calls("GET /v2/meetings/{id}")
            let place = try await ada.does("\(path)/look")
            #expect(try await ada.sees(place).contains("Usher is asking Zoom"))
            await web.house.work()
            #expect(try await web.house.zoom.calls("GET /v2/meetings/{id}") == before + 1)
        }
    }

    @Test func `is found by programs, too`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let view = try await web.house.book(nine)
            await web.house.work()
            let program = try await web.program()
            let host = web.practice.hosts[0].id
            let connections = try await program.get("/connections")
            #expect(try connections.json("members.0.connected_by") == "user")
            #expect(try connections.json("members.0.state") == "active")
            #expect(try connections.isNull("organisation"))
            let calls = try await program.get("/users/\(host)/zoom/calls")
            #expect(try calls.texts("calls", "appointment").contains(view.appointment.id))
            #expect(try await program.get("/users/usr_none/zoom/calls").status == .notFound)
            let room = try await program.get("/appointments/\(view.appointment.id)/zoom")
            #expect(try room.flag("desired.exists") == true && room.flag("actual.exists") == true)
            #expect(try room.json("actual.start") == nine)
            #expect(try room.count("differences") == 0 && room.json("guests.0.way") == "personal")
            #expect(try room.count("calls") ?? 0 > 2 && !room.text.contains("tk="))
            let stranger = try await web.stranger()
            #expect(try await stranger.get("/appointments/\(view.appointment.id)/zoom").status == .notFound)
        }
    }

    @Test func `has a page that answers every name its template asks for`() async throws {
        let audit = TagAudit()
        try await WebHouse.with(hosts: 2) { web in
            let ada = try await Staff(web)
            let view = try await web.house.book(nine)
            try await web.house.zoom.fault(
                "POST /v2/users/me/meetings", kind: "status", status: 400, count: 1, body: refusal)
            await web.house.work()
            let refused = try await web.house.book("2026-12-10T09:00:00Z", guest: "omar")
            try await web.house.zoom.fault(
                "POST /v2/users/me/meetings", kind: "status", status: 400, count: 1, body: refusal)
            await web.house.work()
            try await TagAudit.$current.withValue(audit) {
                try await ada.sees("/app/connections")
                for host in web.practice.hosts { try await ada.sees("/app/team/\(host.id)/zoom") }
                for one in [view, refused] {
                    try await ada.sees("/app/appointments/\(one.appointment.id)/zoom")
                    try await ada.sees("/app/appointments/\(one.appointment.id)")
                }
                try await ada.fails("/app/connections/organisation")
            }
        }
        #expect(audit.unknown.isEmpty, "\(audit.unknown)")
    }
}
