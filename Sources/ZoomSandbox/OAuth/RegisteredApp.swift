import Foundation

/// The one app this Zoom knows.
struct RegisteredApp: Sendable {
    let clientID: String
    let clientSecret: String
    let redirectURIs: [String]
    let name: String
    let scopes: [String]
    /// Whether an account's new token kills the former.
    let replacesAccountTokens: Bool

    init(_ configuration: SandboxConfiguration) {
        clientID = configuration.clientID
        clientSecret = configuration.clientSecret
        redirectURIs = configuration.redirectURIs
        name = configuration.appName
        scopes = configuration.scopes
        replacesAccountTokens = configuration.replacesAccountTokens
    }

    /// Whether the credentials of a Basic header are this app's.
    func accepts(basic credentials: String?) -> Bool {
        guard let credentials, let data = Data(base64Encoded: credentials) else { return false }
        return String(decoding: data, as: UTF8.self) == "\(clientID):\(clientSecret)"
    }
}
