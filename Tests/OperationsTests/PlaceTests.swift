import Database
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `The place of a meeting` {
    private let nine = "2026-12-08T09:00:00Z"
    private let ten = "2026-12-08T10:00:00Z"

    @Test func `is where its host holds it, and else where the calendar says`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let (phoning, other) = (practice.hosts[0], practice.hosts[1])
            try await house.change(practice) { form in
                form.letsChooseHost = true
                form.hosts[0].locationKind = "phone"
                form.hosts[0].locationDetail = "+49 30 1234567"
            }
            let byPhone = try await house.book(nine, guest: "ann") { $0.hostID = phoning.id }
            #expect(byPhone.meeting.location == CalendarLocation(kind: .phone, detail: "+49 30 1234567"))
            #expect(byPhone.room == nil)
            let byZoom = try await house.book(nine, guest: "bob") { $0.hostID = other.id }
            #expect(byZoom.meeting.location.kind == .zoom)
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
            #expect(house.mail.to("ann@example.com").first?.text.contains("+49 30 1234567") == true)
        }
    }

    @Test func `needs no Zoom account of a host who meets elsewhere`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let host = practice.hosts[0]
            try await house.database.write {
                try $0.execute("UPDATE connections SET state = 'broken' WHERE user_id = ?", [host.id])
            }
            #expect(try await house.slots(nine).isEmpty)
            try await house.change(practice) { form in
                form.hosts[0].locationKind = "address"
                form.hosts[0].locationDetail = "Pier 4"
            }
            #expect(try await house.slots(nine).count == 2)
            #expect(try await house.book(nine).place.text == "Pier 4")
        }
    }

    @Test func `is chosen by the visitor where there are several, and stays chosen when it is moved`() async throws
    {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            try await house.change(practice) { form in
                form.moreLocations = [
                    PlaceForm(label: "At our office", kind: "address", detail: "Pier 4"),
                    PlaceForm(label: "Where you are", kind: "ask", detail: "Your address"), PlaceForm(),
                ]
            }
            #expect(try await code { try await house.book(nine) } == "missing")
            #expect(try await code { try await house.book(nine) { $0.place = "On the moon" } } == "unknown_choice")
            #expect(try await code { try await house.book(nine) { $0.place = "Where you are" } } == "missing")
            let asked = try await house.book(nine) {
                ($0.place, $0.locationAnswer) = ("Where you are", "Invented Street 1")
            }
            #expect(asked.place.text == "Invented Street 1")
            let held = try await house.hold(ten)
            let office = try await house.book(ten, guest: "omar") {
                ($0.place, $0.holdID) = ("At our office", held.id)
            }
            #expect(office.place.text == "Pier 4")
            let moved = try await house.move(office, to: "2026-12-08T11:00:00Z")
            #expect(moved.place.text == "Pier 4")
            #expect(
                try await house.book(nine.replacing("08T", with: "09T"), guest: "ida") { $0.place = "Zoom" }
                    .meeting.location.kind == .zoom)
        }
    }

    @Test func `is refused where it makes no sense`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            func fields(_ adjust: (inout CalendarForm) -> Void) async throws -> [String] {
                let error = await #expect(throws: OperationError.self) { try await house.change(practice, adjust) }
                return error?.fields.map(\.name) ?? []
            }
            #expect(try await fields { $0.hosts[0].locationKind = "moon" } == ["hosts.0.location_kind"])
            #expect(try await fields { $0.hosts[0].locationKind = "phone" } == ["hosts.0.location_detail"])
            #expect(
                try await fields {
                    $0.hosts[0].locationKind = "custom"
                    $0.hosts[0].locationDetail = "javascript:alert(1)"
                } == ["hosts.0.location_detail"])
            let office = PlaceForm(label: "Office", kind: "address", detail: "Pier 4")
            #expect(try await fields { $0.moreLocations = [office, office] } == ["locations.1.label"])
            #expect(
                try await fields {
                    $0.moreLocations = [PlaceForm(label: "zoom", kind: "phone", detail: "+49 30 1234567")]
                } == ["locations.0.label"])
            #expect(try await fields { ($0.moreLocations, $0.seats) = ([office], "2") } == ["locations"])
            #expect(
                try await fields { $0.moreLocations = Array(repeating: office, count: 8) } == ["locations"])
        }
    }
}

