import Foundation

/// What a value has to be made into, so that it is only text where it is put.
package enum Escaping: Sendable {
    /// As it is.
    case text
    /// On one line, for subjects.
    case line
    /// As text in HTML, new lines kept.
    case html

    /// The text, made safe.
    package func escape(_ text: String) -> String {
        switch self {
        case .text: text
        case .line: Self.onOneLine(text)
        case .html: Self.inHTML(text).replacing("\r\n", with: "<br>").replacing("\n", with: "<br>")
        }
    }

    /// Without control characters, which could begin another header; several in a row are one space.
    private static func onOneLine(_ text: String) -> String {
        text.components(separatedBy: .controlCharacters.union(.newlines)).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// For text and for attributes in quotes.
    static func inHTML(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
    }
}
