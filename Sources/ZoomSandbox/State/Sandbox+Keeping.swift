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

    /// Forgets every meeting, every fault and the log of requests; people and their grants stay.
    func reset() async throws {
        for id in contents.meetings.keys {
            note(Change(key: .init(entity: .meeting, id: String(id)), body: nil))
        }
        contents.removeAllMeetings()
        faults = []
        log = RequestLog()
        try await commit()
    }
}
