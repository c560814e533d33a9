import Scheduling
import Testing
import Workflows

struct `The check` {
    private func problems(_ steps: Step..., known: Known = Known()) -> [String] {
        WorkflowDefinition(trigger: Trigger(), steps: steps).problems(known).map { "\($0.path) \($0.code)" }
    }

    private func perform(_ deed: Deed) -> Step { Step("a", .perform(deed)) }

    private func mail(_ subject: String = "Hi", _ body: String = "There", to: Set<MailStep.Receiver> = [.contact])
        -> Step
    {
        perform(.mail(MailStep(subject: subject, body: body, to: to)))
    }

    @Test func `wants one step at least, and a hundred at most`() {
        #expect(problems() == ["steps empty"])
        let many = (0...100).map { Step("s\($0)", .end) }
        let definition = WorkflowDefinition(trigger: Trigger(), steps: many)
        #expect(definition.problems().map(\.code) == ["too_many"])
    }

    @Test func `wants ids that are ids, and each once`() {
        #expect(problems(Step("", .end), Step("a b", .end)) == ["steps[0].id bad_id", "steps[1].id bad_id"])
        let branch = Step("b", .branch(Branch([Condition(.hasEmail)], then: [Step("a", .end)])))
        #expect(problems(Step("a", .end), branch) == ["steps[1].if.then[0].id duplicate_id"])
    }

    @Test func `allows branches five deep`() {
        func nested(_ depth: Int) -> Step {
            let inner = depth == 1 ? Step("x", .end) : nested(depth - 1)
            return Step("b\(depth)", .branch(Branch([Condition(.hasEmail)], then: [inner])))
        }
        #expect(problems(nested(5)).isEmpty)
        #expect(problems(nested(6)).map { $0.suffix(8) } == ["too_deep"])
    }

