import Scheduling
import Testing
import TimeZones
import Workflows

struct `A move` {
    private func life(at now: String = "2026-12-01T12:00:00Z") throws -> Life {
        try Life(reminders, try facts("2026-12-10T10:00:00Z"), at: now)
    }

    @Test func `works out anew what is waited for`() throws {
        var life = try life()
        try life.move(to: "2026-12-20T10:00:00Z")
        #expect(life.waitsUntil == (try moment("2026-12-19T10:00:00Z")))
        life.run()
        #expect(life.steps == ["booked", "tomorrow", "soon", "thanks"])
        #expect(life.done.last?.at == (try moment("2026-12-20T11:00:00Z")))
    }

    @Test func `never sends again what was sent for the former time`() throws {
        var life = try life()
        try life.run(until: "2026-12-09T12:00:00Z")
        #expect(life.steps == ["booked", "tomorrow"])
        try life.move(to: "2026-12-20T10:00:00Z")
        life.run()
        #expect(life.steps == ["booked", "tomorrow", "soon", "thanks"])
        #expect(life.done[2].at == (try moment("2026-12-20T09:00:00Z")))
    }

    @Test func `gives a chance to what was passed by`() throws {
        var life = try life(at: "2026-12-10T09:30:00Z")
        #expect(life.passedBy == ["tomorrow", "soon"])
        try life.move(to: "2026-12-20T10:00:00Z")
        #expect(life.waitsUntil == (try moment("2026-12-19T10:00:00Z")))
        life.run()
        #expect(life.steps == ["booked", "tomorrow", "soon", "thanks"])
    }

    @Test func `gives a chance even after the last hour's reminder, and after the end`() throws {
        var life = try life(at: "2026-12-10T08:00:00Z")
        try life.run(until: "2026-12-10T09:30:00Z")
        #expect(life.steps == ["booked", "soon"])
        try life.move(to: "2026-12-20T10:00:00Z")
        try life.run(until: "2026-12-19T12:00:00Z")
        #expect(life.steps == ["booked", "soon", "tomorrow"])
        life.run()
        #expect(life.next == .ended(.completed))
        try life.move(to: "2026-12-30T10:00:00Z")
        life.run()
        #expect(life.steps == ["booked", "soon", "tomorrow", "thanks"])
    }

    @Test func `goes by the rule of the wait whose moment it makes past`() throws {
        var life = try life()
        try life.run(until: "2026-12-05T12:00:00Z")
        try life.move(to: "2026-12-05T15:00:00Z")
        #expect(life.steps == ["booked"])
        #expect(life.passedBy == ["tomorrow"])
        #expect(life.waitsUntil == (try moment("2026-12-05T14:00:00Z")))
    }

    @Test func `takes nobody down the way for late comers who was served already`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(),
            steps: [
                .before("day", Span(days: 1), .goTo("short-notice")), .mail("tomorrow"),
                .before("hour", Span(hours: 1)), .mail("soon"), Step("end", .end), .mail("short-notice"),
            ])
        var life = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        try life.run(until: "2026-12-09T12:00:00Z")
        try life.move(to: "2026-12-10T11:00:00Z")
        life.run()
        #expect(life.steps == ["tomorrow", "soon"])
    }

    @Test func `lets a wait that had begun go on as it was`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(),
            steps: [.after("end", Span(hours: 1)), .mail("thanks"), .wait("days", minutes: 4320), .mail("review")])
        var life = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        try life.run(until: "2026-12-11T12:00:00Z")
        let until = try moment("2026-12-13T11:00:00Z")
        #expect(life.waitsUntil == until)
        try life.move(to: "2026-12-10T10:15:00Z")
        #expect(life.waitsUntil == until)
        life.run()
        #expect(life.steps == ["thanks", "review"])
    }

    @Test func `begins a wait anew that follows another moment`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(),
            steps: [.before("day", Span(days: 1)), .mail("tomorrow"), .wait("hours", minutes: 600), .mail("soon")])
        var life = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        try life.run(until: "2026-12-09T12:00:00Z")
        try life.move(to: "2026-12-20T10:00:00Z")
        life.run()
        #expect(life.steps == ["tomorrow", "soon"])
        #expect(life.done.last?.at == (try moment("2026-12-19T20:00:00Z")))
    }

    @Test func `does not lose a message that is kept until the morning`() throws {
        var definition = reminders
        definition.settings.quietHours = QuietHours(from: 21 * 60, to: 8 * 60)
        var life = try Life(definition, try facts("2026-12-10T23:00:00+01:00"), at: "2026-12-01T12:00:00Z")
        try life.run(until: "2026-12-09T23:30:00+01:00")
        #expect(life.steps == ["booked"])
        #expect(life.waitsUntil == (try moment("2026-12-10T08:00:00+01:00")))
        try life.move(to: "2026-12-10T22:45:00+01:00")
        try life.run(until: "2026-12-10T08:00:00+01:00")
        #expect(life.steps == ["booked", "tomorrow"])
    }
}
