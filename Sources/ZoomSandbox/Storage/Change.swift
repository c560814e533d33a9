/// What the data file keeps rows of.
enum Entity: String, Sendable {
    case person, grant, code, session, meeting, registrant, writes, secret
    case accountGrant = "account_grant"
}

/// One row to write, or to remove when there is no body.
struct Change: Sendable {
    struct Key: Hashable, Sendable {
        let entity: Entity
        let id: String
    }

    let key: Key
    let body: String?
}
