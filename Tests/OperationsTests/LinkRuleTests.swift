import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import Zoom
import ZoomSandbox

/// What becomes of the meeting in Zoom, and of the links into it, by what is done to an appointment.
struct `The link of an appointment` {
    /// Something done to the first of two appointments.
    enum Deed: String, CaseIterable {
        case edited, cancelled, movedAlone, cancelledOfTwo, movedOfTwo, movedIntoShared
    }

    /// What holds afterwards.
    struct Outcome: Equatable {
        /// Whether the first appointment still leads into the meeting it led into; nil when it leads nowhere.
        var isSameLink: Bool?
        /// Whether both appointments lead into one meeting.
        var isShared: Bool
        /// How many meetings Zoom holds.
        var held: Int
    }

    static let rules: [Deed: Outcome] = [
        .edited: Outcome(isSameLink: true, isShared: true, held: 1),
        .cancelled: Outcome(isSameLink: nil, isShared: false, held: 1),
        .movedAlone: Outcome(isSameLink: false, isShared: false, held: 2),
        .cancelledOfTwo: Outcome(isSameLink: nil, isShared: false, held: 1),
        .movedOfTwo: Outcome(isSameLink: false, isShared: false, held: 2),
        .movedIntoShared: Outcome(isSameLink: false, isShared: true, held: 1),
    ]

    private static let (nine, ten, noon) = (
        "2026-12-08T09:00:00Z", "2026-12-08T10:00:00Z", "2026-12-08T12:00:00Z"
    )

    @Test(arguments: Deed.allCases)
    func `is the same, another or none, as the rules say`(deed: Deed) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { ($0.kind, $0.seats) = ("class", "3") }
            let sharesSlot = [.edited, .cancelledOfTwo, .movedOfTwo].contains(deed)
            let first = try await house.book(Self.nine, guest: "nora")
            let second = try await house.book(sharesSlot ? Self.nine : Self.noon, guest: "omar")
            await house.work()
            let former = try await zoomID(first, house)
            try await `do`(deed, to: first, house)
            await house.work()
            let (one, two) = (try await zoomID(first, house), try await zoomID(second, house))
            let held = try await house.zoom.meetings().filter { !$0.deleted }
            let outcome = Outcome(
                isSameLink: one.map { $0 == former }, isShared: one == two && one != nil, held: held.count)
            #expect(outcome == Self.rules[deed])
            // The link in every mail that was ever sent leads there.
            guard let one, case .zoom(let way) = try await house.verbs.wayIn(house.current(first)) else {
                return #expect(one == nil)
            }
            #expect(way.contains(one))
        }
    }

    @Test func `leads to the account of whoever it is given to, and the former meeting is gone`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let booked = try await house.book(Self.nine)
            await house.work()
            let former = try #require(try await zoomID(booked, house))
            let other = try #require(practice.hosts.first { $0.id != booked.host?.id })
            let given = try await house.verbs.reassign(booked, to: other.id, by: "Ada")
            #expect(given.host?.id == other.id)
            #expect(given.appointment.interval == booked.appointment.interval)
            await house.work()
            let held = try await house.zoom.meetings().filter { !$0.deleted }
            #expect(held.map(\.hostEmail) == [other.email])
            #expect(held.map { String($0.id) } != [former])
            let told = house.mail.to("nora@example.com").last
            #expect(told?.subject.hasPrefix("Now with \(other.name)") == true)
            #expect(house.mail.to(other.email).count == 1)
        }
    }

    @Test func `stays with its host when nobody else can take it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let (first, second) = (try await house.book(Self.nine), try await house.book(Self.nine, guest: "omar"))
            let busy = try #require(second.host)
            await #expect(throws: OperationError.self) {
                _ = try await house.verbs.reassign(first, to: busy.id, by: "Ada")
            }
            #expect(try await house.current(first).host?.id == first.host?.id)
            let unknown = await #expect(throws: OperationError.self) {
                _ = try await house.verbs.reassign(first, to: "usr_nobody", by: "Ada")
            }
            #expect(unknown?.fields.map(\.name) == ["host"])
            #expect(practice.hosts.count == 2)
        }
    }

    @Test func `is mended when its meeting was deleted in Zoom while no event reached us`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book(Self.nine)
            await house.work()
            let lost = try #require(try await zoomID(booked, house))
            let grant = try await house.zoom.server.issueConnection(email: practice.hosts[0].email)
            try await house.zoom.client.deleteMeeting(lost, token: ZoomToken(grant.accessToken))
            try await house.connect(practice.hosts[0], in: practice.account)
            // The next regular look finds that it is gone.
            house.clock.advance(minutes: 361)
            for _ in 0..<3 {
                await house.work()
                house.clock.advance(minutes: 1)
            }
            let mended = try #require(try await zoomID(booked, house))
            #expect(mended != lost)
            #expect(try await house.zoom.meetings().filter { !$0.deleted }.map { String($0.id) } == [mended])
        }
    }

    private func zoomID(_ view: AppointmentView, _ house: TestHouse) async throws -> String? {
        let now = try await house.current(view)
        guard now.appointment.status.holdsPlace, now.room?.isOpen == true else { return nil }
        return now.room?.zoomID
    }

    private func `do`(_ deed: Deed, to view: AppointmentView, _ house: TestHouse) async throws {
        switch deed {
        case .edited:
            let waiting = try await house.verbs.setStatus(view, to: .new, reason: "", by: "Ada")
            _ = try await house.verbs.setStatus(waiting, to: .confirmed, reason: "", by: "Ada")
        case .cancelled, .cancelledOfTwo: _ = try await house.cancel(view)
        case .movedAlone, .movedOfTwo: _ = try await house.move(view, to: Self.ten, isStaff: true)
        case .movedIntoShared: _ = try await house.move(view, to: Self.noon, isStaff: true)
        }
    }
}
