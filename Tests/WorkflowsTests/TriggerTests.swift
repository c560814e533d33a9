import Scheduling
import Testing
import TimeZones
import Workflows

struct `The trigger` {
    private func matches(
        _ trigger: Trigger, _ kind: AppointmentEvent.Kind = .booked, by actor: AppointmentEvent.Actor = .customer,
        _ change: (inout Facts) -> Void = { _ in }
    ) throws -> Bool {
        var facts = try facts("2026-12-10T10:00:00Z")
        change(&facts)
        return trigger.matches(AppointmentEvent(kind, by: actor, facts))
    }

    @Test func `without filters takes every booking and every change of status, and no move`() throws {
        #expect(try matches(Trigger()))
        #expect(try matches(Trigger(), .statusChanged(from: .new)))
        #expect(try !matches(Trigger(), .statusChanged(from: .confirmed)))
        #expect(try !matches(Trigger(), .moved))
    }

    @Test func `asks every filter`() throws {
        #expect(try matches(Trigger(statuses: [.confirmed, .showed])))
        #expect(try !matches(Trigger(statuses: [.showed])))
        #expect(try matches(Trigger(eventType: .oneTime)))
        #expect(try !matches(Trigger(eventType: .recurring)))
        #expect(try matches(Trigger(eventType: .recurring)) { $0.appointment.isRecurring = true })
        #expect(try matches(Trigger(calendarIDs: ["cal_1", "cal_2"])))
        #expect(try !matches(Trigger(calendarIDs: ["cal_2"])))
        #expect(try matches(Trigger(groupIDs: ["grp_1"])))
        #expect(try !matches(Trigger(groupIDs: ["grp_2"])))
        #expect(try matches(Trigger(hostIDs: ["usr_1", "usr_2"])))
        #expect(try !matches(Trigger(hostIDs: ["usr_2"])))
        #expect(try matches(Trigger(tags: ["vip"])))
        #expect(try !matches(Trigger(tags: ["new"])))
        #expect(try !matches(Trigger(statuses: [.confirmed], tags: ["new"])))
    }

    @Test func `knows who made the change`() throws {
        #expect(try matches(Trigger(changedBy: [.customer])))
        #expect(try !matches(Trigger(changedBy: [.api, .workflow])))
        #expect(try matches(Trigger(changedBy: [.user(ids: [])]), by: .user(id: "usr_1")))
        #expect(try matches(Trigger(changedBy: [.user(ids: ["usr_1"])]), by: .user(id: "usr_1")))
        #expect(try !matches(Trigger(changedBy: [.user(ids: ["usr_2"])]), by: .user(id: "usr_1")))
    }

    @Test func `lets in once, or again when told to, but never what a workflow woke`() throws {
        let event = AppointmentEvent(.booked, by: .customer, try facts("2026-12-10T10:00:00Z"))
        let woken = AppointmentEvent(.statusChanged(from: .new), by: .workflow, event.facts)
        var definition = WorkflowDefinition(trigger: Trigger(), steps: [.mail("mail")])
        #expect(definition.admits(event, .never))
        #expect(!definition.admits(event, .enrolled))
        #expect(!definition.admits(event, .ended))
        definition.settings.reentry = .again
        #expect(definition.admits(event, .ended))
        #expect(!definition.admits(event, .enrolled))
        #expect(definition.admits(woken, .never))
        #expect(!definition.admits(woken, .ended))
    }
}

struct `A condition` {
    static let holding: [Condition.Test] = [
        .status([.confirmed]), .calendar(["cal_1"]), .host(["usr_1"]), .location([.zoom, .phone]), .hasTag("vip"),
        .hasEmail, .hasPhone, .starts(.tomorrow), .ends(.tomorrow), .field("company", .contains("engines ")),
        .field("company", .equals("analytical engines")), .field("size", .empty),
    ]
    static let failing: [Condition.Test] = [
        .status([.new]), .calendar([]), .host(["usr_2"]), .location([.phone]), .hasTag("new"), .isRecurring,
        .isRescheduled, .starts(.today), .starts(.yesterday), .field("company", .empty),
        .field("size", .contains("x")),
    ]

    private func holds(_ condition: Condition) throws -> Bool {
        let facts = try facts("2026-12-10T00:30:00+01:00")
        // In UTC both are on the ninth.
        return condition.holds(facts, in: facts.zone, at: try moment("2026-12-09T12:00:00Z"))
    }

    @Test(arguments: holding)
    func `holds as things stand`(test: Condition.Test) throws {
        #expect(try holds(Condition(test)))
        #expect(try !holds(Condition(test, not: true)))
    }

    @Test(arguments: failing)
    func `fails as things stand`(test: Condition.Test) throws {
        #expect(try !holds(Condition(test)))
        #expect(try holds(Condition(test, not: true)))
    }

    @Test func `compares days on the clocks of its zone`() throws {
        let day = try #require(CivilDate("2026-12-10"))
        #expect(try holds(Condition(.starts(.on(day)))))
        #expect(try holds(Condition(.starts(.after(day.adding(days: -1))))))
        #expect(try holds(Condition(.starts(.before(day.adding(days: 1))))))
        #expect(try !holds(Condition(.starts(.before(day)))))
    }
}
