import Foundation

extension SandboxContents {
    /// Reads the data file's rows back, meetings in the order they were made so that the index only grows.
    init(_ rows: [Change]) throws {
        self.init()
        var meetings: [Meeting] = []
        for row in rows {
            guard let body = row.body else { continue }
            switch row.key.entity {
            case .person: put(try Self.read(Person.self, body))
            case .grant: put(try Self.read(Grant.self, body))
            case .accountGrant: accountGrants.put(try Self.read(AccountGrant.self, body))
            case .code: put(try Self.read(AuthorizationCode.self, body))
            case .session: putSession(row.key.id, person: body)
            case .meeting: meetings.append(try Self.read(Meeting.self, body))
            case .registrant: put(try Self.read(Registrant.self, body))
            case .writes: put(try Self.read(DailyCount.self, body), ofWritesBy: row.key.id)
            case .secret: if let key = Data(base64Encoded: body) { putZakKey(key) }
            }
        }
        for meeting in meetings.sorted(by: { $0.sequence < $1.sequence }) { put(meeting) }
    }

    /// Adds whoever is not there yet, and answers what must be written.
    mutating func seed(_ profiles: [SandboxPerson], now: Date) throws -> [Change] {
        var changes: [Change] = []
        for profile in profiles where people[profile.id] == nil {
            let person = Person(profile: profile, pmi: Random.meetingID(), createdAt: now)
            put(person)
            changes.append(try Change(.person, person.id, person))
        }
        if zakKey == nil {
            let key = Random.bytes(32)
            putZakKey(key)
            changes.append(Change(key: .init(entity: .secret, id: "zak"), body: key.base64EncodedString()))
        }
        return changes
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ body: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.utf8))
    }
}

extension Change {
    init(_ entity: Entity, _ id: String, _ value: some Encodable) throws {
        let body = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        self.init(key: .init(entity: entity, id: id), body: body)
    }
}
