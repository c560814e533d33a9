import Foundation

/// The pretend Twilio itself: what it holds, all of it in memory and bounded.
actor Sandbox {
    /// Who wants no messages from whom.
    struct OptOut: Hashable, Sendable {
        let sender: String
        let phone: String
    }

    static let mostOptOuts = 10_000
    static let mostFaults = 100

    let account: Account
    let callbacks: Callbacks
    let now: @Sendable () -> Date
    /// Oldest first.
    private(set) var messages: [Message] = []
    var optOuts: Set<OptOut> = []
    var faults: [Fault] = []

    private let kept: Int

    init(_ configuration: SMSSandboxConfiguration, now: @escaping @Sendable () -> Date) {
        account = Account(configuration)
        callbacks = Callbacks(authToken: configuration.authToken)
        kept = max(configuration.kept, 1)
        self.now = now
    }

    func keep(_ message: Message) {
        messages.append(message)
        if messages.count > kept { messages.removeFirst(messages.count - kept) }
    }

    func message(_ sid: String) -> Message? {
        messages.last { $0.sid == sid }
    }

    /// Forgets messages, refusals to be sent any, and faults.
    func reset() async {
        messages = []
        optOuts = []
        faults = []
        await callbacks.forget()
    }

    /// Takes every message that is on its way one state further, and reports it. With an age, only those that have
    /// been in their state for so long.
    /// - Returns: how many went further.
    func advance(after age: Duration = .zero) -> Int {
        let now = self.now()
        var count = 0
        for index in messages.indices
        where now.timeIntervalSince(messages[index].updatedAt) >= age / .seconds(1)
            && messages[index].advance(account, now: now)
        {
            count += 1
            callbacks.tell(of: messages[index], account: account.sid)
        }
        return count
    }
}
