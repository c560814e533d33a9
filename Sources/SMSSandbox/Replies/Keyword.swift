/// A word that Twilio itself acts on, and what it answers.
enum Keyword: String, Sendable {
    case stop = "STOP"
    case start = "START"
    case help = "HELP"

    /// Nil for any other text, and for text around the word.
    init?(_ body: String) {
        switch body.split(whereSeparator: \.isWhitespace).joined(separator: " ").uppercased() {
        case "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT": self = .stop
        case "START", "YES", "UNSTOP": self = .start
        case "HELP", "INFO": self = .help
        default: return nil
        }
    }

    var answer: String {
        switch self {
        case .stop:
            "You have successfully been unsubscribed. You will not receive any more messages from this number. "
                + "Reply START to resubscribe."
        case .start:
            "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
                + "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
        case .help: "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
        }
    }
}
