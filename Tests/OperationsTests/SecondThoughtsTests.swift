import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// What people do twice, too late, or after somebody else has changed what they saw.
struct `Second thoughts` {
    private let nine = "2026-12-08T09:00:00Z"

    @Test func `move a series once, however often the move is sent`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { $0.maxOccurrences = "6" }
            let series = try await house.verbs.bookSeries(
                SeriesRequest(booking: house.request(nine), rule: "FREQ=WEEKLY;COUNT=3"))
            for _ in 0..<2 {
                _ = try await house.verbs.move(
                    series.views[0], to: house.moment("2026-12-09T09:00:00Z"), scope: .following,
                    zone: "Europe/Berlin", by: "guest")
            }
            var starts: [String] = []
            for view in series.views {
                starts.append(try await house.current(view).appointment.interval.start.rfc3339)
            }
            #expect(starts == ["09", "16", "23"].map { "2026-12-\($0)T09:00:00Z" })
        }
    }

    @Test func `about a request tell all who had counted on it, and nobody else`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                (form.needsApproval, form.maxGuests) = (true, "2")
            }
            func request(_ start: String, _ guest: String) async throws -> AppointmentView {
                try await house.book(start, guest: guest) {
                    $0.guests = [.init(name: "Gus", email: "gus-\(guest)@example.com")]
                }
            }
            let never = try await request(nine, "nora")
            _ = try await house.cancel(never)
            let approved = try await request("2026-12-08T11:00:00Z", "omar")
            _ = try await house.verbs.setStatus(approved, to: .confirmed, by: "Ada Test")
            await house.work()
            _ = try await house.move(house.current(approved), to: "2026-12-08T12:00:00Z")
            await house.work()
            let before = house.mail.taken.count
            _ = try await house.cancel(house.current(approved), isStaff: true)
            await house.work()
            #expect(house.subjects(to: "gus-nora@example.com").isEmpty)
            let last = house.mail.taken.dropFirst(before)
            #expect(
                Set(last.map(\.to.email))
                    == ["omar@example.com", "gus-omar@example.com", "ada@harbor.example"])
            #expect(last.allSatisfy { $0.subject.hasPrefix("Cancelled:") })
        }
    }

    @Test func `overtake a confirmation that has not gone out yet`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { $0.needsApproval = true }
            let request = try await house.book(nine)
            _ = try await house.verbs.setStatus(request, to: .confirmed, by: "Ada Test")
            _ = try await house.move(house.current(request), to: "2026-12-08T12:00:00Z")
            await house.work()
            #expect(!house.subjects(to: "nora@example.com").contains { $0.hasPrefix("Confirmed:") })
            #expect(!house.subjects(to: "ada@harbor.example").contains { $0.hasPrefix("Booked:") })
        }
    }

    @Test func `of a member who takes a confirmation back are told to everybody`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let view = try await house.book(nine)
            await house.work()
            _ = try await house.verbs.setStatus(view, to: .new, by: "Ada Test")
            await house.work()
            #expect(house.subjects(to: "nora@example.com").last?.hasPrefix("Requested:") == true)
            #expect(house.subjects(to: "ada@harbor.example").last?.hasPrefix("To confirm:") == true)
        }
    }

    @Test func `set right what was set aside by mistake, even once it has begun`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let view = try await house.book(nine)
            house.clock.advance(minutes: 9 * 1440)
            _ = try await house.verbs.setStatus(view, to: .invalid, by: "Ada Test")
            let mended = try await house.verbs.setStatus(view, to: .showed, by: "Ada Test")
            #expect(mended.appointment.status == .showed)
        }
    }

    @Test func `of one in a class are offered only what the others leave`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                (form.kind, form.seats, form.durations, form.interval) = ("class", "3", "60", "30")
            }
            let first = try await house.book(nine, guest: "nora")
            _ = try await house.book(nine, guest: "omar")
            let window = Interval(start: try house.moment("2026-12-08T08:00:00Z"), minutes: 180)
            let open = try await house.verbs.movable(first)
            let offered = try await house.verbs.slots(
                of: open, duration: 60, within: window, excluding: first.appointment.meetingID)
            #expect(!offered.map(\.start.rfc3339).contains("2026-12-08T09:30:00Z"))
            for slot in offered where slot.start != first.appointment.interval.start {
                let moved = try await house.move(house.current(first), to: slot.start.rfc3339)
                #expect(moved.appointment.interval.start == slot.start)
            }
        }
    }

    @Test(arguments: ["1800-12-05T09:00:00Z", "2026-11-28T05:00:00Z", "2199-12-30T09:00:00Z"])
    func `are spared who mistypes a year: no override goes that far`(start: String) async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let refused = start < "2026-12" ? "past" : "too_far"
            let error = await #expect(throws: OperationError.self) {
                try await house.bookForContact(start, because: "As agreed", in: practice)
            }
            #expect(error?.fields.map(\.code) == [refused])
            let view = try await house.book(nine)
            let moved = await #expect(throws: OperationError.self) {
                try await house.verbs.move(
                    view, to: house.moment(start), zone: "Europe/Berlin", by: "Ada Test", isStaff: true,
                    override: Override(reason: "As agreed"))
            }
            #expect(moved?.fields.map(\.name) == ["start"])
        }
    }

    @Test func `about who is on a calendar end what was kept with them`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.hosts.removeLast() }
            let held = try await house.hold(nine)
            try await house.change(practice) { $0.hosts = [HostForm(userID: practice.hosts[1].id)] }
            let view = try await house.book(nine) { $0.holdID = held.id }
            #expect(view.host?.id == practice.hosts[1].id)
        }
    }

    @Test func `about who is on a calendar leave no request to be confirmed for whoever has left`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { form in
                form.needsApproval = true
                form.hosts.removeLast()
            }
            let request = try await house.book(nine)
            try await house.change(practice) { $0.hosts = [HostForm(userID: practice.hosts[1].id)] }
            let refused = try await code {
                try await house.verbs.setStatus(request, to: .confirmed, by: "Ada Test")
            }
            #expect(refused == "host_left")
        }
    }

    @Test func `are heard of all at once: what is wrong with the answers, too`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                form.questions = [QuestionForm(key: "topic", label: "What about?", isRequired: true)]
            }
            let error = await #expect(throws: OperationError.self) {
                try await house.book(nine) { $0.email = "nobody" }
            }
            #expect(error?.fields.map(\.name) == ["email", "answers.topic"])
        }
    }
}

