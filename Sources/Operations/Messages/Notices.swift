package import Store

extension Verbs {
    /// What an open page listens to for what its user is told.
    package static func noticeSubject(_ user: User) -> String { noticeSubject(user.email) }

    static func noticeSubject(_ email: String) -> String { "notices:\(email)" }

    /// A member has seen what they were told so far.
    package func seeNotices(by user: User, in account: Account) async throws {
        try await store.write { try $0.seeNotices(by: user.id, in: account.id, upTo: now) }
        live.publish(Self.noticeSubject(user))
    }
}
