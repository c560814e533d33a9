import Foundation

/// What the page shows: each phone with its conversations, as its owner sees them.
struct PhonesPage: Sendable {
    struct Conversation: Sendable {
        let phone: String
        /// The number or name at the other end.
        let sender: String
        let bubbles: [Bubble]
        /// A name cannot be answered.
        let canAnswer: Bool
        let isStopped: Bool
    }

    struct Bubble: Sendable {
        let text: String
        let time: String
        let state: String
        /// Whether the phone itself wrote it.
        let isOwn: Bool
        let isLost: Bool
    }

    let conversations: [Conversation]
    let isEmpty: Bool
    let account: String
    let faults: Int
}

extension Sandbox {
    private static let mostConversations = 30
    private static let mostBubbles = 50

    /// The newest conversations, and the newest of each.
    func phonesPage() -> PhonesPage {
        let byPair = Dictionary(grouping: messages, by: pair)
        let newest = byPair.sorted { first, second in
            (first.value.last?.createdAt ?? .distantPast, first.key.phone)
                > (second.value.last?.createdAt ?? .distantPast, second.key.phone)
        }
        return PhonesPage(
            conversations: newest.prefix(Self.mostConversations).map { conversation($0.key, $0.value) },
            isEmpty: byPair.isEmpty, account: account.sid, faults: faults.count)
    }

    private func conversation(_ pair: OptOut, _ messages: [Message]) -> PhonesPage.Conversation {
        PhonesPage.Conversation(
            phone: pair.phone, sender: pair.sender, bubbles: messages.suffix(Self.mostBubbles).map(bubble),
            canAnswer: account.numbers.contains(pair.sender), isStopped: optOuts.contains(pair))
    }

    private func bubble(_ message: Message) -> PhonesPage.Bubble {
        let state = message.errorCode.map { "\(message.status.rawValue) (\($0))" } ?? message.status.rawValue
        return PhonesPage.Bubble(
            text: message.body, time: message.createdAt.clockText, state: state,
            isOwn: message.direction == .inbound,
            isLost: message.status == .undelivered || message.status == .failed)
    }

    private func pair(of message: Message) -> OptOut {
        if message.direction == .inbound { return OptOut(sender: message.to, phone: message.from ?? "") }
        let sender = message.from ?? message.serviceSID.flatMap { account.services[$0] } ?? ""
        return OptOut(sender: sender, phone: message.to)
    }
}
