/// One thing that is wrong with a definition, for the person who writes it.
package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where, such as `steps[2].mail.subject`; empty for the whole.
    package let path: String
    /// A word for programs, such as `unknown_value`.
    package let code: String
    /// What is wrong, and what to do.
    package let message: String

    package init(_ path: String, _ code: String, _ message: String) {
        (self.path, self.code, self.message) = (path, code, message)
    }

    package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

extension Problem {
    /// The place in JSON that coding keys lead to.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }

    /// What a decoder found, in words for people.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(Self.path(context.codingPath + [key]), "missing", "This is missing. Add it.")
        case .valueNotFound(let type, let context):
            self.init(Self.path(context.codingPath), "missing", "This is empty; it has to be \(Self.word(type)).")
        case .typeMismatch(let type, let context):
            self.init(Self.path(context.codingPath), "bad_kind", "This has to be \(Self.word(type)).")
        case .dataCorrupted(let context):
            self.init(
                Self.path(context.codingPath), "bad_json",
                "This is not JSON as RFC 8259 describes it: \(context.debugDescription)")
        @unknown default:
            self.init("", "bad_json", "This cannot be read: \(error)")
        }
    }

    private static func word(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type, is Int64.Type: "a whole number"
        case is Bool.Type: "true or false"
        case is [Any].Type: "a list"
        default: "an object, or a list where several belong"
        }
    }
}
