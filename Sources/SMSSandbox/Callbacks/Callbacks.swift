import Foundation

/// One request to the account's own server, and how it went.
struct SentCallback: Sendable, Encodable {
    let url: String
    let form: [String: String]
    /// The answer's status; nil when nobody answered.
    let status: Int?
    let problem: String?
}

/// The requests on their way to the account's own server, one after the other, each tried once.
actor Callbacks {
    private struct Item: Sendable {
        let url: String
        let form: [String: String]
    }

    private static let kept = 1000

    private let signature: RequestSignature
    private let items: AsyncStream<Item>
    private let queue: AsyncStream<Item>.Continuation
    /// The last ones sent, oldest first.
    private(set) var log: [SentCallback] = []

    init(authToken: String) {
        signature = RequestSignature(authToken: authToken)
        let (items, queue) = AsyncStream<Item>.makeStream(bufferingPolicy: .bufferingNewest(Self.kept))
        self.items = items
        self.queue = queue
    }

    nonisolated func tell(_ url: String, _ form: [String: String]) {
        queue.yield(Item(url: url, form: form))
    }

    /// Reports a message's state, if somebody wants to know.
    nonisolated func tell(of message: Message, account: String) {
        if let url = message.callbackURL { tell(url, message.statusForm(account: account)) }
    }

    func forget() { log = [] }

    /// Sends what comes until the task is cancelled.
    func send(by sender: CallbackSender) async {
        for await item in items {
            let header = signature.header(url: item.url, form: item.form)
            let sent: SentCallback
            do {
                let status = try await sender.post(item.form, to: item.url, signature: header)
                sent = SentCallback(url: item.url, form: item.form, status: status, problem: nil)
            } catch {
                sent = SentCallback(
                    url: item.url, form: item.form, status: nil, problem: String(describing: error))
            }
            log.append(sent)
            if log.count > Self.kept { log.removeFirst(log.count - Self.kept) }
        }
    }
}
