import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `Whose turn it is` {
    /// Books so many slots, one after the other, two hours apart.
    private func book(_ count: Int, from start: String, _ house: TestHouse) async throws -> [AppointmentView] {
        var views: [AppointmentView] = []
        for number in 0..<count {
            house.clock.advance(seconds: 1)
            let at = try house.moment(start).adding(minutes: 120 * number)
            views.append(try await house.book(at.rfc3339, guest: "g\(number)"))
        }
        return views
    }

    private func counts(_ views: some Sequence<AppointmentView>, _ practice: Practice) -> [Int] {
        practice.hosts.map { host in views.filter { $0.host?.id == host.id }.count }
    }

    @Test func `goes by priority before anything else`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3) { form in
                form.hosts[0].priority = "low"
                form.hosts[1].priority = "high"
            }
            var hosts: [String?] = []
            for guest in 0..<3 {
                house.clock.advance(seconds: 1)
                hosts.append(try await house.book("2026-12-08T09:00:00Z", guest: "g\(guest)").host?.id)
            }
            #expect(hosts == [1, 2, 0].map { practice.hosts[$0].id })
            let again = try await book(3, from: "2026-12-09T09:00:00Z", house)
            #expect(counts(again, practice) == [0, 3, 0])
            #expect(again[0].meeting.hostReason.contains("the only one of high priority"))
        }
    }

    @Test func `is shared by weight: of sixty bookings nobody is ever one away from their share`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3) { form in
                form.distribution = "equal"
                for (index, weight) in ["1", "2", "5"].enumerated() { form.hosts[index].weight = weight }
            }
            let views = try await book(60, from: "2026-12-01T09:00:00Z", house)
            for length in 1...60 {
                let counts = counts(views.prefix(length), practice)
                for (count, weight) in zip(counts, [1.0, 2, 5]) {
                    #expect(abs(Double(count) - Double(length) * weight / 8) < 1, "\(counts) of \(length)")
                }
            }
            #expect(views[1].meeting.hostReason.contains("weight"))
        }
    }

    @Test func `is shared among those who are there: who comes new or back is not flooded`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3) { form in
                form.distribution = "equal"
                form.hosts.removeLast()
            }
            let (milo, rhea) = (practice.hosts[1], practice.hosts[2])
            #expect(counts(try await book(10, from: "2026-12-01T00:00:00Z", house), practice) == [5, 5, 0])
            try await house.change(practice) { $0.hosts.append(HostForm(userID: rhea.id)) }
            let afterNew = try await book(6, from: "2026-12-05T00:00:00Z", house)
            #expect(counts(afterNew, practice) == [2, 2, 2])
            try await house.block(milo.id, "2026-12-07", "2026-12-10", kind: "time_off", in: practice)
            #expect(counts(try await book(12, from: "2026-12-08T00:00:00Z", house), practice) == [6, 0, 6])
            let afterLeave = try await book(6, from: "2026-12-12T00:00:00Z", house)
            #expect(counts(afterLeave, practice) == [2, 2, 2])
        }
    }

    @Test func `keeps its standing when the calendar is saved again`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.distribution = "equal" }
            var views: [AppointmentView] = []
            for day in 1...6 {
                views += try await book(1, from: "2026-12-0\(day)T09:00:00Z", house)
                try await house.change(practice) { $0.description = "Saved \(day) times" }
            }
            #expect(counts(views, practice) == [3, 3])
            // The same share with other weights: nobody is owed anything for the past.
            try await house.change(practice) { form in
                (form.hosts[0].weight, form.hosts[1].weight) = ("3", "1")
            }
            #expect(counts(try await book(8, from: "2026-12-10T00:00:00Z", house), practice) == [6, 2])
        }
    }

    @Test func `comes after the contact's owner, whom the first booking makes`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { form in
                form.isOwnerFirst = true
                form.assignsOwner = true
            }
            let (ada, milo) = (practice.hosts[0].id, practice.hosts[1].id)
            #expect(try await house.book("2026-12-08T09:00:00Z", guest: "nora").host?.id == ada)
            house.clock.advance(seconds: 1)
            #expect(try await house.book("2026-12-08T10:00:00Z", guest: "omar").host?.id == milo)
            house.clock.advance(seconds: 1)
            let second = try await house.book("2026-12-08T11:00:00Z", guest: "omar")
            #expect(second.host?.id == milo)
            #expect(second.meeting.hostReason == "Looks after this contact.")
            // Where the owner cannot, another takes it and the owner stays the owner.
            house.clock.advance(seconds: 1)
            _ = try await house.book("2026-12-08T12:00:00Z", guest: "nora")
            house.clock.advance(seconds: 1)
            let stead = try await house.book("2026-12-08T12:00:00Z", guest: "omar") {
                $0.email = "NORA@example.com"
            }
            #expect(stead.host?.id == milo)
            house.clock.advance(seconds: 1)
            #expect(try await house.book("2026-12-08T13:00:00Z", guest: "pia").host?.id == ada)
            house.clock.advance(seconds: 1)
            #expect(try await house.book("2026-12-08T14:00:00Z", guest: "nora").host?.id == ada)
        }
    }

    @Test func `is not asked of an owner where the calendar does not say so`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.assignsOwner = true }
            var hosts: [String?] = []
            for hour in 10..<13 {
                house.clock.advance(seconds: 1)
                hosts.append(try await house.book("2026-12-08T\(hour):00:00Z").host?.id)
            }
            #expect(hosts == [0, 1, 0].map { practice.hosts[$0].id })
        }
    }

    @Test(arguments: ["keep_if_free", "keep", "reassign"])
    func `at a move is what the calendar says`(policy: String) async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.onMove = policy }
            let (ada, milo) = (practice.hosts[0].id, practice.hosts[1].id)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            #expect(booked.host?.id == ada)
            house.clock.advance(seconds: 1)
            let moved = try await house.move(booked, to: "2026-12-08T15:00:00Z")
            #expect(moved.host?.id == (policy == "reassign" ? milo : ada))
            #expect(
                moved.meeting.hostReason.contains("Kept when the appointment was moved") == (policy != "reassign"))
            // Ada has no time for it now.
            try await house.block(ada, "2026-12-09", "", in: practice)
            let open = try await house.verbs.movable(moved)
            #expect(open.hosts.count == (policy == "keep" ? 1 : 2))
            let busy = "2026-12-09T09:00:00Z"
            if policy == "keep" {
                #expect(try await code { try await house.move(moved, to: busy) } == "slot_taken")
                #expect(try await house.current(moved).appointment == moved.appointment)
            } else {
                #expect(try await house.move(moved, to: busy).host?.id == milo)
            }
        }
    }

    @Test func `is decided afresh by every one of a class's new meetings, and by none that is joined`()
        async throws
    {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { form in
                (form.distribution, form.seats) = ("equal", "2")
            }
            let nine = "2026-12-08T09:00:00Z"
            for guest in 0..<3 { _ = try await house.book(nine, guest: "g\(guest)") }
            let open = try await house.verbs.calendar(id: practice.calendar.id, of: practice.account)
            let unit: Int64 = 1_000_000_000
            #expect(open.hosts.map(\.paid) == [unit, unit])
            #expect(open.calendar.turn == unit)
        }
    }
}

