import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `An explained time` {
    /// Why a booking may be refused.
    enum Situation: String, CaseIterable, Sendable {
        case past, notice, beforeWindow, tooFar, afterWindow, offGrid, outsideHours, calendarHours,
            lengthNotOffered,
            runsPastHours, booked, bookedElsewhere, held, blocked, calendarBlocked, timeOff, external,
            bufferBefore,
            bufferAfter, noSeats, slotMax, calendarDay, calendarWeek, calendarMonth, hostDay, lookBusy, collective,
            resource, connection

        /// What the visitor is told, and the precise code that staff are shown besides.
        var codes: (answer: Refusal, precise: Refusal) {
            switch self {
            case .past: (.past, .past)
            case .notice, .beforeWindow: (.notice, .notice)
            case .tooFar, .afterWindow: (.tooFar, .tooFar)
            case .offGrid: (.offGrid, .offGrid)
            case .outsideHours, .calendarHours: (.outsideHours, .outsideHours)
            case .lengthNotOffered, .runsPastHours: (.duration, .duration)
            case .booked, .bookedElsewhere: (.slotTaken, .booked)
            case .held: (.slotTaken, .held)
            case .blocked, .calendarBlocked: (.slotTaken, .blocked)
            case .timeOff: (.slotTaken, .timeOff)
            case .external: (.slotTaken, .external)
            case .bufferBefore, .bufferAfter: (.slotTaken, .buffer)
            case .noSeats: (.noSeats, .noSeats)
            case .slotMax: (.slotTaken, .slotMax)
            case .calendarDay, .hostDay: (.dayLimit, .dayLimit)
            case .calendarWeek: (.weekLimit, .weekLimit)
            case .calendarMonth: (.monthLimit, .monthLimit)
            case .lookBusy: (.slotTaken, .lookBusy)
            case .collective: (.slotTaken, .collective)
            case .resource: (.slotTaken, .resource)
            case .connection: (.connection, .connection)
            }
        }

        /// Whether the code is the calendar's own, or a host's.
        var isOfCalendar: Bool {
            switch self {
            case .past, .notice, .beforeWindow, .tooFar, .afterWindow, .lengthNotOffered, .calendarDay,
                .calendarWeek, .calendarMonth, .lookBusy, .collective:
                true
            default: false
            }
        }

        func adjust(_ form: inout CalendarForm) {
            switch self {
            case .notice: form.minimumNotice = "20160"
            case .tooFar: form.windowDays = "3"
            case .beforeWindow:
                (form.windowKind, form.windowFirst, form.windowLast) = ("dates", "2026-12-09", "2026-12-20")
            case .afterWindow:
                (form.windowKind, form.windowFirst, form.windowLast) = ("dates", "2026-12-01", "2026-12-07")
            case .bufferBefore: form.bufferBefore = "30"
            case .bufferAfter: form.bufferAfter = "30"
            case .noSeats: (form.kind, form.seats) = ("class", "2")
            case .slotMax: form.seats = "2"
            case .calendarDay: form.limitDay = "1"
            case .calendarWeek: form.limitWeek = "1"
            case .calendarMonth: form.limitMonth = "1"
            case .lookBusy: form.lookBusy = "90"
            default: break
            }
        }
    }

    /// What is asked about.
    private struct Question {
        var start = "2026-12-08T09:00:00Z"
        var duration: Int?
    }

    private func arrange(_ situation: Situation, _ house: TestHouse, _ practice: Practice) async throws -> Question
    {
        let (ada, nine) = (practice.hosts[0].id, "2026-12-08T09:00:00Z")
        switch situation {
        case .past: return Question(start: "2026-11-30T05:30:00Z")
        case .offGrid: return Question(start: "2026-12-08T09:10:00Z")
        case .outsideHours: return Question(start: "2026-12-08T20:00:00Z")
        case .lengthNotOffered: return Question(duration: 45)
        case .runsPastHours:
            try await house.change(practice) { $0.durations = "30, 60" }
            return Question(start: "2026-12-08T16:30:00Z", duration: 60)
        case .calendarHours:
            let hours = try await house.officeHours(of: practice)
            try await house.change(practice) { $0.scheduleID = hours.id }
            return Question(start: "2026-12-08T16:30:00Z")
        case .bufferBefore, .bufferAfter:
            // Half an hour before its neighbour, or after.
            _ = try await house.book("2026-12-08T09:30:00Z", guest: "first")
            return Question(start: situation == .bufferBefore ? "2026-12-08T10:00:00Z" : nine)
        case .lookBusy:
            let shown = Set(try await house.slots("2026-12-08T07:00:00Z", hours: 12).map(\.start.rfc3339))
            let all = (10..<16).map { "2026-12-08T\($0):00:00Z" }
            return Question(start: try #require(all.first { !shown.contains($0) }))
        case .calendarDay, .calendarWeek, .calendarMonth, .hostDay:
            try await house.verbs.setLimits(
                LimitsForm(day: situation == .hostDay ? "1" : "", week: "", month: ""), of: ada,
                in: practice.account)
            _ = try await house.book("2026-12-08T12:00:00Z", guest: "first")
        case .held: _ = try await house.hold(nine)
        case .booked: _ = try await house.book(nine, guest: "first")
        case .blocked, .timeOff:
            try await house.block(
                ada, "2026-12-08", "", kind: situation == .blocked ? "blocked" : "time_off", in: practice)
        case .calendarBlocked: try await house.block(practice.calendar.id, "2026-12-08", "", in: practice)
        case .noSeats, .slotMax:
            for guest in ["first", "second"] { _ = try await house.book(nine, guest: guest) }
        case .notice, .beforeWindow, .tooFar, .afterWindow: break
        case .external, .bookedElsewhere, .collective, .resource, .connection:
            try await arrangeElsewhere(situation, house, practice)
        }
        return Question()
    }

    /// What others have to do with it.
    private func arrangeElsewhere(_ situation: Situation, _ house: TestHouse, _ practice: Practice) async throws {
        let (ada, milo) = (practice.hosts[0], practice.hosts[1])
        let nine = "2026-12-08T09:00:00Z"
        switch situation {
        case .external:
            let block = Block(
                id: "blk_external", accountID: practice.account.id, ownerID: ada.id, kind: .external,
                interval: Interval(start: try house.moment(nine), minutes: 30), label: "", createdBy: "usher",
                createdAt: house.clock.now)
            try await house.verbs.store.write { try $0.insert(block) }
        case .collective:
            try await house.change(practice) { form in
                form.kind = "collective"
                form.hosts = [ada, milo].map { HostForm(userID: $0.id) }
            }
            try await house.block(milo.id, "2026-12-08", "", in: practice)
        case .resource:
            let room = try await house.verbs.saveResource("Room", of: practice.account)
            try await house.change(practice) { $0.resourceIDs = [room.id] }
            try await house.addCalendar("second", hosts: [milo], to: practice) { $0.resourceIDs = [room.id] }
            _ = try await house.book(nine, guest: "first") { $0.calendar = "second" }
        case .bookedElsewhere:
            try await house.addCalendar("second", hosts: [ada], to: practice)
            _ = try await house.book(nine, guest: "first") { $0.calendar = "second" }
        case .connection:
            _ = try await house.book("2026-12-07T09:00:00Z", guest: "first")
            try await house.zoom.revoke(ada.email)
            house.clock.advance(minutes: 120)
            await house.work()
        default: break
        }
    }

    @Test(arguments: Situation.allCases)
    func `has the code that a booking is refused with, and the precise one`(situation: Situation) async throws {
        try await TestHouse.with { house in
            // From eight to six in Berlin: 07:00 to 17:00 UTC.
            let day = [MinuteRange(from: 480, to: 1080)].compactMap(\.self)
            let practice = try await house.practice(
                hosts: 2, ranges: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, day) })
            ) { form in
                form.hosts.removeLast()
                situation.adjust(&form)
            }
            let question = try await arrange(situation, house, practice)
            let answer = try await code {
                try await house.book(question.start) { $0.duration = question.duration }
            }
            let (expected, precise) = situation.codes
            #expect(answer == expected.rawValue)
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment(question.start),
                duration: question.duration)
            #expect(why.explanation.refusal == expected)
            let codes =
                situation.isOfCalendar
                ? why.explanation.calendarCodes : why.explanation.hosts.flatMap(\.codes)
            #expect(codes == [precise])
            #expect(why.names[practice.hosts[0].id] == "Ada Test")
            // What is not offered is not shown, and not kept either.
            let shown = try await house.slots(question.start).map(\.start.rfc3339)
            if question.duration == nil { #expect(!shown.contains(question.start)) }
            let held = try await code {
                try await house.hold(question.start, visitor: "other") { $0.duration = question.duration }
            }
            #expect(held == expected.rawValue)
        }
    }

    @Test func `that can be booked has no codes`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let start = try house.moment("2026-12-08T09:00:00Z")
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: start)
            #expect(why.explanation.refusal == nil)
            #expect(why.explanation.calendarCodes.isEmpty)
            #expect(why.explanation.hosts.map(\.codes) == [[], []])
            _ = try await house.book("2026-12-08T09:00:00Z")
        }
    }

    @Test func `has every reason there is, of everybody`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.minimumNotice = "20160" }
            try await house.verbs.setLimits(
                LimitsForm(day: "1", week: "1", month: ""), of: practice.hosts[0].id, in: practice.account)
            _ = try await house.bookForContact("2026-12-08T09:00:00Z", because: "Please", in: practice)
            try await house.block(practice.hosts[0].id, "2026-12-08", "", kind: "time_off", in: practice)
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment("2026-12-08T09:10:00Z")
            )
            #expect(why.explanation.refusal == .notice)
            #expect(why.explanation.calendarCodes == [.notice])
            #expect(Set(why.explanation.hosts[0].codes) == [.offGrid, .dayLimit, .weekLimit, .booked, .timeOff])
            #expect(why.explanation.hosts[1].codes == [.offGrid])
        }
    }

    @Test func `is of the account's own calendars, and of a length that there is`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let start = try house.moment("2026-12-08T09:00:00Z")
            func answer(_ id: String, _ duration: Int?) async throws -> String? {
                try await code {
                    try await house.verbs.explain(
                        calendarID: id, of: practice.account, start: start, duration: duration)
                }
            }
            #expect(try await answer("cal_other", nil) == "not_found")
            for length in [0, -5, 1441, .max] {
                #expect(try await answer(practice.calendar.id, length) == "out_of_range")
            }
            #expect(try await answer(practice.calendar.id, 1440) == nil)
        }
    }
}
