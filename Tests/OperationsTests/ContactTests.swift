import Database
import Foundation
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// A contact's form with a name and an address.
private func form(_ name: String, _ email: String, adjust: (inout ContactForm) -> Void = { _ in }) -> ContactForm {
    var form = ContactForm()
    (form.name, form.email) = (name, email)
    adjust(&form)
    return form
}

private let doer = Doer(
    APIKey(
        id: "key_test", accountID: "acc_test", label: "test", scopes: [], createdBy: "test",
        createdAt: Instant(milliseconds: 0), expiresAt: nil), address: "192.0.2.1")

extension TestHouse {
    fileprivate func add(_ form: ContactForm, to practice: Practice) async throws -> Contact {
        try await verbs.addContact(form, by: doer, in: practice.account)
    }

    fileprivate func found(
        _ practice: Practice, _ adjust: (inout ContactSearch) -> Void = { _ in }
    ) async throws -> [String] {
        var search = ContactSearch()
        adjust(&search)
        let asked = search
        return try await verbs.store.read {
            try $0.contactPage(of: practice.account.id, asked, after: nil, limit: 100, at: verbs.now)
        }.map(\.contact.name)
    }

    fileprivate func take(
        _ table: String, updates: Bool = true, in practice: Practice
    ) async throws -> ContactImport {
        try await verbs.importContacts(Array(table.utf8), updates: updates, by: doer, in: practice.account)
    }
}