extension `Whose turn it is` {
    /// Each host's debt on the calendar, in billionths of a booking.
    private func debts(_ house: TestHouse, _ practice: Practice) async throws -> [Int64] {
        let open = try await house.verbs.store.read { snapshot in
            try snapshot.calendar(id: practice.calendar.id).map { ($0.turn, try snapshot.hosts(of: $0.id)) }
        }
        let (turn, hosts) = try #require(open)
        return hosts.map { Ledger.debt(weight: $0.weight, turn: turn, paid: $0.paid) }
    }

    @Test func `is given back with the meeting: who cancels and moves changes nobody's share`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3) { $0.distribution = "equal" }
            let views = try await book(2, from: "2026-12-08T09:00:00Z", house)
            let before = try await debts(house, practice)
            let third = try await house.book("2026-12-09T09:00:00Z", guest: "third")
            #expect(try await debts(house, practice) != before)
            var moved = third
            for hour in ["10", "11", "12"] {
                moved = try await house.move(moved, to: "2026-12-09T\(hour):00:00Z")
                #expect(moved.host?.id == third.host?.id)
            }
            _ = try await house.cancel(moved)
            #expect(try await debts(house, practice) == before)
            _ = try await house.verbs.setStatus(views[0], to: .cancelled, by: "Ada Test")
            _ = try await house.verbs.setStatus(views[0], to: .confirmed, by: "Ada Test")
            #expect(try await debts(house, practice) == before)
        }
    }

    @Test func `owes nothing to who was away when visitors chose somebody else`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { form in
                (form.distribution, form.letsChooseHost) = ("equal", true)
            }
            try await house.block(
                practice.hosts[1].id, "2026-12-08", "2026-12-08", kind: "time_off", in: practice)
            for hour in 9..<13 {
                _ = try await house.book("2026-12-08T\(hour < 10 ? "0" : "")\(hour):00:00Z", guest: "g\(hour)") {
                    $0.hostID = practice.hosts[0].id
                }
            }
            #expect(try await debts(house, practice) == [0, 0])
        }
    }
}
