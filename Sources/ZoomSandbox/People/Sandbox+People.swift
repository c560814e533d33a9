import Foundation

extension Sandbox {
    /// A browser session for whoever gave the right password.
    func signIn(email: String, password: String) async throws -> String? {
        guard let person = contents.person(email: email), person.profile.password == password else {
            return nil
        }
        let token = Random.token(24)
        contents.putSession(token, person: person.id)
        note(Change(key: .init(entity: .session, id: token), body: person.id))
        try await commit()
        return token
    }

    func signedIn(_ session: String?) -> Person? {
        session.flatMap { contents.sessions[$0] }.flatMap { contents.people[$0] }
    }

    /// Everybody, for the sign-in page's hint and the console.
    func everybody() -> [Person] {
        contents.people.values.sorted { $0.email < $1.email }
    }
}
