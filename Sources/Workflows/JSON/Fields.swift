/// A field whose name is known only when it is read.
struct FieldName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) {
        stringValue = name
    }

    init?(stringValue: String) {
        self.init(stringValue)
    }

    init?(intValue: Int) {
        nil
    }
}

/// The fields of one JSON object, read strictly: one that nobody knows is refused, by its path.
struct Fields<Key: CodingKey & CaseIterable & Hashable> {
    private let container: KeyedDecodingContainer<Key>

    init(_ decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: FieldName.self)
        try Self.require(all, only: Key.allCases.map(\.stringValue))
        container = try decoder.container(keyedBy: Key.self)
    }

    /// Those that are there.
    var present: [Key] { Key.allCases.filter { container.contains($0) } }

    func value<Value: Decodable>(_ key: Key) throws -> Value {
        try container.decode(Value.self, forKey: key)
    }

    func value<Value: Decodable>(_ key: Key, or fallback: Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: key) ?? fallback
    }

    func optional<Value: Decodable>(_ key: Key) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: key)
    }

    /// The text that the object of that key holds under one name, and nothing else.
    func text(_ key: Key, _ name: String) throws -> String {
        let object = try container.nestedContainer(keyedBy: FieldName.self, forKey: key)
        try Self.require(object, only: [name])
        return try object.decode(String.self, forKey: FieldName(name))
    }

    /// An object without fields.
    func nothing(_ key: Key) throws {
        try Self.require(container.nestedContainer(keyedBy: FieldName.self, forKey: key), only: [])
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: Key) throws -> Choice {
        try choice(try value(key), key)
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: Key, or fallback: Choice) throws -> Choice
    {
        try optional(key).map { try choice($0, key) } ?? fallback
    }

    func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ key: Key, or fallback: Set<Choice> = []
    ) throws -> Set<Choice> {
        let texts: [String]? = try optional(key)
        return try texts.map { try Set($0.map { try choice($0, key) }) } ?? fallback
    }

    /// A problem with the field of that key.
    func problem(_ key: Key, _ code: String, _ message: String) -> Problem {
        Problem(Problem.path(container.codingPath + [key]), code, message)
    }

    /// A problem with the object as a whole.
    func problem(_ code: String, _ message: String) -> Problem {
        Problem(Problem.path(container.codingPath), code, message)
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ text: String, _ key: Key) throws -> Choice {
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue)
            throw problem(key, "unknown_choice", "“\(text)” is none of: \(known.joined(separator: ", ")).")
        }
        return choice
    }

    private static func require(_ object: KeyedDecodingContainer<FieldName>, only known: [String]) throws {
        let unknown = object.allKeys.filter { !known.contains($0.stringValue) }
        guard let field = unknown.min(by: { $0.stringValue < $1.stringValue }) else { return }
        let hint = NearestName.hint(field.stringValue, among: known)
        throw Problem(
            Problem.path(object.codingPath + [field]), "unknown_field",
            "There is no “\(field.stringValue)” here.\(hint)")
    }
}