    @Test func `wants texts, receivers and known values`() {
        #expect(problems(mail(" ", "")) == ["steps[0].mail.subject empty", "steps[0].mail.body empty"])
        #expect(problems(mail(to: [])) == ["steps[0].mail.to no_receiver"])
        #expect(problems(mail("{{contact.frist_name}}")) == ["steps[0].mail.subject unknown_value"])
        #expect(problems(mail("{{contact.name")) == ["steps[0].mail.subject unclosed_value"])
        #expect(problems(mail("Hi", String(repeating: "x", count: 65_537))) == ["steps[0].mail.body too_long"])
        #expect(problems(perform(.sms(SMSStep(body: "[[contact.nmae]]")))) == ["steps[0].sms.body unknown_value"])
        #expect(problems(perform(.addTag(" "))) == ["steps[0].add_tag.tag empty"])
        #expect(problems(perform(.addNote(""))) == ["steps[0].add_note.body empty"])
        #expect(
            problems(perform(.mail(MailStep(subject: "Hi", body: "There", replyTo: "nobody"))))
                == ["steps[0].mail.reply_to bad_email"])
    }

    @Test func `suggests the nearest value`() {
        let definition = WorkflowDefinition(trigger: Trigger(), steps: [mail("{{appointment.meeting_locaton}}")])
        #expect(
            definition.problems().map(\.message) == [
                "There is no custom value “appointment.meeting_locaton”. Did you mean “appointment.meeting_location”?"
            ])
    }

    @Test func `knows the account's own fields`() {
        let known = Known(fields: ["shoe_size"])
        #expect(problems(mail("{{contact.shoe_size}} {{contact.custom_field.shoe_size}}"), known: known).isEmpty)
        #expect(problems(mail("{{contact.hat_size}}"), known: known) == ["steps[0].mail.subject unknown_value"])
        let branch = Branch([Condition(.field("hat_size", .empty))], then: [Step("b", .end)])
        #expect(
            problems(Step("a", .branch(branch)), known: known) == [
                "steps[0].if.conditions[0].field.key unknown_field"
            ])
    }

    @Test func `holds waits to their bounds`() {
        #expect(problems(.wait("a", minutes: 0)) == ["steps[0].wait empty"])
        #expect(problems(.wait("a", minutes: -5)) == ["steps[0].wait negative"])
        #expect(problems(.wait("a", minutes: 400 * 1440)).isEmpty)
        #expect(problems(.wait("a", minutes: 400 * 1440 + 1)) == ["steps[0].wait too_long"])
        #expect(problems(.wait("a", minutes: .max)) == ["steps[0].wait too_long"])
        #expect(problems(.before("a", Span(months: 13))) == ["steps[0].wait_event too_long"])
        #expect(problems(.before("a", .none)) == ["steps[0].wait_event empty"])
        let at = Step("a", .waitForEvent(EventWait(.at, Span(days: 1))))
        #expect(problems(at) == ["steps[0].wait_event not_at"])
    }

    @Test func `refuses to go where nothing is, or round without a wait`() {
        #expect(problems(Step("a", .goTo("b"))) == ["steps[0].go_to.step unknown_step"])
        #expect(problems(.mail("a"), Step("b", .goTo("a"))) == ["steps[1].go_to.step circle"])
        #expect(problems(Step("a", .goTo("a"))) == ["steps[0].go_to.step circle"])
        #expect(problems(.wait("a", minutes: 1), Step("b", .goTo("a"))).isEmpty)
        // A wait for the event may be over.
        #expect(problems(.before("a", Span(days: 1)), Step("b", .goTo("a"))) == ["steps[1].go_to.step circle"])
        #expect(
            problems(.mail("a"), .before("b", Span(days: 1), .goTo("a"))) == ["steps[1].wait_event.step circle"])
        // Every way round has to have one, not only some.
        let fork = Branch([Condition(.hasEmail)], then: [.wait("w", minutes: 1)])
        #expect(
            problems(.mail("a"), Step("b", .branch(fork)), Step("c", .goTo("a"))) == ["steps[2].go_to.step circle"]
        )
    }

    @Test(arguments: [
        "ftp://example.com", "example.com", "https://", "http://example.com", "https://a:b@example.com", "",
    ])
    func `wants webhooks to go to https`(url: String) {
        let step = perform(.webhook(WebhookStep(url: url, values: [:])))
        #expect(problems(step).count == 1)
        let known = Known(allowsHTTP: true)
        #expect(problems(step, known: known).isEmpty == (url == "http://example.com"))
    }

    @Test func `wants notices that can arrive`() {
        func notice(_ channels: Set<NoticeStep.Channel>, _ receiver: NoticeStep.Receiver, _ subject: String = "Hi")
            -> [String]
        {
            problems(perform(.notify(NoticeStep(channels, to: receiver, subject: subject, body: "There"))))
        }
        #expect(notice([], .hosts) == ["steps[0].notify.channels empty"])
        #expect(notice([.email], .hosts, "") == ["steps[0].notify.subject empty"])
        #expect(notice([.sms], .hosts, "").isEmpty)
        #expect(notice([.inApp], .address("a@example.com")) == ["steps[0].notify.channels not_in_app"])
        #expect(notice([.email], .address("nobody")) == ["steps[0].notify.address bad_email"])
        #expect(notice([.sms], .address("a@example.com")) == ["steps[0].notify.address bad_phone"])
        #expect(notice([.email], .address("{{user.email}}")).isEmpty)
    }

    @Test func `wants what is named to be there`() {
        let known = Known(calendarIDs: ["cal_1"], groupIDs: [], userIDs: ["usr_1"])
        var definition = `A definition`.whole
        definition.settings.quietHours = QuietHours(from: 480, to: 1080)
        #expect(
            definition.problems(known).map { "\($0.path) \($0.code)" } == [
                "trigger.calendars unknown_calendar", "trigger.calendar_groups unknown_calendar_group",
                "trigger.changed_by[1].ids unknown_user", "settings.quiet_hours never_open",
            ])
    }
}
