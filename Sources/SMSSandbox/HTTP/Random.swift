import Foundation

/// Identifiers in the shapes Twilio gives them.
enum Random {
    /// Two letters and 32 hexadecimal digits.
    static func sid(_ letters: String) -> String {
        letters + uuid().replacing("-", with: "")
    }

    static func uuid() -> String { UUID().uuidString.lowercased() }
}
