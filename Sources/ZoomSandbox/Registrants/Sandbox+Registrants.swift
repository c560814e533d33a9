import Foundation

extension Sandbox {
    func listRegistrants(
        _ page: RegistrantPageRequest, of id: String, by caller: Person
    ) throws -> JSONValue {
        let meeting = try registrationMeeting(id, of: caller)
        let all = contents.registrants(of: meeting.id).filter { $0.status == page.status }
        let (shown, next) = try page.cut(all, of: meeting, now: now())
        return [
            "page_count": .number((all.count + page.size - 1) / page.size),
            "page_number": 1,
            "page_size": .number(page.size),
            "total_records": .number(all.count),
            "next_page_token": .string(next),
            "registrants": .array(shown.map { $0.detail(base: base, meeting: meeting) }),
        ]
    }

    func readRegistrant(_ registrant: String, of id: String, by caller: Person) throws -> JSONValue {
        let meeting = try registrationMeeting(id, of: caller)
        return try self.registrant(.init(id: registrant), of: meeting).detail(base: base, meeting: meeting)
    }

    /// Changes all of them or, when one is not known, none.
    func change(_ change: RegistrantChange, of id: String, by caller: Person) async throws {
        let meeting = try registrationMeeting(id, of: caller)
        let found = try change.registrants.map { try registrant($0, of: meeting) }
        try await set(change.status, of: found)
    }

    func deleteRegistrant(_ registrant: String, of id: String, by caller: Person) async throws {
        let meeting = try meetingWithRegistrantToDelete(id, of: caller)
        try await set(.gone, of: [try self.registrant(.init(id: registrant), of: meeting)])
    }

    /// The caller's meeting, if one registers for it.
    func registrationMeeting(_ id: String, of caller: Person) throws -> Meeting {
        let meeting = try self.meeting(id, of: caller)
        guard caller.profile.type == 2 else { throw ZoomError.paidOnly }
        guard meeting.approvalType != 2 else { throw ZoomError.noRegistration(meeting.id) }
        return meeting
    }

    private func meetingWithRegistrantToDelete(_ id: String, of caller: Person) throws -> Meeting {
        do {
            return try registrationMeeting(id, of: caller)
        } catch let error as ZoomError where error.code == 404 {
            throw ZoomError.noRegistrationToDelete(error)
        }
    }

    private func set(_ status: Registrant.Status, of registrants: [Registrant]) async throws {
        for var registrant in registrants {
            registrant.status = status
            try keep(registrant)
        }
        try await commit()
    }

    private func registrant(_ wanted: RegistrantChange.Wanted, of meeting: Meeting) throws -> Registrant {
        let found = contents.registrants[meeting.id]?.values
            .first { $0.status != .gone && wanted.isMet(by: $0) }
        guard let found else { throw ZoomError.noRegistrant }
        return found
    }
}