struct `A contact` {
    @Test func `is whoever books, and is found by any part of what is known of them`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            _ = try await house.book("2026-12-08T09:00:00Z")
            let zoe = try await house.add(
                form("Zoë Ångström", "zoe@example.com") {
                    ($0.phone, $0.tags, $0.ownerID) = (
                        "+49 30 1234567", "Client, VIP ,client", practice.hosts[0].id
                    )
                }, to: practice)
            _ = try await house.add(form("50%_Off", "half@example.com"), to: practice)
            #expect(try await house.found(practice) == ["50%_Off", "Nora", "Zoë Ångström"])
            for text in ["zoe", "ÅNGS", "strom zoë", "1234567", "+49 (30) 123-45", "EXAMPLE.com zo"] {
                #expect(try await house.found(practice) { $0.text = text } == ["Zoë Ångström"], "\(text)")
            }
            #expect(try await house.found(practice) { $0.text = "%_" } == ["50%_Off"])
            #expect(try await house.found(practice) { $0.text = "nobody" }.isEmpty)
            #expect(try await house.found(practice) { $0.tag = "vip" } == ["Zoë Ångström"])
            #expect(try await house.found(practice) { $0.ownerID = practice.hosts[0].id } == ["Zoë Ångström"])
            let view = try await house.verbs.contactView(zoe.id, of: practice.account)
            #expect(view.tags == ["client", "vip"])
            #expect(view.history.map(\.event) == ["contact_added"])
        }
    }

    @Test func `of another account is not there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let other = try await house.verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(name: "Olga", email: "olga@other.example", password: "a long password", zone: "UTC")
            )
            let contact = try await house.add(form("Nora", "nora@example.com"), to: practice)
            let verbs = house.verbs
            #expect(try await code { try await verbs.contactView(contact.id, of: other.account) } == "not_found")
            #expect(
                try await code {
                    try await verbs.changeContact(
                        contact.id, form("X", "x@example.com"), by: doer, in: other.account)
                } == "not_found")
            #expect(
                try await code { try await verbs.eraseContact(contact.id, by: doer, in: other.account) }
                    == "not_found")
            let foreign = try await verbs.addContact(
                form("Nora", "nora@example.com"), by: doer, in: other.account)
            #expect(
                try await code {
                    try await verbs.mergeContacts([contact.id], into: foreign.id, by: doer, in: other.account)
                } == "not_found")
        }
    }

    @Test func `says what is wrong with each field`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            try await house.verbs.saveContactFields(
                [QuestionForm(label: "Age", kind: "number")], by: doer, in: practice.account)
            let error = await #expect(throws: OperationError.self) {
                try await house.add(
                    form("", "nora") {
                        ($0.phone, $0.zone, $0.ownerID) = ("call me", "Mars/Base", "usr_x")
                        $0.tags = String(repeating: "x", count: 61)
                        $0.fields = ["age": "old", "shoe": "42"]
                    }, to: practice)
            }
            #expect(
                Set(error?.fields.map(\.name) ?? []) == [
                    "name", "email", "phone", "timezone", "owner", "tags", "fields.age", "fields.shoe",
                ])
            _ = try await house.add(form("Nora", "Nora@Example.com"), to: practice)
            #expect(try await code { try await house.add(form("N", "nora@example.com"), to: practice) } == "taken")
        }
    }

    @Test func `keeps what was written in a field that is asked for no more, and the owner it has`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let verbs = house.verbs
            try await verbs.saveContactFields([QuestionForm(label: "Size")], by: doer, in: practice.account)
            let contact = try await house.add(
                form("Nora", "nora@example.com") {
                    ($0.fields, $0.ownerID) = (["size": "42"], practice.hosts[1].id)
                }, to: practice)
            try await verbs.saveContactFields([], by: doer, in: practice.account)
            try await verbs.store.write { try $0.leave(account: practice.account.id, user: practice.hosts[1].id) }
            var form = try await verbs.contactView(contact.id, of: practice.account).form
            #expect(form.ownerID.isEmpty)
            form.notes = "Tall"
            try await verbs.changeContact(contact.id, form, by: doer, in: practice.account)
            form.fields = [:]
            try await verbs.changeContact(contact.id, form, by: doer, in: practice.account)
            try await verbs.saveContactFields([QuestionForm(label: "Size")], by: doer, in: practice.account)
            #expect(try await verbs.contactView(contact.id, of: practice.account).contact.fields == ["size": "42"])
        }
    }

    @Test func `that two people edit is not overwritten by the second unawares`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let verbs = house.verbs
            let contact = try await house.add(form("Nora", "nora@example.com"), to: practice)
            let seen = try await verbs.contactView(contact.id, of: practice.account).form
            var (first, second) = (seen, seen)
            first.phone = "+49 30 1234567"
            second.notes = "Prefers mornings"
            try await verbs.changeContact(contact.id, first, over: seen.version, by: doer, in: practice.account)
            #expect(
                try await code {
                    try await verbs.changeContact(
                        contact.id, second, over: seen.version, by: doer, in: practice.account)
                } == "changed_meanwhile")
            let now = try await verbs.contactView(contact.id, of: practice.account).form
            #expect(now.phone == "+49 30 1234567" && now.notes.isEmpty)
        }
    }

    @Test func `goes on as another when the two are merged, and books as them`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let verbs = house.verbs
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let kept = try await house.add(
                form("Nora N", "n@example.com") { ($0.tags, $0.notes) = ("client", "Kept") }, to: practice)
            try await verbs.note("Called", onContact: booked.appointment.contactID, by: doer, in: practice.account)
            let former = booked.appointment.contactID
            let merged = try await verbs.mergeContacts(
                [former, kept.id], into: kept.id, by: doer, in: practice.account)
            #expect(merged.id == kept.id)
            let view = try await verbs.contactView(former, of: practice.account)
            #expect(view.contact.id == kept.id)
            #expect(view.appointments.map(\.appointment.id) == [booked.appointment.id])
            #expect(Set(view.history.map(\.event)) == ["contact_added", "contact_note", "contact_merged"])
            #expect(try await house.found(practice) == ["Nora N"])
            // The address of the one that is gone leads to the one that is left.
            let again = try await house.book("2026-12-09T09:00:00Z")
            #expect(again.appointment.contactID == kept.id)
            #expect(
                try await code { try await house.add(form("N", "nora@example.com"), to: practice) } == "taken")
            // Which can become their own, and then theirs leads to them.
            var own = try await verbs.contactView(kept.id, of: practice.account).form
            own.email = "nora@example.com"
            try await verbs.changeContact(kept.id, own, by: doer, in: practice.account)
            for address in ["nora@example.com", "n@example.com"] {
                let found = try await verbs.store.read { try $0.contact(email: address, of: practice.account.id) }
                #expect(found?.id == kept.id)
            }
            // And on through a second merging.
            let last = try await house.add(form("Last", "last@example.com"), to: practice)
            _ = try await verbs.mergeContacts([kept.id], into: last.id, by: doer, in: practice.account)
            #expect(try await verbs.contactView(former, of: practice.account).contact.id == last.id)
        }
    }

    @Test func `is erased from everything once nothing is ahead of them`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let verbs = house.verbs
            try await house.change(practice) { form in
                form.maxGuests = "1"
                form.questions = [QuestionForm(key: "why", label: "Why?")]
            }
            let view = try await house.book("2026-12-08T09:00:00Z") { request in
                request.guests = [.init(name: "Secret Friend", email: "friend@example.com")]
                (request.notes, request.answers) = ("A secret note", ["why": "A secret reason"])
            }
            await house.work()
            let id = view.appointment.contactID
            #expect(
                try await code { try await verbs.eraseContact(id, by: doer, in: practice.account) }
                    == "has_upcoming")
            let moved = try await house.move(view, to: "2026-12-08T11:00:00Z")
            _ = try await house.cancel(moved)
            #expect(
                try await code { try await verbs.eraseContact(id, by: doer, in: practice.account) }
                    == "still_sending")
            await house.work()
            try await verbs.eraseContact(id, by: doer, in: practice.account)
            #expect(try await code { try await verbs.contactView(id, of: practice.account) } == "not_found")
            let left = try await house.everyText()
            for word in ["nora@", "Nora", "ecret", "friend@"] {
                #expect(!left.contains { $0.contains(word) }, "\(left.filter { $0.contains(word) })")
            }
            #expect(try await house.appointments(of: practice).map(\.guest.name) == ["Erased"])
            // Whoever comes back is somebody new.
            let again = try await house.book("2026-12-09T09:00:00Z")
            #expect(again.appointment.contactID != id)
        }
    }
}

struct `A table of contacts` {
    @Test func `keeps the good rows and reports the bad ones`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let done = try await house.take(
                """
                First Name,Last Name,E-mail Address,Mobile Phone,Groups,Owner,Favourite colour
                Ada,"Byron, Countess",ada@example.com,+44 20 7946 0000,client;vip,\(practice.hosts[0].email),blue
                ,,nobody,,,,
                Bob,,bob@example.com,ring me,,,
                Eve,,eve@example.com,,,Somebody Else,

                Ada,Again,ADA@example.com,,,,
                ,,plain@example.com,,,,
                """, in: practice)
            #expect((done.added, done.changed, done.kept) == (2, 0, 0))
            #expect(done.faults.map(\.line) == [3, 4, 5, 7])
            #expect(done.ignoredColumns == ["Favourite colour"])
            #expect(try await house.found(practice) == ["Ada Byron, Countess", "plain"])
            let ada = try #require(
                try await house.verbs.store.read {
                    try $0.contact(email: "ada@example.com", of: practice.account.id)
                })
            #expect(ada.ownerID == practice.hosts[0].id)
            #expect(try await house.verbs.store.read { try $0.tags(ofContact: ada.id) } == ["client", "vip"])
        }
    }

    @Test(arguments: ["semicolons", "mark", "windows", "wide", "wide without a mark"])
    func `is read however its letters are written down`(way: String) async throws {
        let (bytes, encoding) = Self.written(way)
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let done = try await house.verbs.importContacts(bytes, updates: true, by: doer, in: practice.account)
            #expect(done.encoding == encoding)
            #expect(try await house.found(practice) == ["Åsa Öberg"])
        }
    }

    private static func written(_ way: String) -> ([UInt8], String) {
        let text = "Name;E-mail\r\nÅsa Öberg;asa@example.com\r\n"
        switch way {
        case "mark": return ([0xEF, 0xBB, 0xBF] + Array(text.utf8), "UTF-8")
        case "windows":
            // Å and Ö have the same numbers there as in Unicode.
            return (text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, "Windows-1252")
        case "wide":
            let units = Array(text.utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            return ([0xFF, 0xFE] + units, "UTF-16")
        case "wide without a mark":
            return (Array(text.utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, "UTF-16")
        default: return (Array(text.utf8), "UTF-8")
        }
    }

    @Test(arguments: [
        ("", "missing"), ("Name,Phone\nAda,1", "no_email_column"),
        ("E-mail,Notes\nada@example.com,\"open\nbob@example.com,", "bad_csv"),
        ("E-mail\n\"ada\"x@example.com", "bad_csv"),
        ("E-mail\n\u{0}\u{1}", "not_text"),
    ])
    func `that is none is refused as a whole`(table: String, expected: String) async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            #expect(try await code { try await house.take(table, in: practice) } == expected)
        }
    }

    @Test func `that is too long is refused as a whole`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let rows = (0...Verbs.mostRows).map { "a\($0)@example.com" }
            let table = "E-mail\n" + rows.joined(separator: "\n")
            #expect(try await code { try await house.take(table, in: practice) } == "too_many")
            #expect(try await house.found(practice).isEmpty)
        }
    }

    @Test func `imported twice changes nothing, and what it says can be taken over or left`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            let table = "Name,E-mail,Phone,Tags\nNora,nora@example.com,+49 30 1234567,one"
            #expect(try await house.take(table, in: practice).added == 1)
            let again = try await house.take(table, in: practice)
            #expect((again.added, again.changed, again.kept) == (0, 0, 1))
            let bare = try await house.take("E-mail,Time zone\nnora@example.com,", in: practice)
            #expect(bare.kept == 1)
            let other = "Name,E-mail,Phone,Tags\nNora Bell,nora@example.com,,two"
            #expect(try await house.take(other, updates: false, in: practice).kept == 1)
            #expect(try await house.take(other, in: practice).changed == 1)
            let contact = try #require(
                try await house.verbs.store.read {
                    try $0.contact(email: "nora@example.com", of: practice.account.id)
                })
            #expect(contact.name == "Nora Bell" && contact.phone == "+49 30 1234567")
            #expect(try await house.verbs.store.read { try $0.tags(ofContact: contact.id) } == ["one", "two"])
        }
    }

    @Test func `exported is what can be imported, and nothing in it is a formula`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice()
            try await house.verbs.saveContactFields(
                [QuestionForm(label: "Size", kind: "number")], by: doer, in: practice.account)
            let names = ["=cmd()", "+SUM(1)", "عمر الخيّام", "👩‍🚀 Ada", "Quote \" and, comma", "O'Hara"]
            for (index, name) in names.enumerated() {
                _ = try await house.add(
                    form(name, "p\(index)@example.com") {
                        ($0.phone, $0.notes, $0.fields) = ("+49 30 1234567", "One\nTwo", ["size": "-4"])
                    }, to: practice)
            }
            let text = try await house.verbs.exportContacts(ContactSearch(), of: practice.account)
            #expect(!text.contains("\n=") && !text.contains("\n+") && text.contains("'=cmd()"))
            let other = try await house.verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(name: "Olga", email: "olga@other.example", password: "a long password", zone: "UTC")
            )
            try await house.verbs.saveContactFields(
                [QuestionForm(label: "Size", kind: "number")], by: doer, in: other.account)
            let done = try await house.verbs.importContacts(
                Array(text.utf8), updates: true, by: doer, in: other.account)
            #expect(done.added == names.count, "\(done.faults)")
            let copies = try await house.verbs.store.read {
                try $0.contactPage(
                    of: other.account.id, ContactSearch(), after: nil, limit: 100, at: house.verbs.now)
            }.map(\.contact)
            #expect(Set(copies.map(\.name)) == Set(names))
            #expect(copies.allSatisfy { $0.fields == ["size": "-4"] && $0.notes == "One\nTwo" })
        }
    }
}

extension TestHouse {
    /// Every text that the database holds, but for what is waiting to be done.
    fileprivate func everyText() async throws -> [String] {
        let tables = [
            "contacts", "appointments", "meetings", "messages", "history", "extra_guests", "waiting", "audit",
            "contact_tags", "series",
        ]
        return try await database.read { connection in
            try tables.flatMap { table in
                try connection.rows("SELECT * FROM \(table)", []).map { "\(table): \($0)" }
            }
        }
    }
}
