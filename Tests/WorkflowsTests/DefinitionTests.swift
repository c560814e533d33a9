import Scheduling
import Testing
import TimeZones
import Workflows

/// JSON that is refused, and what with.
struct BadJSON: Sendable, CustomTestStringConvertible {
    let json: String
    let path: String
    let code: String

    var testDescription: String { "\(path) \(code)" }

    /// A step within a definition that is right otherwise.
    static func step(_ step: String, _ path: String, _ code: String) -> BadJSON {
        BadJSON(
            json: #"{"trigger":{"kind":"appointment_status"},"steps":[{"id":"a","end":{}},\#(step)]}"#,
            path: path.isEmpty ? "steps[1]" : "steps[1].\(path)", code: code)
    }
}

struct `A definition` {
    /// Everything there is, once.
    static let whole = WorkflowDefinition(
        trigger: Trigger(
            statuses: [.new, .confirmed], eventType: .recurring, calendarIDs: ["cal_2", "cal_1"],
            groupIDs: ["grp_1"],
            hostIDs: ["usr_1"], changedBy: [.customer, .user(ids: ["usr_2"]), .api, .workflow], tags: ["vip"]),
        settings: WorkflowSettings(
            reentry: .again, clocks: .contact,
            window: MinuteRange(from: 540, to: 1020).map { TimeWindow(days: [.friday, .monday], hours: $0) },
            quietHours: QuietHours(from: 1260, to: 480), leavesOn: [.cancelled]),
        steps: [
            Step(
                "a",
                .wait(
                    Delay(
                        Span(days: 1, hours: 2), window: MinuteRange(from: 0, to: 60).map { TimeWindow(hours: $0) }
                    ))),
            Step("b", .waitForEvent(EventWait(.before, Span(months: 1, minutes: 5), ifPast: .goTo("d")))),
            Step("c", .waitForEvent(EventWait(.at, ifPast: .next))),
            Step(
                "d",
                .perform(
                    .mail(
                        MailStep(
                            subject: "Hi", body: "{{contact.name}}", to: [.guests], replyTo: "a@example.com",
                            hasInvitation: true)))),
            Step("e", .perform(.sms(SMSStep(body: "Hi / there")))),
            Step("f", .perform(.notify(NoticeStep([.email, .inApp], to: .admins, subject: "Hi", body: "There")))),
            Step(
                "g", .perform(.notify(NoticeStep([.sms], to: .address("+49 30 123456"), subject: "", body: "Hi")))),
            Step(
                "h",
                .branch(
                    Branch(
                        conditions, match: .any, then: [Step("i", .perform(.setStatus(.showed)))],
                        otherwise: [Step("j", .perform(.removeTag("vip")))]))),
            Step("k", .perform(.addTag("new"))),
            Step("l", .perform(.addNote("Note"))),
            Step(
                "m",
                .perform(.webhook(WebhookStep(url: "https://example.com/x", values: ["name": "{{contact.name}}"])))
            ),
            Step("n", .goTo("p")), Step("o", .end), Step("p", .end),
        ])

    private static let conditions = [
        Condition(.status([.new])), Condition(.calendar(["cal_1"])), Condition(.host(["usr_1"]), not: true),
        Condition(.location([.zoom])), Condition(.starts(.today)),
        Condition(.ends(.before(CivilDate(daysSinceEpoch: 20_000)))),
        Condition(.isRescheduled, not: true), Condition(.isRecurring), Condition(.hasEmail), Condition(.hasPhone),
        Condition(.hasTag("vip")), Condition(.field("company", .empty)), Condition(.field("size", .equals("3"))),
        Condition(.field("size", .contains("3"))),
    ]

    @Test func `is the same after it has been JSON`() throws {
        let json = try Self.whole.json()
        #expect(try WorkflowDefinition(json: json) == Self.whole)
        #expect(try WorkflowDefinition(json: json).json() == json)
        #expect(Self.whole.problems().isEmpty)
    }

    @Test func `is short where all is as usual`() throws {
        let definition = WorkflowDefinition(
            trigger: Trigger(),
            steps: [
                .before("day", Span(days: 1)), .mail("m"),
                Step("if", .branch(Branch([Condition(.hasEmail, not: true)], then: [Step("x", .end)]))),
            ])
        let expected =
            #"{"steps":[{"id":"day","wait_event":{"days":1,"if_past":"skip","when":"before"}},"#
            + #"{"id":"m","mail":{"body":"Hello {{contact.name}}","subject":"m"}},"#
            + #"{"id":"if","if":{"conditions":[{"has_email":true,"not":true}],"then":[{"end":{},"id":"x"}]}}],"#
            + #""trigger":{"kind":"appointment_status"}}"#
        #expect(try definition.json() == expected)
    }

