import Foundation

/// One question of a booking form.
package struct Question: Hashable, Codable, Sendable {
    package enum Kind: String, CaseIterable, Codable, Sendable {
        case text, paragraph, email, phone, number, date, url, choice, choices, checkbox
    }

    /// The name of its field: small letters, digits and `_`.
    package var key: String
    package var label: String
    package var kind: Kind
    package var isRequired: Bool
    /// What can be chosen, for `choice` and `choices`.
    package var options: [String]

    package init(key: String, label: String, kind: Kind, isRequired: Bool = false, options: [String] = []) {
        self.key = key
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.options = options
    }

    private enum CodingKeys: String, CodingKey {
        case key, label, kind, options
        case isRequired = "required"
    }

    static func list(_ json: String) throws -> [Question] {
        json == "[]" ? [] : try JSONDecoder().decode([Question].self, from: Data(json.utf8))
    }

    static func json(_ questions: [Question]) throws -> String {
        try StoredJSON.text(questions)
    }
}

/// What was answered to a question, with the question as it stood then.
package struct Answer: Hashable, Codable, Sendable {
    package var key: String
    package var label: String
    package var answer: String

    package init(key: String, label: String, answer: String) {
        (self.key, self.label, self.answer) = (key, label, answer)
    }
}

/// What somebody agreed to, when, and from which address.
package struct Consent: Hashable, Codable, Sendable {
    package var text: String
    /// UTC epoch milliseconds.
    package var at: Int64
    package var address: String

    package init(text: String, at: Int64, address: String) {
        (self.text, self.at, self.address) = (text, at, address)
    }
}

/// JSON as the tables hold it: the same value is always the same text.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
