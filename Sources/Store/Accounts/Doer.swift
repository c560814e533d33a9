/// Who did something: a person, or a program with a key, and who was behind them.
package struct Doer: Hashable, Sendable {
    package let id: String
    package let name: String
    /// The agency's admin who was logged in as them.
    package let behindID: String?
    package let behindName: String?
    /// The network address it came from.
    package let address: String

    package init(_ person: Person, address: String) {
        (id, name) = (person.user.id, person.user.name)
        (behindID, behindName) = (person.behind?.id, person.behind?.name)
        self.address = address
    }

    /// Somebody who comes by a link that was sent to them, and is not signed in.
    package init(_ user: User, address: String) {
        (id, name, behindID, behindName) = (user.id, user.name, nil, nil)
        self.address = address
    }

    package init(_ key: APIKey, address: String) {
        (id, name) = (key.id, "API key “\(key.label)”")
        (behindID, behindName) = (nil, nil)
        self.address = address
    }

    /// How a history names them.
    package var actor: String { behindName.map { "\($0) as \(name)" } ?? name }
}