    @Test func `takes a false answer for a denied question`() throws {
        let json =
            #"{"trigger":{"kind":"appointment_status"},"steps":[{"id":"a","if":{"conditions":[{"recurring":false}],"#
            + #""then":[{"id":"b","end":{}}]}}]}"#
        let step = try #require(try WorkflowDefinition(json: json).steps.first)
        let expected = Branch([Condition(.isRecurring, not: true)], then: [Step("b", .end)])
        #expect(step.action == .branch(expected))
    }

    static let bad: [BadJSON] = [
        BadJSON(json: "{", path: "", code: "bad_json"),
        BadJSON(json: "[]", path: "", code: "bad_kind"),
        BadJSON(json: #"{"steps":[]}"#, path: "trigger", code: "missing"),
        BadJSON(json: #"{"trigger":{"kind":"form"},"steps":[]}"#, path: "trigger.kind", code: "unknown_choice"),
        BadJSON(
            json: #"{"trigger":{"kind":"appointment_status","statuses":["gone"]},"steps":[]}"#,
            path: "trigger.statuses", code: "unknown_choice"),
        BadJSON(
            json: #"{"trigger":{"kind":"appointment_status","changed_by":[{"by":"api","ids":["x"]}]},"steps":[]}"#,
            path: "trigger.changed_by[0].ids", code: "unknown_field"),
        BadJSON(
            json:
                #"{"trigger":{"kind":"appointment_status"},"steps":[],"settings":{"quiet_hours":{"from":5,"to":5}}}"#,
            path: "settings.quiet_hours.from", code: "out_of_range"),
        BadJSON(
            json: #"{"trigger":{"kind":"appointment_status"},"steps":[],"setings":{}}"#, path: "setings",
            code: "unknown_field"),
        .step(#"{"id":"b"}"#, "", "no_kind"),
        .step(#"{"id":"b","end":{},"wait":{"days":1}}"#, "", "several_kinds"),
        .step(#"{"end":{}}"#, "id", "missing"),
        .step(#"{"id":"b","mial":{}}"#, "mial", "unknown_field"),
        .step(#"{"id":"b","end":{"now":true}}"#, "end.now", "unknown_field"),
        .step(#"{"id":"b","mail":{"body":"x"}}"#, "mail.subject", "missing"),
        .step(#"{"id":"b","mail":{"subject":7,"body":"x"}}"#, "mail.subject", "bad_kind"),
        .step(#"{"id":"b","mail":{"subject":"s","body":"x","cc":"y"}}"#, "mail.cc", "unknown_field"),
        .step(#"{"id":"b","mail":{"subject":"s","body":"x","to":["all"]}}"#, "mail.to", "unknown_choice"),
        .step(#"{"id":"b","wait":{"days":"1"}}"#, "wait.days", "bad_kind"),
        .step(#"{"id":"b","wait":{"window":{"days":[8],"from":1,"to":2}}}"#, "wait.window.days", "out_of_range"),
        .step(#"{"id":"b","wait_event":{"when":"before","if_past":"go_to"}}"#, "wait_event.step", "missing"),
        .step(#"{"id":"b","wait_event":{"when":"before","step":"a"}}"#, "wait_event.step", "unknown_field"),
        .step(#"{"id":"b","set_status":{"status":"gone"}}"#, "set_status", "unknown_choice"),
        .step(#"{"id":"b","notify":{"to":"address","body":"x"}}"#, "notify.address", "missing"),
        .step(
            #"{"id":"b","if":{"conditions":[],"then":[{"id":"c","sms":{"text":"x"}}]}}"#, "if.then[0].sms.text",
            "unknown_field"),
        .step(
            #"{"id":"b","if":{"conditions":[{"start":{"is":"before"}}]}}"#, "if.conditions[0].start.date",
            "missing"),
        .step(
            #"{"id":"b","if":{"conditions":[{"end":{"is":"on","date":"2026-02-30"}}]}}"#,
            "if.conditions[0].end.date",
            "bad_date"),
        .step(#"{"id":"b","if":{"conditions":[{}]}}"#, "if.conditions[0]", "no_kind"),
    ]

    @Test(arguments: bad)
    func `that is not one is refused, with the path`(bad: BadJSON) throws {
        let problem = try #require(throws: Problem.self) { try WorkflowDefinition(json: bad.json) }
        #expect(problem.path == bad.path)
        #expect(problem.code == bad.code)
        #expect(!problem.message.isEmpty)
    }

    @Test func `says which field was probably meant`() throws {
        let bad = BadJSON.step(#"{"id":"b","mial":{}}"#, "", "")
        let problem = try #require(throws: Problem.self) { try WorkflowDefinition(json: bad.json) }
        #expect(problem.description == "steps[1].mial: There is no “mial” here. Did you mean “mail”?")
    }
}
