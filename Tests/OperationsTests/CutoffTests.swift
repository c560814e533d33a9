import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `Cut-offs` {
    @Test func `stop guests from moving and cancelling, each at its own time, and no member`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                form.moveCutoff = "1440"
                form.cancelCutoff = "120"
            }
            let booked = try await house.book("2026-12-02T09:00:00Z")
            #expect(house.verbs.whyUnmovable(booked) == nil)
            // A minute before the last moment, and at it.
            house.clock.advance(minutes: 27 * 60 - 1)
            let moved = try await house.move(booked, to: "2026-12-02T10:00:00Z")
            house.clock.advance(minutes: 61)
            #expect(house.verbs.whyUnmovable(moved)?.contains("until 1 day before") == true)
            #expect(house.verbs.whyUncancellable(moved) == nil)
            #expect(try await code { try await house.move(moved, to: "2026-12-03T10:00:00Z") } == "too_late")
            #expect(try await house.current(moved).appointment == moved.appointment)
            house.clock.advance(minutes: 22 * 60 - 1)
            #expect(house.verbs.whyUncancellable(moved) == nil)
            house.clock.advance(minutes: 1)
            let reason = try #require(house.verbs.whyUncancellable(moved))
            #expect(reason.contains("cancelled until 2 hours before"))
            let error = await #expect(throws: OperationError.self) { try await house.cancel(moved) }
            #expect(error?.code == "too_late")
            #expect(error?.message == reason)
            let later = try await house.move(moved, to: "2026-12-02T11:00:00Z", isStaff: true)
            #expect(try await house.cancel(later, isStaff: true).appointment.status == .cancelled)
        }
    }

    @Test func `of nothing last until it begins`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-11-30T09:00:00Z")
            house.clock.advance(minutes: 179)
            #expect(house.verbs.whyUnmovable(booked) == nil)
            house.clock.advance(minutes: 1)
            #expect(house.verbs.whyUnmovable(booked) == "This appointment has begun.")
            #expect(try await code { try await house.cancel(booked) } == "not_changeable")
            #expect(try await code { try await house.cancel(booked, isStaff: true) } == "not_changeable")
        }
    }

    @Test func `of one appointment keep a whole series as it is`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { form in
                form.maxOccurrences = "5"
                (form.moveCutoff, form.cancelCutoff) = ("1440", "1440")
            }
            let request = try house.request("2026-12-02T09:00:00Z")
            let series = try await house.verbs.bookSeries(
                SeriesRequest(booking: request, rule: "FREQ=DAILY;COUNT=3"))
            house.clock.advance(minutes: 30 * 60)
            let (first, second) = (series.views[0], series.views[1])
            let start = try house.moment("2026-12-02T15:00:00Z")
            #expect(
                try await code {
                    try await house.verbs.cancel(first, scope: .all, reason: "", by: "guest")
                } == "too_late")
            #expect(
                try await code {
                    try await house.verbs.move(first, to: start, scope: .all, zone: "UTC", by: "guest")
                } == "too_late")
            let standing = try await house.appointments(of: practice)
            #expect(standing.map(\.status) == [.confirmed, .confirmed, .confirmed])
            #expect(standing.map(\.interval) == series.views.map(\.appointment.interval))
            let cancelled = try await house.verbs.cancel(second, scope: .following, reason: "", by: "guest")
            #expect(cancelled.views.map(\.appointment.id) == series.views.dropFirst().map(\.appointment.id))
            let all = try await house.verbs.cancel(
                first, scope: .all, reason: "", by: "Ada Test", isStaff: true)
            #expect(all.views.map(\.appointment.id) == [first.appointment.id])
        }
    }
}
