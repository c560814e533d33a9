/// Takes fields out of a request's JSON and gathers what is wrong with them into one answer.
struct FieldReader {
    private let source: [String: JSONValue]
    private let prefix: String
    private(set) var problems: [ZoomError.Field] = []

    init(_ source: [String: JSONValue], prefix: String = "") {
        self.source = source
        self.prefix = prefix
    }

    mutating func text(_ name: String, upTo limit: Int) -> String? {
        guard let value = given(name) else { return nil }
        guard let text = value.text else {
            refuse(name, "Invalid field.")
            return nil
        }
        guard text.count <= limit else {
            refuse(name, "The \(name) must be no more than \(limit) characters.")
            return nil
        }
        return text
    }

    mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = given(name) else { return nil }
        guard let number = value.integer else {
            refuse(name, "Invalid field.")
            return nil
        }
        guard range.contains(number) else {
            refuse(name, "The \(name) must be between \(range.lowerBound) and \(range.upperBound).")
            return nil
        }
        return number
    }

    mutating func flag(_ name: String) -> Bool? {
        guard let value = given(name) else { return nil }
        if value.flag == nil { refuse(name, "Invalid field.") }
        return value.flag
    }

    mutating func object(_ name: String) -> [String: JSONValue]? {
        guard let value = given(name) else { return nil }
        if value.object == nil { refuse(name, "Invalid field.") }
        return value.object
    }

    mutating func refuse(_ name: String, _ message: String) {
        problems.append(.init(name: prefix + name, message: message))
    }

    mutating func take(over other: FieldReader) {
        problems += other.problems
    }

    func given(_ name: String) -> JSONValue? {
        guard let value = source[name], value != .null else { return nil }
        return value
    }

    func finish() throws {
        if !problems.isEmpty { throw ZoomError.validation(problems) }
    }
}
