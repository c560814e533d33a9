import Foundation

/// What a form says, or a JSON object of plain values, by field name.
struct Fields: Sendable {
    private var values: [String: String] = [:]

    init(form: String) {
        for part in form.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.decoded(pair[0])] = pair.count > 1 ? Self.decoded(pair[1]) : ""
        }
    }

    /// Nil when it is none.
    init?(json: String) {
        guard let scalars = try? JSONDecoder().decode([String: Scalar].self, from: Data(json.utf8)) else {
            return nil
        }
        values = scalars.mapValues(\.text)
    }

    subscript(name: String) -> String? { values[name] }

    /// The value, unless it is empty.
    func given(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// A form of these fields, in the order of their names.
    static func encoded(_ form: [String: String]) -> String {
        form.sorted { $0.key < $1.key }.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }

    private static func encoded(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}

/// A text, a number or a flag of JSON's, as text.
private struct Scalar: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            text = String(number)
        } else if let flag = try? container.decode(Bool.self) {
            text = String(flag)
        } else {
            text = try container.decode(String.self)
        }
    }
}
