import Operations

/// Reads the members of a body one by one, and gathers what is wrong with them, each by its path. What nobody has
/// asked for by the end is refused by its name.
final class BodyFields {
    private let members: [String: JSONValue]
    private let path: String
    private let faults: Faults
    private var known: Set<String> = []
    private var nested: [BodyFields] = []

    /// What is wrong with a body, all of it together.
    private final class Faults {
        var list: [OperationError.Field] = []
    }

    convenience init(_ body: JSONValue) {
        self.init(body.members, path: "", faults: Faults())
    }

    private init(_ members: [String: JSONValue], path: String, faults: Faults) {
        (self.members, self.path, self.faults) = (members, path, faults)
    }

    /// - Parameter lenient: lets members pass that nobody has asked for.
    /// - Throws: all that was found, if anything.
    func finish(lenient: Bool = false) throws(OperationError) {
        if !lenient { refuseUnknown() }
        if !faults.list.isEmpty { throw .invalid(faults.list) }
    }

    func fault(_ name: String, _ code: String, _ message: String) {
        faults.list.append(.init(path + name, code, message))
    }

    private func refuseUnknown() {
        for name in members.keys.sorted() where !known.contains(name) {
            fault(name, "unknown_field", "There is no field “\(path + name)” here.")
        }
        for inner in nested { inner.refuseUnknown() }
    }
}

extension BodyFields {
    /// A text; nil when it is absent or null, and so in all the readers below.
    func text(_ name: String) -> String? {
        read(name, "a text") { if case .text(let text) = $0 { text } else { nil } }
    }

    /// A number as a form would have it typed.
    func number(_ name: String) -> String? {
        read(name, "a number", Self.typed)
    }

    /// A whole number.
    func integer(_ name: String) -> Int? {
        read(name, "a whole number") { if case .integer(let number) = $0 { Int(exactly: number) } else { nil } }
    }

    func flag(_ name: String) -> Bool? {
        read(name, "true or false") { if case .flag(let flag) = $0 { flag } else { nil } }
    }

    func texts(_ name: String) -> [String]? {
        read(name, "a list of texts") { value in
            guard case .list(let values) = value else { return nil }
            let texts = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return texts.count == values.count ? texts : nil
        }
    }

    /// Numbers as a form would have them typed.
    func numbers(_ name: String) -> [String]? {
        read(name, "a list of numbers") { value in
            guard case .list(let values) = value else { return nil }
            let typed = values.compactMap(Self.typed)
            return typed.count == values.count ? typed : nil
        }
    }

    func object(_ name: String) -> BodyFields? {
        let members = read(name, "an object") { if case .object(let members) = $0 { members } else { nil } }
        return members.map { inner($0, at: name) }
    }

    func objects(_ name: String) -> [BodyFields]? {
        let list = read(name, "a list of objects") { value -> [[String: JSONValue]]? in
            guard case .list(let values) = value else { return nil }
            let objects = values.compactMap { if case .object(let members) = $0 { members } else { nil } }
            return objects.count == values.count ? objects : nil
        }
        return list?.enumerated().map { inner($0.element, at: "\(name).\($0.offset)") }
    }

    /// The members of an object whose names are the caller's own, each as a form would have it typed.
    func texts(byName name: String) -> [String: String]? {
        let members = read(name, "an object") { if case .object(let members) = $0 { members } else { nil } }
        return members.map { members in
            var typed: [String: String] = [:]
            for (key, value) in members.sorted(by: { $0.key < $1.key }) where value != .null {
                typed[key] = Self.answer(value)
                if typed[key] == nil {
                    wrongType("\(name).\(key)", "a text, a number, true, false, or a list of texts")
                }
            }
            return typed
        }
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(_ name: String) -> Word? where Word.RawValue == String {
        guard let text = text(name) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        fault(name, "unknown_choice", "“\(path + name)” must be one of \(words).")
        return nil
    }

    /// Lets members pass that the caller has read from us and sends back, as long as they are what they were.
    /// - Parameter current: the object as it is; nil for a new one, which has none of these yet.
    func readOnly(_ names: [String], of current: JSONValue? = nil) {
        known.formUnion(names)
        for name in names {
            guard let given = members[name], given != .null, given != current?.members[name] else { continue }
            fault(name, "read_only", "“\(path + name)” cannot be changed here. Leave it out.")
        }
    }

    /// Lets a member pass that is only told to readers.
    func ignore(_ name: String) {
        known.insert(name)
    }

    private func read<Value>(_ name: String, _ wanted: String, _ take: (JSONValue) -> Value?) -> Value? {
        known.insert(name)
        guard let value = members[name], value != .null else { return nil }
        if let taken = take(value) { return taken }
        wrongType(name, wanted)
        return nil
    }

    private func wrongType(_ name: String, _ wanted: String) {
        fault(name, "bad_json", "“\(path + name)” must be \(wanted).")
    }

    private func inner(_ members: [String: JSONValue], at name: String) -> BodyFields {
        let fields = BodyFields(members, path: "\(path)\(name).", faults: faults)
        nested.append(fields)
        return fields
    }

    private static func typed(_ value: JSONValue) -> String? {
        switch value {
        case .integer(let number): String(number)
        case .number(let number): String(number)
        default: nil
        }
    }

    private static func answer(_ value: JSONValue) -> String? {
        switch value {
        case .text(let text): return text
        case .flag(let flag): return flag ? "yes" : "no"
        case .list(let values):
            let texts = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return texts.count == values.count ? texts.joined(separator: "\n") : nil
        default: return typed(value)
        }
    }
}
