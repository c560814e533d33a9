/// Where events are sent and how.
struct WebhookSettings: Sendable {
    /// Minutes from one try to the next; after the last the event is given up.
    static let retryMinutes = [5, 20, 60]

    let url: String?
    let clientID: String
    let signature: WebhookSignature
    /// How long a minute of the retry schedule lasts.
    let minute: Duration
    let browserTellsJBH: Bool

    init(_ configuration: SandboxConfiguration) {
        url = configuration.webhookURL
        clientID = configuration.clientID
        signature = WebhookSignature(secret: configuration.webhookSecret)
        minute = configuration.webhookMinute
        browserTellsJBH = configuration.browserTellsJBH
    }
}
