import Crypto
import Foundation

/// A code on its way from the consent page to the token endpoint.
struct AuthorizationCode: Sendable, Codable {
    static let life: TimeInterval = 300

    let code: String
    let personID: String
    let redirectURI: String
    let challenge: String?
    let expires: Date

    init(personID: String, request: AuthorizationRequest, now: Date) {
        code = Random.token(33)
        self.personID = personID
        redirectURI = request.redirectURI
        challenge = request.challenge
        expires = now.addingTimeInterval(Self.life)
    }

    /// RFC 7636, S256. Without a challenge there is nothing to prove.
    func isProved(by verifier: String?) -> Bool {
        guard let challenge else { return true }
        guard let verifier else { return false }
        return Data(SHA256.hash(data: Data(verifier.utf8))).base64URL == challenge
    }
}
