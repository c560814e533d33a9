/// The one account, as it is set up.
struct Account: Sendable {
    let sid: String
    let authToken: String
    let numbers: [String]
    let services: [String: String]
    let inboundURL: String?
    let tellsOptOutType: Bool

    init(_ configuration: SMSSandboxConfiguration) {
        sid = configuration.accountSID
        authToken = configuration.authToken
        numbers = configuration.numbers
        services = configuration.services
        inboundURL = configuration.inboundURL
        tellsOptOutType = configuration.tellsOptOutType
    }

    /// The Messaging Service that sends from a number.
    func service(of number: String) -> String? {
        services.filter { $0.value == number }.map(\.key).min()
    }
}
