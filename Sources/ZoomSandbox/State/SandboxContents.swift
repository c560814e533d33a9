import Foundation

/// All the sandbox holds, with the indexes kept beside it.
struct SandboxContents: Sendable {
    private(set) var people: [String: Person] = [:]
    private(set) var grants: [String: Grant] = [:]
    var accountGrants = AccountGrants()
    private(set) var codes: [String: AuthorizationCode] = [:]
    private(set) var sessions: [String: String] = [:]
    private(set) var meetings: [Int64: Meeting] = [:]
    /// By meeting and then by address in small letters.
    private(set) var registrants: [Int64: [String: Registrant]] = [:]
    /// The creates and updates of a day, by person.
    private(set) var writes: [String: DailyCount] = [:]
    private(set) var zakKey: Data?

    private var personByEmail: [String: String] = [:]
    private var personByAccessToken: [String: String] = [:]
    private var personByRefreshToken: [String: String] = [:]
    private var meetingsByHost: [String: [Int64]] = [:]
    private var lastSequence = 0

    func person(email: String) -> Person? {
        personByEmail[email.lowercased()].flatMap { people[$0] }
    }

    func grant(accessToken: String) -> Grant? {
        personByAccessToken[accessToken].flatMap { grants[$0] }
    }

    func grant(refreshToken: String) -> Grant? {
        personByRefreshToken[refreshToken].flatMap { grants[$0] }
    }

    /// The host's meetings that are not deleted, in the order they were made.
    func meetings(of host: String) -> some Sequence<Meeting> {
        meetingsByHost[host, default: []].lazy.compactMap { meetings[$0] }
    }

    /// Who registered and is not gone, in the order they came.
    func registrants(of meeting: Int64) -> [Registrant] {
        registrants[meeting, default: [:]].values
            .filter { $0.status != .gone }
            .sorted { $0.sequence < $1.sequence }
    }

    mutating func put(_ person: Person) {
        people[person.id] = person
        personByEmail[person.email.lowercased()] = person.id
    }

    /// A person has one grant: a new one takes the place of the old, whose tokens die with it.
    mutating func put(_ grant: Grant) {
        removeGrant(of: grant.personID)
        grants[grant.personID] = grant
        personByRefreshToken[grant.refreshToken] = grant.personID
        for token in grant.accessTokens.keys { personByAccessToken[token] = grant.personID }
    }

    mutating func removeGrant(of person: String) {
        guard let old = grants.removeValue(forKey: person) else { return }
        personByRefreshToken[old.refreshToken] = nil
        for token in old.accessTokens.keys { personByAccessToken[token] = nil }
    }

    mutating func put(_ code: AuthorizationCode) { codes[code.code] = code }

    mutating func takeCode(_ code: String) -> AuthorizationCode? { codes.removeValue(forKey: code) }

    mutating func putSession(_ token: String, person: String) { sessions[token] = person }

    mutating func putZakKey(_ key: Data) { zakKey = key }

    mutating func nextSequence() -> Int {
        lastSequence += 1
        return lastSequence
    }

    mutating func put(_ meeting: Meeting) {
        let wasListed = meetings[meeting.id].map { !$0.isDeleted } ?? false
        meetings[meeting.id] = meeting
        lastSequence = max(lastSequence, meeting.sequence)
        guard wasListed == meeting.isDeleted else { return }
        let host = meeting.hostID
        if meeting.isDeleted {
            meetingsByHost[host]?.removeAll { $0 == meeting.id }
        } else if let place = placeBeforeLater(than: meeting) {
            meetingsByHost[host]?.insert(meeting.id, at: place)
        } else {
            meetingsByHost[host, default: []].append(meeting.id)
        }
    }

    /// Where a recovered meeting goes; nil for the end, which is where every new one goes.
    private func placeBeforeLater(than meeting: Meeting) -> Int? {
        let listed = meetingsByHost[meeting.hostID, default: []]
        guard let last = listed.last, let latest = meetings[last], latest.sequence > meeting.sequence else {
            return nil
        }
        return listed.firstIndex { (meetings[$0]?.sequence ?? 0) > meeting.sequence }
    }

    mutating func put(_ registrant: Registrant) {
        registrants[registrant.meetingID, default: [:]][registrant.email.lowercased()] = registrant
        lastSequence = max(lastSequence, registrant.sequence)
    }

    mutating func put(_ count: DailyCount, ofWritesBy person: String) { writes[person] = count }

    mutating func removeAllMeetings() {
        meetings = [:]
        meetingsByHost = [:]
        registrants = [:]
    }

    mutating func removeAllWrites() { writes = [:] }
}
