import Scheduling
import Testing
import TimeZones
import Workflows

struct `A recipe` {
    @Test(arguments: Recipe.all)
    func `can be used as it is`(recipe: Recipe) throws {
        #expect(recipe.definition.problems(Known(calendarIDs: [], groupIDs: [], userIDs: [], fields: [])).isEmpty)
        #expect(try WorkflowDefinition(json: recipe.definition.json()) == recipe.definition)
        #expect(!recipe.name.isEmpty && !recipe.line.isEmpty)
        #expect(Recipe.of(recipe.id) == recipe)
    }

    @Test func `has an id of its own, and one is on from the start`() {
        #expect(Set(Recipe.all.map(\.id)).count == Recipe.all.count)
        #expect(Recipe.all.filter(\.isOnFromStart).map(\.id) == ["confirmation-and-reminders"])
        #expect(Recipe.of("none") == nil)
    }

    @Test func `for Zoom tells all channels after a minute and 24 hours before`() throws {
        let recipe = try #require(Recipe.of("zoom-reminder"))
        let table = Timetable(
            Planner(recipe.definition), try facts("2026-12-10T10:00:00Z"), from: try moment("2026-12-07T12:00:00Z")
        )
        let minute = try moment("2026-12-07T12:01:00Z")
        let day = try moment("2026-12-09T10:00:00Z")
        #expect(table.entries.map(\.at) == [minute, minute, minute, day, day, day])
        #expect(
            table.entries.map(\.deed.label)
                == ["E-mail", "SMS", "Internal notification", "E-mail", "SMS", "Internal notification"])
        for entry in table.entries {
            switch entry.deed {
            case .mail(let mail): #expect(mail.body.contains("{{appointment.meeting_location}}"))
            case .sms(let sms): #expect(sms.body.contains("{{appointment.meeting_location}}"))
            case .notify(let notice): #expect(notice.channels == [.email, .sms, .inApp])
            default: Issue.record("\(entry.deed) is no message")
            }
        }
    }
}

struct `A timetable` {
    private func table(_ now: String) throws -> Timetable {
        Timetable(Planner(reminders), try facts("2026-12-10T10:00:00Z"), from: try moment(now))
    }

    @Test func `lists what is to come, and how it ends`() throws {
        let table = try table("2026-12-01T12:00:00Z")
        #expect(table.entries.map(\.deed.summary) == ["booked", "tomorrow", "soon", "thanks"])
        #expect(table.entries.allSatisfy { $0.omitted == nil })
        #expect(table.end == .completed)
        #expect(!table.isCut)
    }

    @Test func `says what is left out, and why`() throws {
        let table = try table("2026-12-10T08:00:00Z")
        #expect(table.entries.map(\.stepID) == ["booked", "tomorrow", "soon", "thanks"])
        #expect(table.entries.map(\.omitted) == [nil, .past, nil, nil])
        #expect(Omission.Reason.past.explanation == "Its time had passed already.")
    }

    @Test func `goes on from where somebody stands`() throws {
        var life = try Life(reminders, try facts("2026-12-10T10:00:00Z"), at: "2026-12-01T12:00:00Z")
        try life.run(until: "2026-12-09T12:00:00Z")
        let table = Timetable(life.planner, life.enrollment, life.facts, from: life.now)
        #expect(table.entries.map(\.stepID) == ["soon", "thanks"])
    }

    @Test func `is cut when it would go on and on`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(), steps: [.wait("wait", minutes: 1), .tag("tag"), Step("back", .goTo("wait"))])
        let table = Timetable(
            Planner(definition), try facts("2026-12-10T10:00:00Z"), from: try moment("2026-12-01T12:00:00Z"))
        #expect(table.isCut)
        #expect(table.end == nil)
        #expect(table.entries.count == 200)
    }
}
