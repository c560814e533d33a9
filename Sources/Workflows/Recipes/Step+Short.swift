/// Steps in few words.
extension Step {
    static func mail(_ id: String, _ mail: MailStep) -> Step { Step(id, .perform(.mail(mail))) }

    static func sms(_ id: String, _ body: String) -> Step { Step(id, .perform(.sms(SMSStep(body: body)))) }

    static func notice(_ id: String, _ notice: NoticeStep) -> Step { Step(id, .perform(.notify(notice))) }

    static func wait(_ id: String, _ span: Span) -> Step { Step(id, .wait(Delay(span))) }

    /// A reminder's wait: who books later than that does not get what follows.
    static func before(_ id: String, _ span: Span) -> Step { Step(id, .waitForEvent(EventWait(.before, span))) }

    static func when(_ id: String, _ tests: Condition.Test..., then: [Step], otherwise: [Step] = []) -> Step {
        Step(id, .branch(Branch(tests.map { Condition($0) }, then: then, otherwise: otherwise)))
    }
}