extension `Second thoughts` {
    @Test func `about a series of requests are asked for once: all of it is approved, or nothing`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { form in
                (form.needsApproval, form.maxOccurrences) = (true, "4")
            }
            let series = try await house.verbs.bookSeries(
                SeriesRequest(booking: house.request(nine), rule: "FREQ=WEEKLY;COUNT=3"))
            await house.work()
            let block = try await house.block(practice.hosts[0].id, "2026-12-22", "2026-12-22", in: practice)
            let refused = await #expect(throws: OperationError.self) {
                try await house.verbs.approve(series.views[0], scope: .all, by: "Ada Test")
            }
            #expect(refused?.code == "blocked")
            #expect(refused?.message.contains("22 December") == true)
            #expect(try await house.current(series.views[0]).appointment.status == .new)
            try await house.verbs.deleteBlock(block.id, in: practice.account)
            let approved = try await house.verbs.approve(series.views[1], scope: .all, by: "Ada Test")
            #expect(approved.views.map(\.appointment.status) == [.confirmed, .confirmed, .confirmed])
            await house.work()
            #expect(try await house.zoomMeetings().count == 3)
            #expect(house.subjects(to: "nora@example.com").count == 2)
            #expect(house.subjects(to: "nora@example.com").last?.hasPrefix("Confirmed:") == true)
        }
    }
}
