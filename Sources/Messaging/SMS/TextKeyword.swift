/// A word that a phone answers with to stop messages, to have them again, or to ask for help.
///
/// The words are Twilio's defaults for English. Only a message that is nothing but the word counts:
/// “stop please” is an answer to be read.
package enum TextKeyword: String, Sendable, Hashable, CaseIterable {
    case stop = "STOP"
    case start = "START"
    case help = "HELP"

    /// Nil when the text is no keyword. Case and white space around it do not matter.
    package init?(body: String) {
        let word = body.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        switch String(word).uppercased() {
        case "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT": self = .stop
        case "START", "YES", "UNSTOP": self = .start
        case "HELP", "INFO": self = .help
        default: return nil
        }
    }
}
