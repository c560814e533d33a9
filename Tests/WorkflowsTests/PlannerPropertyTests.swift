import Foundation
import Scheduling
import Testing
import TimeZones
import Workflows

/// Definitions and lives drawn by chance.
private struct Draw {
    var random: SeededGenerator
    private var count = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// One without problems; steps may go anywhere.
    mutating func definition() -> WorkflowDefinition {
        while true {
            count = 0
            let definition = WorkflowDefinition(
                trigger: Trigger(statuses: [.confirmed]), settings: settings(), steps: steps(3...9, depth: 0))
            if definition.problems().isEmpty { return definition }
        }
    }

    private mutating func settings() -> WorkflowSettings {
        WorkflowSettings(
            window: number(0...2) == 0
                ? MinuteRange(from: 540, to: 1020).map {
                    TimeWindow(days: [.monday, .wednesday, .friday], hours: $0)
                }
                : nil,
            quietHours: number(0...2) == 0 ? QuietHours(from: 1260, to: 480) : nil)
    }

    private mutating func steps(_ size: ClosedRange<Int>, depth: Int) -> [Step] {
        (0..<number(size)).map { _ in step(depth: depth) }
    }

    private mutating func step(depth: Int) -> Step {
        count += 1
        let id = "s\(count)"
        switch number(0...9) {
        case 0...2: return .mail(id)
        case 3: return .tag(id)
        case 4: return .wait(id, minutes: number(1...3000))
        case 5...6:
            let rules: [EventWait.IfPast] = [.next, .skip, .goTo("s\(number(1...12))")]
            return Step(
                id,
                .waitForEvent(
                    EventWait(
                        random.pick([.before, .after]), Span(days: number(0...3), hours: number(1...20)),
                        ifPast: random.pick(rules))))
        case 7 where depth < 3:
            let test: Condition.Test = random.pick([.isRescheduled, .hasTag("s2"), .starts(.tomorrow)])
            return Step(
                id,
                .branch(
                    Branch(
                        [Condition(test)], then: steps(1...3, depth: depth + 1),
                        otherwise: steps(0...2, depth: depth + 1))))
        case 8: return Step(id, .goTo("s\(number(1...12))"))
        default: return .mail(id)
        }
    }

    /// Something that happens to it, or only time that passes.
    mutating func disturb(_ life: inout Life) {
        switch number(0...5) {
        case 0...1:
            life.facts = life.facts.moved(to: life.now.adding(minutes: number(-3000...20_000)))
        case 2: life.now = life.now.adding(minutes: number(0...5000))
        case 3: life.facts.contact.tags = ["s\(number(1...9))"]
        default: life.run(until: life.now.adding(minutes: number(0...5000)))
        }
        life.look()
    }
}

struct `Whatever happens to an enrollment` {
    private func live(_ seed: UInt64, _ check: (WorkflowDefinition, inout Life) throws -> Void) throws {
        var draw = Draw(seed: seed)
        let definition = draw.definition()
        let now = try moment("2026-03-20T12:00:00Z").adding(minutes: draw.number(0...20_000))
        var facts = try facts("2026-03-28T10:00:00Z")
        facts = facts.moved(to: now.adding(minutes: draw.number(10...10_000)))
        facts.appointment.isRescheduled = false
        var life = Life(definition, facts, at: now)
        for _ in 0..<draw.number(0...8) {
            draw.disturb(&life)
            try check(definition, &life)
        }
        life.run()
        try check(definition, &life)
        #expect(life.enrollment.isOver)
    }

    @Test(arguments: 1...300)
    func `nothing is done twice, and it comes to an end`(seed: Int) throws {
        try live(UInt64(seed)) { definition, life in
            let json = try definition.json()
            let keys = life.done.map(\.effect.key)
            #expect(Set(keys).count == keys.count, "\(json)")
            #expect(Set(keys) == life.enrollment.done)
            // Where nobody can go back, no step is taken twice, whatever moves.
            if !json.contains("go_to") { #expect(Set(life.steps).count == life.steps.count, "\(json)") }
        }
    }

    @Test(arguments: 301...500)
    func `messages keep to the window and to quiet hours`(seed: Int) throws {
        try live(UInt64(seed)) { definition, life in
            let zone = life.facts.zone
            for (at, effect) in life.done where effect.deed.isMessage {
                let civil = zone.civil(at: at)
                let minute = civil.hour * 60 + civil.minute
                if let window = definition.settings.window {
                    #expect(window.days.contains(civil.date.weekday))
                    #expect((window.hours.from..<window.hours.to).contains(minute))
                }
                if definition.settings.quietHours != nil { #expect((480..<1260).contains(minute)) }
            }
        }
    }

    @Test(arguments: 501...600)
    func `it may be put away and asked again`(seed: Int) throws {
        try live(UInt64(seed)) { _, life in
            let json = try JSONEncoder().encode(life.enrollment)
            #expect(try JSONDecoder().decode(Enrollment.self, from: json) == life.enrollment)
            let again = life.planner.advance(life.enrollment, life.facts, at: life.now)
            #expect(again.effects.isEmpty)
            #expect(again.next == life.next)
            #expect(again.enrollment == life.enrollment)
            if let until = life.waitsUntil { #expect(until > life.now) }
        }
    }

    @Test(arguments: 1...100)
    func `of the messages between two waits all go or all are passed by`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let waits = (1...4).map { number in
            let span = Span(hours: Int.random(in: 1...60, using: &random))
            return [
                Step.before("wait-\(number)", span), .mail("a-\(number)"), .tag("tag-\(number)"),
                .mail("b-\(number)"),
            ]
        }
        let definition = WorkflowDefinition(trigger: Trigger(), steps: waits.flatMap(\.self))
        var life = try Life(definition, try facts("2026-12-10T10:00:00Z"), at: "2026-12-09T00:00:00Z")
        life.run()
        for number in 1...4 {
            #expect(life.steps.contains("a-\(number)") == life.steps.contains("b-\(number)"))
            #expect(life.steps.contains("a-\(number)") != life.passedBy.contains("a-\(number)"))
            #expect(life.steps.contains("tag-\(number)"))
        }
    }
}
