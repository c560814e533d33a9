import Scheduling
import Testing
import TimeZones
import Workflows

struct `The planner` {
    @Test func `sends each message at its moment`() throws {
        var life = try Life(reminders, try facts("2026-12-10T10:00:00+01:00"), at: "2026-12-01T12:00:00Z")
        #expect(life.steps == ["booked"])
        #expect(life.waitsUntil == (try moment("2026-12-09T10:00:00+01:00")))
        life.run()
        #expect(life.steps == ["booked", "tomorrow", "soon", "thanks"])
        let moments = [
            "2026-12-01T12:00:00Z", "2026-12-09T09:00:00Z", "2026-12-10T08:00:00Z", "2026-12-10T10:00:00Z",
        ]
        #expect(life.done.map(\.at) == (try moments.map(moment)))
        #expect(life.done.map(\.effect.key) == ["booked#1", "tomorrow#1", "soon#1", "thanks#1"])
        #expect(life.next == .ended(.completed))
        #expect(life.enrollment.isOver)
    }

    @Test func `passes by what is past until the next wait`() throws {
        var life = try Life(reminders, try facts("2026-12-10T10:00:00+01:00"), at: "2026-12-10T06:00:00Z")
        #expect(life.steps == ["booked"])
        #expect(life.passedBy == ["tomorrow"])
        #expect(life.omitted.map(\.omission.reason) == [.past])
        life.run()
        #expect(life.steps == ["booked", "soon", "thanks"])
    }

    @Test func `goes by the rule of a wait that is past`() throws {
        func steps(_ ifPast: EventWait.IfPast) throws -> [String] {
            let definition = WorkflowDefinition(
                trigger: Trigger(),
                steps: [.before("wait", Span(days: 1), ifPast), .mail("first"), .tag("tag"), .mail("second")])
            return try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-10T08:00:00Z").steps
        }
        #expect(try steps(.next) == ["first", "tag", "second"])
        #expect(try steps(.skip) == ["tag"])
        #expect(try steps(.goTo("second")) == ["second"])
    }

    @Test func `changes nothing when it is asked again`() throws {
        var life = try Life(reminders, try facts("2026-12-10T10:00:00+01:00"), at: "2026-12-01T12:00:00Z")
        let former = life.enrollment
        life.now = try moment("2026-12-05T12:00:00Z")
        life.look()
        #expect(life.steps == ["booked"])
        #expect(life.enrollment == former)
    }

    @Test func `does not remind of what has begun, when nobody woke it in time`() throws {
        var life = try Life(reminders, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        life.now = try moment("2026-12-10T10:20:00Z")
        life.look()
        #expect(life.steps == ["booked"])
        #expect(life.passedBy == ["tomorrow", "soon"])
        life.run()
        #expect(life.steps == ["booked", "thanks"])
    }

    @Test(arguments: [AppointmentStatus.cancelled, .noshow, .invalid])
    func `ends when the appointment is off`(status: AppointmentStatus) throws {
        var life = try Life(reminders, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        #expect(life.planner.leaves(life.enrollment, on: status))
        life.facts.appointment.status = status
        life.look()
        #expect(life.next == .ended(.left))
        life.facts.appointment.status = .confirmed
        try life.move(to: "2026-12-20T10:00:00Z")
        #expect(life.next == .ended(.left))
        #expect(life.steps == ["booked"])
    }

    @Test func `lets a follow-up run that asks for a no-show`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(statuses: [.noshow]), steps: [.wait("wait", minutes: 30), .mail("missed")])
        var life = try Life(definition, try facts("2026-12-10T10:00:00Z", .noshow), at: "2026-12-10T11:00:00Z")
        #expect(!life.planner.leaves(life.enrollment, on: .noshow))
        life.run()
        #expect(life.steps == ["missed"])
    }

    @Test func `lets an appointment run that came in cancelled, but leaves when another one is`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(), steps: [.wait("wait", minutes: 30), .mail("any")])
        var off = try Life(definition, try facts("2026-12-10T10:00:00Z", .cancelled), at: "2026-12-09T11:00:00Z")
        off.run()
        #expect(off.steps == ["any"])
        var on = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-09T11:00:00Z")
        on.facts.appointment.status = .cancelled
        on.run()
        #expect(on.next == .ended(.left))
    }

    @Test func `sees what it has done itself`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(),
            steps: [
                .tag("seen"),
                Step(
                    "fork",
                    .branch(
                        Branch(
                            [Condition(.hasTag("SEEN"))],
                            then: [Step("off", .perform(.setStatus(.cancelled))), .mail("never")],
                            otherwise: [.mail("other")]))),
            ])
        let life = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-09T11:00:00Z")
        #expect(life.steps == ["seen", "off"])
        #expect(life.next == .ended(.left))
    }

    @Test func `leaves out messages to nowhere`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(),
            steps: [.mail("mail"), Step("sms", .perform(.sms(SMSStep(body: "Hello")))), .tag("tag")])
        var nobody = try facts("2026-12-10T10:00:00Z")
        (nobody.contact.hasEmail, nobody.contact.hasPhone) = (false, false)
        let life = try Life(definition, nobody, at: "2026-12-09T11:00:00Z")
        #expect(life.steps == ["tag"])
        #expect(life.omitted.map(\.omission.reason) == [.noEmail, .noPhone])
    }

    @Test func `ends when it goes round and round`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(), steps: [.wait("wait", minutes: 1), .tag("tag"), Step("back", .goTo("wait"))])
        #expect(definition.problems().isEmpty)
        var life = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-09T11:00:00Z")
        life.run()
        #expect(life.next == .ended(.tooManySteps))
        #expect(life.done.count == 333)
        #expect(Set(life.done.map(\.effect.key)).count == 333)
    }

    @Test func `ends when its step has gone`() throws {
        let life = try Life(reminders, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        let other = Planner(WorkflowDefinition(trigger: Trigger(), steps: [.mail("other")]))
        #expect(other.advance(life.enrollment, life.facts, at: life.now).next == .ended(.stepGone))
    }
}
