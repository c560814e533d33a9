/// The fields of one JSON object, written; what is as usual is left out.
struct Written<Key: CodingKey> {
    private var container: KeyedEncodingContainer<Key>

    init(_ encoder: any Encoder) {
        container = encoder.container(keyedBy: Key.self)
    }

    mutating func put(_ value: some Encodable, _ key: Key) throws {
        try container.encode(value, forKey: key)
    }

    mutating func put<Value: Encodable & Equatable>(_ value: Value, _ key: Key, unless usual: Value) throws {
        if value != usual { try container.encode(value, forKey: key) }
    }

    mutating func put(optional value: (some Encodable)?, _ key: Key) throws {
        try container.encodeIfPresent(value, forKey: key)
    }

    mutating func put<Choice: RawRepresentable<String> & Equatable>(
        choice: Choice, _ key: Key, unless usual: Choice? = nil
    ) throws {
        if choice != usual { try container.encode(choice.rawValue, forKey: key) }
    }

    /// In the order of the alphabet, so that the same definition is the same text.
    mutating func put<Choice: RawRepresentable<String> & Hashable>(
        choices: Set<Choice>, _ key: Key, unless usual: Set<Choice> = []
    ) throws {
        if choices != usual { try container.encode(choices.map(\.rawValue).sorted(), forKey: key) }
    }

    mutating func put(ids: Set<String>, _ key: Key) throws {
        if !ids.isEmpty { try container.encode(ids.sorted(), forKey: key) }
    }

    /// An object that holds one text.
    mutating func put(text: String, under name: String, _ key: Key) throws {
        var object = container.nestedContainer(keyedBy: FieldName.self, forKey: key)
        try object.encode(text, forKey: FieldName(name))
    }

    /// An object without fields.
    mutating func put(nothing key: Key) {
        _ = container.nestedContainer(keyedBy: FieldName.self, forKey: key)
    }
}
