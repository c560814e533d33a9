import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import Web

struct `Contacts by JSON` {
    private func contact(_ name: String, _ email: String, _ more: String = "") -> String {
        #"{"name": "\#(name)", "email": "\#(email)"\#(more)}"#
    }

    @Test func `come in pages, are found by words, and what is read can be sent back`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let program = try await web.program()
            for number in 0..<5 {
                let made = try await program.post(
                    "/contacts", contact("Guest \(number)", "g\(number)@example.com"))
                #expect(made.status == .created)
            }
            let zoe = try await program.post(
                "/contacts",
                contact("Zoë عمر 👩‍🚀", "zoe@example.com", #", "tags": ["VIP", "client"], "phone": "+49 30 1234567""#)
            )
            let id = try #require(try zoe.json("id"))
            #expect(try await program.get("/contacts?q=zoe+12345").text.contains(id))
            #expect(try await !program.get("/contacts?q=nobody").text.contains(id))
            #expect(try await program.get("/contacts?tag=vip").text.contains(id))
            let first = try await program.get("/contacts?limit=4")
            let cursor = try #require(try first.json("next_cursor"))
            let escaped = try #require(cursor.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            let second = try await program.get("/contacts?limit=4&cursor=\(escaped)")
            #expect(second.text.contains(id) && second.text.contains("Guest 4"))
            #expect(second.text.contains(#""next_cursor":null"#))
            let read = try await program.get("/contacts/\(id)")
            #expect(try await program.patch("/contacts/\(id)", read.text).status == .ok)
            #expect(
                try await program.patch("/contacts/\(id)", #"{"notes": "Tall"}"#).json("phone") == "+49 30 1234567"
            )
            #expect(try await program.get("/contacts?cursor=bad").status == .unprocessableContent)
        }
    }

    @Test func `are refused with the field at fault, and are not another account's`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let (program, stranger) = (try await web.program(), try await web.stranger())
            let bad = try await program.post("/contacts", contact("", "nora", #", "owner_id": "usr_x""#))
            #expect(bad.status == .unprocessableContent)
            for field in ["name", "email", "owner_id"] { #expect(bad.text.contains(#""field":"\#(field)""#)) }
            let made = try await program.post("/contacts", contact("Nora", "nora@example.com"))
            let id = try #require(try made.json("id"))
            #expect(try await program.post("/contacts", contact("N", "nora@example.com")).json("code") == "taken")
            #expect(
                try await program.post("/contacts", #"{"name": "N", "nick": "n"}"#).json("code") == "unknown_field"
            )
            for answer in [
                try await stranger.get("/contacts/\(id)"), try await stranger.patch("/contacts/\(id)", "{}"),
                try await stranger.delete("/contacts/\(id)"), try await stranger.get("/contacts/\(id)/data"),
                try await stranger.post("/contacts/\(id)/notes", #"{"note": "Hm"}"#),
            ] { #expect(answer.status == .notFound) }
            #expect(try await !stranger.get("/contacts").text.contains("nora@example.com"))
        }
    }

    @Test func `are imported, merged, written about and erased`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let program = try await web.program()
            let table = "Name;E-mail\nAda;ada@guests.example\nBob;nobody\nAda;ada.two@guests.example\n"
            let done = try await program.post("/contacts/import", table)
            #expect(done.text.contains(#""added":2"#) && done.text.contains(#""left_out":1"#))
            #expect(done.text.contains(#""line":3"#))
            #expect(try await program.post("/contacts/import", "x").json("code") == "no_email_column")
            let ids = try await web.house.verbs.store.read {
                try $0.contactPage(
                    of: web.practice.account.id, ContactSearch(), after: nil, limit: 9, at: web.house.clock.now)
            }.map(\.contact.id)
            let merged = try await program.post(
                "/contacts/merge", #"{"into": "\#(ids[0])", "contacts": ["\#(ids[1])"]}"#)
            #expect(try merged.json("id") == ids[0])
            #expect(try await program.get("/contacts/\(ids[1])").json("id") == ids[0])
            #expect(try await program.post("/contacts/\(ids[0])/notes", #"{"note": "Called"}"#).status == .created)
            #expect(try await program.get("/contacts/\(ids[0])/data").text.contains("Called"))
            #expect(try await program.get("/contacts/export").text.contains("@guests.example"))
            #expect(try await program.delete("/contacts/\(ids[0])").status == .noContent)
            #expect(try await program.get("/contacts/\(ids[1])").status == .notFound)
            let log = try await program.get("/audit?event=contact_merged")
            #expect(log.text.contains("API key “test”"))
            #expect(try await program.get("/audit?to=2020-01-01T00:00:00Z").text.contains(#""entries":[]"#))
        }
    }
}

struct `The people of an account by JSON` {
    @Test func `are invited, given a role, and taken out`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let program = try await web.program()
            let bad = try await program.post("/invitations", #"{"email": "nowhere"}"#)
            #expect(bad.status == .unprocessableContent)
            let made = try await program.post(
                "/invitations", #"{"email": "nils@example.com", "is_limited": true}"#)
            #expect(made.status == .created)
            let id = try #require(try made.json("id"))
            #expect(try await program.get("/invitations").text.contains("nils@example.com"))
            await web.house.work()
            #expect(web.house.mail.to("nils@example.com").count == 1)
            #expect(try await program.delete("/invitations/\(id)").status == .noContent)
            #expect(try await program.delete("/invitations/\(id)").status == .notFound)
            let milo = web.practice.hosts[1].id
            let limited = try await program.patch(
                "/users/\(milo)", #"{"is_limited": true, "buffers": {"after": 10}}"#)
            #expect(limited.text.contains(#""is_limited":true"#) && limited.text.contains(#""after":10"#))
            #expect(
                try await program.patch("/users/\(milo)", #"{"role": "owner"}"#).status == .unprocessableContent)
            #expect(try await program.delete("/users/\(milo)").status == .noContent)
            #expect(try await program.get("/users/\(milo)").status == .notFound)
            let stranger = try await web.stranger()
            #expect(try await stranger.delete("/users/\(web.practice.hosts[0].id)").status == .notFound)
        }
    }
}

struct `A calendar that two programs change` {
    @Test func `is not overwritten by who names the version they read`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let program = try await web.program()
            let id = web.practice.calendar.id
            let read = try await program.get("/calendars/\(id)")
            let tag = try #require(read.headers[.eTag])
            var headers = program.headers
            headers[.ifMatch] = tag
            let careful = APIClient(web: web, headers: headers)
            #expect(try await careful.patch("/calendars/\(id)", #"{"description": "First"}"#).status == .ok)
            let second = try await careful.patch("/calendars/\(id)", #"{"description": "Second"}"#)
            #expect(second.status == .conflict)
            #expect(try second.json("code") == "changed_meanwhile")
            #expect(try await program.get("/calendars/\(id)").json("description") == "First")
        }
    }
}
