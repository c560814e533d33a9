import Foundation

extension Sandbox {
    /// The name a personal link stands for; nil when it lets nobody in.
    func invitedName(_ tk: String, to meeting: Meeting) -> String? {
        approvedRegistrant(tk, of: meeting)?.name
            ?? InviteKey(zakKey: zakKey).name(in: tk, for: meeting.id, now: now())
    }

    /// Lets somebody come by a personal link. Nil when it lets nobody in.
    func arrive(at meeting: Meeting, tk: String) async throws -> Participant? {
        guard let name = invitedName(tk, to: meeting) else { return nil }
        let registrant = approvedRegistrant(tk, of: meeting)
        return try await arrive(
            at: meeting, name: name, registrantID: registrant?.id, email: registrant?.email)
    }

    private func approvedRegistrant(_ tk: String, of meeting: Meeting) -> Registrant? {
        contents.registrants[meeting.id]?.values.first { $0.tk == tk && $0.status == .approved }
    }
}
