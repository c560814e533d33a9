import Calendaring
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `Kinds of calendar` {
    private func collective(_ house: TestHouse) async throws -> Practice {
        try await house.practice(hosts: 3) { form in
            form.kind = "collective"
            form.hosts[2].isRequired = false
        }
    }

    @Test func `a collective booking takes everybody's time, in one room, and tells them all`() async throws {
        try await TestHouse.with { house in
            let practice = try await collective(house)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            #expect(booked.cohosts.map(\.name) == ["Milo Test", "Rhea Test"])
            let view = try await house.current(booked)
            #expect(view.host?.id == practice.hosts[0].id)
            #expect(view.cohosts.map(\.id) == practice.hosts.dropFirst().map(\.id))
            #expect(view.meeting.hostReason == "Everybody on this calendar takes part.")
            #expect(try await house.owners(view) == Set(practice.hosts.map(\.id)))
            #expect(try await code { try await house.book("2026-12-08T09:00:00Z", guest: "omar") } == "slot_taken")
            await house.work()
            #expect(try await house.zoomMeetings().map(\.hostEmail) == ["ada@harbor.example"])
            for host in practice.hosts { #expect(house.subjects(to: host.email).count == 1) }
            let mail = try #require(house.mail.to("nora@example.com").first)
            #expect(mail.text.contains("Ada Test, Milo Test, Rhea Test"))
        }
    }

    @Test func `an optional co-host who is busy is left out, a required one is waited for`() async throws {
        try await TestHouse.with { house in
            let practice = try await collective(house)
            try await house.addCalendar("rhea", hosts: [practice.hosts[2]], to: practice)
            try await house.addCalendar("milo", hosts: [practice.hosts[1]], to: practice)
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "one") { $0.calendar = "rhea" }
            _ = try await house.book("2026-12-08T10:00:00Z", guest: "two") { $0.calendar = "milo" }
            let view = try await house.current(house.book("2026-12-08T09:00:00Z"))
            #expect(view.cohosts.map(\.id) == [practice.hosts[1].id])
            #expect(view.meeting.hostReason.contains("without Rhea Test"))
            #expect(try await code { try await house.book("2026-12-08T10:00:00Z") } == "slot_taken")
            #expect(try await house.slots("2026-12-08T09:30:00Z").map(\.start.rfc3339) == ["2026-12-08T09:30:00Z"])
            _ = try await house.cancel(view)
            await house.work()
            #expect(try await house.owners(view).isEmpty)
            let told = practice.hosts.map { house.mail.to($0.email).contains { $0.calendar?.method == "CANCEL" } }
            #expect(told == [true, true, false])
        }
    }

    @Test func `a co-host whom a move takes in or leaves out is told so`() async throws {
        try await TestHouse.with { house in
            let practice = try await collective(house)
            try await house.addCalendar("rhea", hosts: [practice.hosts[2]], to: practice)
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "one") { $0.calendar = "rhea" }
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let there = try await house.move(booked, to: "2026-12-08T11:00:00Z")
            await house.work()
            #expect(there.cohosts.map(\.id) == practice.hosts.dropFirst().map(\.id))
            #expect(house.subjects(to: "rhea@harbor.example").filter { $0.hasPrefix("New: Nora") }.count == 1)
            #expect(house.subjects(to: "milo@harbor.example").last?.hasPrefix("Moved: Nora") == true)
            let back = try await house.move(there, to: "2026-12-08T09:00:00Z")
            await house.work()
            #expect(back.cohosts.map(\.id) == [practice.hosts[1].id])
            #expect(house.subjects(to: "rhea@harbor.example").last?.hasPrefix("Cancelled: Nora") == true)
        }
    }

    @Test func `a collective meeting of several seats is with everybody for each of them`() async throws {
        try await TestHouse.with { house in
            let practice = try await collective(house)
            try await house.change(practice) { $0.seats = "2" }
            try await house.addCalendar("rhea", hosts: [practice.hosts[2]], to: practice)
            let nine = "2026-12-08T09:00:00Z"
            // An optional co-host's other meeting at the very same time is not this one.
            _ = try await house.book(nine, guest: "other") { $0.calendar = "rhea" }
            let first = try await house.book(nine)
            #expect(try await house.slots(nine).map(\.seatsLeft) == [1, 2])
            let second = try await house.book(nine, guest: "omar")
            #expect(second.meeting.id == first.meeting.id)
            #expect(second.cohosts.map(\.name) == ["Milo Test"])
            #expect(try await code { try await house.book(nine, guest: "pia") } == "slot_taken")
            await house.work()
            #expect(try await house.zoomMeetings().map(\.topic).sorted() == ["Introductory call", "Rhea: Other"])
            _ = try await house.cancel(first)
            #expect(try await house.owners(second).count == 2)
        }
    }

    @Test func `a class is one meeting under its own name`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                form.kind = "class"
                form.seats = "12"
            }
            let first = try await house.book("2026-12-08T09:00:00Z")
            let second = try await house.book("2026-12-08T09:00:00Z", guest: "omar")
            #expect(first.meeting.id == second.meeting.id)
            await house.work()
            #expect(try await house.zoomMeetings().map(\.topic) == ["Introductory call"])
        }
    }

    @Test func `a service is booked with the host and the length that the visitor chose`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { form in
                form.kind = "service"
                form.durations = "30, 60"
                form.letsChooseHost = true
            }
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            let view = try await house.book("2026-12-08T09:00:00Z") { request in
                request.hostID = milo.id
                request.duration = 60
            }
            #expect(view.host?.id == milo.id)
            #expect(view.meeting.hostReason == "Chosen by name.")
            #expect(view.appointment.interval.end.rfc3339 == "2026-12-08T10:00:00Z")
            await house.work()
            #expect(try await house.zoomMeetings().map(\.duration) == [60])
            let half = "2026-12-08T09:30:00Z"
            #expect(try await house.slots(half) { $0.hostID = milo.id }.isEmpty == false)
            #expect(try await house.slots(half) { $0.hostID = milo.id }.first?.start.rfc3339 != half)
            #expect(try await house.slots(half) { $0.hostID = ada.id }.first?.start.rfc3339 == half)
            let taken = await #expect(throws: OperationError.self) {
                try await house.book(half, guest: "omar") { $0.hostID = milo.id }
            }
            #expect(taken?.code == "slot_taken")
            // Only what that host has free is named.
            #expect(taken?.nearest.contains { $0.overlaps(view.appointment.interval) } == false)
            #expect(try await house.book(half, guest: "omar") { $0.hostID = ada.id }.host?.id == ada.id)
            let odd = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T12:00:00Z") { $0.duration = 45 }
            }
            #expect(odd?.fields.map(\.name) == ["duration"])
        }
    }

    @Test func `whom one cannot choose is refused at the field`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            func refused(_ hostID: String) async throws -> String? {
                let error = await #expect(throws: OperationError.self) {
                    try await house.book("2026-12-08T09:00:00Z") { $0.hostID = hostID }
                }
                return error?.fields.map { "\($0.name) \($0.code)" }.joined()
            }
            #expect(try await refused(practice.hosts[0].id) == "host unknown_host")
            try await house.change(practice) { $0.letsChooseHost = true }
            #expect(try await refused("usr_nobody") == "host unknown_host")
            _ = try await house.book("2026-12-08T09:00:00Z") { $0.hostID = "" }
        }
    }

    @Test func `a personal calendar has one meeting at a time`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { $0.kind = "personal" }
            let view = try await house.book("2026-12-08T09:00:00Z")
            #expect(view.meeting.hostReason == "The only host free at this time.")
            #expect(try await code { try await house.book("2026-12-08T09:00:00Z", guest: "omar") } == "slot_taken")
        }
    }

    @Test func `a calendar without hosts has a place instead of a Zoom room`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let hours = try await house.officeHours(of: practice)
            try await house.change(practice) { form in
                form.kind = "unassigned"
                form.hosts = []
                form.scheduleID = hours.id
                (form.locationKind, form.locationDetail) = ("address", "Harbor Street 1, Kiel")
            }
            let booked = try await house.book("2026-12-08T09:00:00Z")
            #expect(booked.host == nil)
            #expect(booked.hostName == "Harbor")
            #expect(booked.place.kind == .address && booked.place.state == .ready)
            #expect(booked.place.text == "Harbor Street 1, Kiel")
            #expect(try await house.owners(booked) == [practice.calendar.id])
            #expect(try await code { try await house.book("2026-12-08T09:00:00Z", guest: "omar") } == "slot_taken")
            #expect(try await code { try await house.book("2026-12-08T17:00:00Z") } == "outside_hours")
            let moved = try await house.move(booked, to: "2026-12-08T10:00:00Z")
            await house.work()
            guard case .place(let place) = try await house.verbs.wayIn(house.current(moved)) else {
                Issue.record("the link leads elsewhere")
                return
            }
            #expect(place.text == "Harbor Street 1, Kiel")
            #expect(try await house.zoom.calls("POST /v2/users/me/meetings") == 0)
            let mail = try #require(house.mail.to("nora@example.com").first)
            #expect(mail.text.contains("Where: Harbor Street 1, Kiel"))
            #expect(!mail.text.contains("Join the meeting"))
            let invitation = try InvitationSummary.parse(try #require(mail.calendar?.ics))
            #expect(invitation.location == "Harbor Street 1, Kiel")
            _ = try await house.cancel(moved)
            #expect(try await house.takenTimes() == 0)
        }
    }

    @Test(arguments: [
        ("phone", "+49 431 12345", false), ("custom", "https://video.example/room", true),
        ("custom", "Ring twice", false),
    ])
    func `a fixed place stands in the messages`(kind: String, detail: String, isLink: Bool) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1, connected: false) { form in
                (form.locationKind, form.locationDetail) = (kind, detail)
            }
            let view = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            #expect(view.room == nil)
            for email in ["nora@example.com", "ada@harbor.example"] {
                let mail = try #require(house.mail.to(email).first)
                #expect(mail.text.contains("Where: \(detail)"))
            }
            let guest = try #require(house.mail.to("nora@example.com").first)
            #expect(guest.text.contains(house.verbs.joinURL(view.appointment)) == isLink)
            #expect(try await house.zoom.calls("POST /v2/users/me/meetings") == 0)
        }
    }

    @Test func `where the visitor says the place they have to`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                (form.locationKind, form.locationDetail) = ("ask", "Which house shall we show you?")
            }
            let error = await #expect(throws: OperationError.self) { try await house.book("2026-12-08T09:00:00Z") }
            #expect(error?.fields.map { "\($0.name) \($0.code)" } == ["location missing"])
            let view = try await house.book("2026-12-08T09:00:00Z") { $0.locationAnswer = "Pier 4" }
            #expect(try await house.current(view).place.text == "Pier 4")
            await house.work()
            #expect(house.mail.to("ada@harbor.example").first?.text.contains("Where: Pier 4") == true)
        }
    }
}
