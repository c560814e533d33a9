import Foundation

extension Sandbox {
    func keep(_ grant: Grant) throws {
        contents.put(grant)
        try note(Change(.grant, grant.personID, grant))
    }

    func dropGrant(of person: String) {
        contents.removeGrant(of: person)
        note(Change(key: .init(entity: .grant, id: person), body: nil))
    }

    func keep(_ grant: AccountGrant) throws {
        contents.accountGrants.put(grant)
        try note(Change(.accountGrant, grant.accountID, grant))
    }

    func dropGrant(ofAccount account: String) {
        contents.accountGrants.remove(account)
        drop(.accountGrant, account)
    }

    func keep(_ code: AuthorizationCode) throws {
        contents.put(code)
        try note(Change(.code, code.code, code))
    }

    func takeCode(_ code: String) -> AuthorizationCode? {
        guard let taken = contents.takeCode(code) else { return nil }
        note(Change(key: .init(entity: .code, id: code), body: nil))
        return taken
    }

    func keep(_ meeting: Meeting) throws {
        contents.put(meeting)
        try note(Change(.meeting, String(meeting.id), meeting))
    }

    func keep(_ registrant: Registrant) throws {
        contents.put(registrant)
        try note(Change(.registrant, registrant.key, registrant))
    }

    func keep(_ writes: DailyCount, by person: String) throws {
        contents.put(writes, ofWritesBy: person)
        try note(Change(.writes, person, writes))
    }

    /// Forgets every meeting, every count, every fault and the log of requests; people and their grants stay.
    func reset() async throws {
        for id in contents.meetings.keys { drop(.meeting, String(id)) }
        for registrant in contents.registrants.values.flatMap(\.values) { drop(.registrant, registrant.key) }
        for person in contents.writes.keys { drop(.writes, person) }
        contents.removeAllMeetings()
        contents.removeAllWrites()
        rates = RateCounts()
        faults = []
        isAccountAppOff = false
        log = RequestLog()
        await webhooks.forget()
        try await commit()
    }

    private func drop(_ entity: Entity, _ id: String) {
        note(Change(key: .init(entity: entity, id: id), body: nil))
    }
}
