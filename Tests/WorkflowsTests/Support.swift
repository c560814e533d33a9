import Scheduling
import Testing
import TimeZones
import Workflows

/// The system's database, read once for all tests of this module.
let systemZones = ZoneDatabase()

/// The moment of an RFC 3339 text.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text))
}

/// A confirmed appointment of half an hour on Zoom, and its contact; both zones are the same.
func facts(
    _ start: String, _ status: AppointmentStatus = .confirmed, zone: String = "Europe/Berlin"
) throws -> Facts {
    let zone = try systemZones.zone(zone)
    return Facts(
        appointment: AppointmentFacts(
            interval: Interval(start: try moment(start), minutes: 30), status: status, calendarID: "cal_1",
            groupIDs: ["grp_1"], hostIDs: ["usr_1"]),
        contact: ContactFacts(tags: ["VIP"], fields: ["company": "Analytical Engines"], zone: zone), zone: zone)
}

extension Facts {
    /// The same with the appointment at another time.
    func moved(to start: Instant) -> Facts {
        var facts = self
        facts.appointment.interval = Interval(start: start, minutes: 30)
        facts.appointment.isRescheduled = true
        return facts
    }
}

extension Step {
    static func mail(_ id: String) -> Step {
        Step(id, .perform(.mail(MailStep(subject: id, body: "Hello {{contact.name}}"))))
    }

    static func tag(_ id: String) -> Step { Step(id, .perform(.addTag(id))) }

    static func wait(_ id: String, minutes: Int) -> Step { Step(id, .wait(Delay(Span(minutes: minutes)))) }

    static func before(_ id: String, _ span: Span, _ ifPast: EventWait.IfPast = .skip) -> Step {
        Step(id, .waitForEvent(EventWait(.before, span, ifPast: ifPast)))
    }

    static func after(_ id: String, _ span: Span, _ ifPast: EventWait.IfPast = .skip) -> Step {
        Step(id, .waitForEvent(EventWait(.after, span, ifPast: ifPast)))
    }
}

/// Confirmation, a reminder the day before, another an hour before, and thanks an hour after.
let reminders = WorkflowDefinition(
    trigger: Trigger(statuses: [.confirmed]),
    steps: [
        .mail("booked"), .before("day", Span(days: 1)), .mail("tomorrow"), .before("hour", Span(hours: 1)),
        .mail("soon"), .after("later", Span(hours: 1)), .mail("thanks"),
    ])

/// One appointment's way through a workflow, with a clock that is moved.
struct Life {
    let planner: Planner
    var facts: Facts
    var now: Instant
    private(set) var enrollment: Enrollment
    private(set) var next = Advance.Next.ended(.completed)
    private(set) var done: [(at: Instant, effect: Effect)] = []
    private(set) var omitted: [(at: Instant, omission: Omission)] = []

    /// Enters, and goes to the first wait.
    init(_ definition: WorkflowDefinition, _ facts: Facts, at now: Instant) {
        planner = Planner(definition)
        (self.facts, self.now) = (facts, now)
        enrollment = planner.start(version: 1, facts, at: now)
        look()
    }

    init(_ definition: WorkflowDefinition, _ facts: Facts, at now: String) throws {
        self.init(definition, facts, at: try moment(now))
    }

    mutating func look() {
        let advance = planner.advance(enrollment, facts, at: now)
        enrollment = advance.enrollment
        next = advance.next
        done += advance.effects.map { (now, $0) }
        omitted += advance.omissions.map { (now, $0) }
    }

    /// Lets the clock run, waking up whenever it is waited for.
    mutating func run(until end: Instant? = nil) {
        while case .wait(let until) = next {
            if let end, until > end { break }
            now = until
            look()
        }
        if let end { now = max(now, end) }
    }

    mutating func run(until end: String) throws {
        run(until: try moment(end))
    }

    mutating func move(to start: String) throws {
        facts = facts.moved(to: try moment(start))
        look()
    }

    /// The steps of what has been done, in order.
    var steps: [String] { done.map(\.effect.stepID) }

    var passedBy: [String] { omitted.map(\.omission.stepID) }

    var waitsUntil: Instant? {
        if case .wait(let until) = next { until } else { nil }
    }
}

/// The same numbers at every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }
}
