import Scheduling
import Testing
import TimeZones
import Workflows

/// A span from one moment, and where it leads.
struct Shift: Sendable, CustomTestStringConvertible {
    let zone: String
    let span: Span
    let from: String
    let before: String?
    let after: String?

    var testDescription: String { "\(from) in \(zone)" }

    init(_ zone: String, _ span: Span, _ from: String, before: String? = nil, after: String? = nil) {
        (self.zone, self.span, self.from) = (zone, span, from)
        (self.before, self.after) = (before, after)
    }
}

struct `A span` {
    static let shifts = [
        // One day before nine o'clock is nine o'clock, over both changes of both zones.
        Shift("Europe/Berlin", Span(days: 1), "2026-03-29T09:00:00+02:00", before: "2026-03-28T09:00:00+01:00"),
        Shift("Europe/Berlin", Span(days: 1), "2026-10-25T09:00:00+01:00", before: "2026-10-24T09:00:00+02:00"),
        Shift("America/New_York", Span(days: 1), "2026-03-08T09:00:00-04:00", before: "2026-03-07T09:00:00-05:00"),
        Shift("America/New_York", Span(days: 1), "2026-11-01T09:00:00-05:00", before: "2026-10-31T09:00:00-04:00"),
        // Hours are time that passes.
        Shift("Europe/Berlin", Span(hours: 24), "2026-03-29T09:00:00+02:00", before: "2026-03-28T08:00:00+01:00"),
        Shift(
            "Europe/Berlin", Span(days: 1, hours: 2, minutes: 30), "2026-10-25T09:00:00+01:00",
            before: "2026-10-24T06:30:00+02:00"),
        // What clocks skip is the jump; what they show twice, the earlier.
        Shift("Europe/Berlin", Span(days: 1), "2026-03-30T02:30:00+02:00", before: "2026-03-29T03:00:00+02:00"),
        Shift("Europe/Berlin", Span(days: 1), "2026-03-28T02:30:00+01:00", after: "2026-03-29T03:00:00+02:00"),
        Shift("Europe/Berlin", Span(days: 1), "2026-10-26T02:30:00+01:00", before: "2026-10-25T02:30:00+02:00"),
        // The second of two like readings stays the second.
        Shift(
            "Europe/Berlin", Span(minutes: 10), "2026-10-25T02:30:00+01:00", before: "2026-10-25T02:20:00+01:00"),
        // Months have different lengths.
        Shift("Europe/Berlin", Span(months: 1), "2026-03-31T10:00:00+02:00", before: "2026-02-28T10:00:00+01:00"),
        Shift("Europe/Berlin", Span(months: 1), "2026-01-31T10:00:00+01:00", after: "2026-02-28T10:00:00+01:00"),
        Shift(
            "Europe/Berlin", Span(months: 2, days: 1), "2026-01-15T10:00:00+01:00",
            before: "2025-11-14T10:00:00+01:00"),
        Shift("Europe/Berlin", Span(months: 13), "2026-12-15T10:00:00+01:00", after: "2028-01-15T10:00:00+01:00"),
        Shift("UTC", Span(days: 1), "2026-03-29T09:00:07.250Z", before: "2026-03-28T09:00:07.250Z"),
    ]

    @Test(arguments: shifts)
    func `goes by the calendar of its zone`(shift: Shift) throws {
        let zone = shift.zone == "UTC" ? systemZones.utc : try systemZones.zone(shift.zone)
        let from = try moment(shift.from)
        if let before = shift.before {
            #expect(shift.span.subtracted(from: from, in: zone) == (try moment(before)))
        }
        if let after = shift.after { #expect(shift.span.added(to: from, in: zone) == (try moment(after))) }
    }
}

struct `Waiting` {
    private func definition(_ settings: WorkflowSettings, _ steps: [Step] = [.mail("mail")]) -> WorkflowDefinition
    {
        WorkflowDefinition(trigger: Trigger(), settings: settings, steps: steps)
    }

    @Test func `keeps messages until the window opens, but not what nobody hears`() throws {
        let window = TimeWindow(days: [.monday, .tuesday], hours: try #require(MinuteRange(from: 540, to: 1020)))
        // A Saturday.
        let life = try Life(
            definition(WorkflowSettings(window: window), [.tag("tag"), .mail("mail")]),
            try facts("2026-12-30T10:00:00+01:00"), at: "2026-12-05T12:00:00+01:00")
        #expect(life.steps == ["tag"])
        #expect(life.waitsUntil == (try moment("2026-12-07T09:00:00+01:00")))
        var late = life
        late.run()
        #expect(late.steps == ["tag", "mail"])
    }

    @Test func `goes by the clocks of the contact when it is told to`() throws {
        var facts = try facts("2026-12-30T10:00:00+01:00")
        facts.contact.zone = try systemZones.zone("America/New_York")
        let quiet = QuietHours(from: 21 * 60, to: 8 * 60)
        let account = try Life(definition(WorkflowSettings(quietHours: quiet)), facts, at: "2026-12-05T09:00:00Z")
        #expect(account.steps == ["mail"])
        let contact = try Life(
            definition(WorkflowSettings(clocks: .contact, quietHours: quiet)), facts, at: "2026-12-05T09:00:00Z")
        #expect(contact.waitsUntil == (try moment("2026-12-05T08:00:00-05:00")))
    }

    @Test func `leaves out what could go only after the appointment has begun`() throws {
        let quiet = WorkflowSettings(quietHours: QuietHours(from: 21 * 60, to: 8 * 60))
        let life = try Life(
            definition(quiet, [.before("hour", Span(hours: 1)), .mail("soon")]),
            try facts("2026-12-10T07:30:00+01:00"), at: "2026-12-10T06:30:00+01:00")
        #expect(life.steps.isEmpty)
        #expect(life.omitted.map(\.omission.reason) == [.tooLate])
    }

    @Test func `resumes within the window of its own`() throws {
        let window = TimeWindow(days: [], hours: try #require(MinuteRange(from: 600, to: 660)))
        let life = try Life(
            definition(
                WorkflowSettings(), [Step("wait", .wait(Delay(Span(hours: 1), window: window))), .mail("mail")]),
            try facts("2026-12-30T10:00:00+01:00"), at: "2026-12-05T10:30:00+01:00")
        #expect(life.waitsUntil == (try moment("2026-12-06T10:00:00+01:00")))
    }

    @Test func `keeps quiet in an hour that clocks show twice`() throws {
        let quiet = WorkflowSettings(quietHours: QuietHours(from: 60, to: 150))
        let life = try Life(
            definition(quiet), try facts("2026-12-30T10:00:00+01:00"), at: "2026-10-25T02:40:00+02:00")
        #expect(life.waitsUntil == (try moment("2026-10-25T02:30:00+01:00")))
    }
}
