/// Where the pretend Twilio listens, which account it knows, and what that account has.
package struct SMSSandboxConfiguration: Sendable {
    /// The address to listen on.
    package var host: String
    /// The port to listen on; 0 takes any free one.
    package var port: Int
    /// The one account: `AC` and 32 hexadecimal digits.
    package var accountSID: String
    /// That account's auth token, with which it also signs what it sends.
    package var authToken: String
    /// The account's own numbers, as `+15005550006`.
    package var numbers: [String]
    /// The number behind each Messaging Service, by the service's `MG…`.
    package var services: [String: String]
    /// Where messages that come in are told; nil tells nobody.
    package var inboundURL: String?
    /// How long a message stays in each state; nil until it is told to go on.
    package var stepDelay: Duration?
    /// Whether incoming keywords carry `OptOutType`, as with Advanced Opt-Out.
    package var tellsOptOutType: Bool
    /// How many messages are kept; the oldest go first.
    package var kept: Int

    /// A sandbox on `http://127.0.0.1:8091` unless told otherwise.
    package init(
        host: String = "127.0.0.1",
        port: Int = 8091,
        accountSID: String = "AC00000000000000000000000000000000",
        authToken: String = "sandbox-token",
        numbers: [String] = ["+15005550006"],
        services: [String: String] = [:],
        inboundURL: String? = nil,
        stepDelay: Duration? = nil,
        tellsOptOutType: Bool = true,
        kept: Int = 1000
    ) {
        self.host = host
        self.port = port
        self.accountSID = accountSID
        self.authToken = authToken
        self.numbers = numbers
        self.services = services
        self.inboundURL = inboundURL
        self.stepDelay = stepDelay
        self.tellsOptOutType = tellsOptOutType
        self.kept = kept
    }
}