struct `A default meeting location` {
    @Test func `is Zoom only for who has connected it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let host = practice.hosts[0]
            let error = await #expect(throws: OperationError.self) {
                try await house.verbs.setDefaultLocation(
                    LocationForm(kind: "zoom"), of: host.id, in: practice.account)
            }
            #expect(error?.fields.map(\.code) == ["not_connected"])
            #expect(
                try await code {
                    try await house.verbs.setDefaultLocation(
                        LocationForm(kind: "phone", detail: "+49 30 1234567"), of: "usr_x", in: practice.account)
                } == "not_found")
        }
    }

    @Test func `is followed by the calendars that one names, and by no others`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let (host, account) = (practice.hosts[0], practice.account)
            try await house.change(practice) { $0.letsChooseHost = true }
            let office = try await house.addCalendar("office", hosts: practice.hosts, to: practice) {
                ($0.locationKind, $0.locationDetail) = ("address", "Pier 4")
            }
            let class_ = try await house.addCalendar("yoga", hosts: [host], to: practice) {
                ($0.locationKind, $0.locationDetail) = ("address", "The hall")
            }
            let phone = LocationForm(kind: "phone", detail: "+49 30 1234567")
            let elsewhere = try await house.verbs.setDefaultLocation(phone, of: host.id, in: account)
            #expect(elsewhere.map(\.name) == ["Introductory call", "Office", "Yoga"])
            let count = try await house.verbs.follow(
                defaultLocationOf: host.id, on: [office.id, practice.calendar.id, "cal_foreign"], in: account)
            #expect(count == 2)
            let settings = try await house.verbs.store.read { snapshot in
                try [office.id, class_.id].map { try snapshot.hostSettings(of: $0).map(\.location?.kind) }
            }
            #expect(settings == [[.phone, nil], [nil]])
            #expect(try await house.verbs.calendarsElsewhere(of: host.id, in: account).map(\.name) == ["Yoga"])
            let booked = try await house.book("2026-12-08T09:00:00Z") { $0.hostID = host.id }
            #expect(booked.place.text == "+49 30 1234567")
            // Back to Zoom: where the calendar says Zoom itself, nothing of one's own is left.
            _ = try await house.verbs.setDefaultLocation(LocationForm(kind: "zoom"), of: host.id, in: account)
            _ = try await house.verbs.follow(
                defaultLocationOf: host.id, on: [practice.calendar.id], in: account)
            let intro = try await house.verbs.store.read { try $0.hostSettings(of: practice.calendar.id) }
            #expect(intro.map(\.location) == [nil, nil])
        }
    }
}

struct `The buffers of a host` {
    @Test func `are kept free around their meetings on every calendar`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let host = practice.hosts[0]
            try await house.addCalendar("other", hosts: [host], to: practice) { $0.durations = "30" }
            _ = try await house.book("2026-12-08T09:00:00Z")
            func starts() async throws -> [String] {
                try await house.slots("2026-12-08T08:00:00Z", hours: 3, calendar: "other").map {
                    String($0.start.rfc3339.dropFirst(11).prefix(5))
                }
            }
            #expect(try await starts() == ["08:00", "08:30", "09:30", "10:00", "10:30"])
            try await house.verbs.setLimits(
                LimitsForm(bufferBefore: "15", bufferAfter: "40"), of: host.id, in: practice.account)
            #expect(try await starts() == ["10:30"])
            try await house.verbs.setLimits(LimitsForm(bufferBefore: "15"), of: host.id, in: practice.account)
            #expect(try await starts() == ["08:00", "10:00", "10:30"])
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment("2026-12-08T09:30:00Z")
            )
            #expect(why.explanation.hosts.map(\.codes) == [[.buffer]])
            let error = await #expect(throws: OperationError.self) {
                try await house.verbs.setLimits(
                    LimitsForm(bufferBefore: "-1", bufferAfter: "721"), of: host.id, in: practice.account)
            }
            #expect(error?.fields.map(\.name) == ["buffer_before", "buffer_after"])
        }
    }
}
