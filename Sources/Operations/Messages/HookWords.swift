import Store

extension Verbs {
    /// What the admins of an account are told when one of its webhooks is told nothing any more.
    func hookWords(_ letter: Letter) throws -> Words {
        guard let hook = letter.hook else {
            throw OperationError.notFound("There is no such webhook any more.")
        }
        var words = Words(facts: [.init("Address", hook.url), .init("Why", hook.disabledWhy ?? "")])
        words.subject = "A webhook of \(letter.account.name) has been turned off"
        words.heading = "A webhook has been turned off"
        words.intro =
            "The program behind it is told of no appointment any more, so what it keeps may be out of date. Once it "
            + "takes calls again, turn the webhook on. Its log can send again what did not get through before; what "
            + "happens while it is off is not kept for it."
        words.button = .init("Open the webhook", "\(settings.publicURL)/app/webhooks/\(hook.id)")
        return words
    }
}
