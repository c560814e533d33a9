import Foundation

extension Sandbox {
    /// Who adds the same registrant to the same meeting more often in a day is refused.
    private static let addsPerDay = 3

    /// Adds a registrant. An address that registered already gets the same id and link again.
    func register(_ fields: RegistrantFields, for id: String, by caller: Person) async throws -> JSONValue {
        let meeting = try meetingToRegister(id, by: caller)
        let now = self.now()
        let known = contents.registrants[meeting.id]?[fields.email.lowercased()]
        guard (known?.adds.times(on: now) ?? 0) < Self.addsPerDay else {
            throw LimitReached.registrant(fields.email, most: Self.addsPerDay)
        }
        var registrant = try place(of: known, email: fields.email, in: meeting, now: now)
        registrant.adds.add(1, on: now)
        registrant.answers = fields.answers
        if registrant.status == .pending, meeting.approvalType == 0 || fields.isApproved {
            registrant.status = .approved
        }
        try keep(registrant)
        try await commit()
        return registrant.receipt(base: base, meeting: meeting)
    }

    /// Who is there already, or somebody new. The link of who is gone stays dead.
    private func place(
        of known: Registrant?, email: String, in meeting: Meeting, now: Date
    ) throws -> Registrant {
        if let known, known.status != .gone { return known }
        let count = contents.registrants[meeting.id, default: [:]].values
            .count(where: { $0.status != .gone })
        guard count < limits.registrants else { throw ZoomError.full }
        var new = Registrant(
            meetingID: meeting.id, email: email, sequence: contents.nextSequence(), createdAt: now)
        new.adds = known?.adds ?? DailyCount()
        return new
    }

    private func meetingToRegister(_ id: String, by caller: Person) throws -> Meeting {
        do {
            return try registrationMeeting(id, of: caller)
        } catch let error as ZoomError where error.code == 3001 {
            throw ZoomError.noMeetingToRegister(id)
        }
    }
}
