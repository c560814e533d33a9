/// Somebody with a Zoom account in the sandbox.
package struct SandboxPerson: Sendable, Codable {
    /// The Zoom user id, `host_id` in meetings.
    package var id: String
    /// The Zoom account the person belongs to.
    package var accountID: String
    /// The address to sign in with.
    package var email: String
    /// The password to sign in with; shown on the sign-in page, for nothing here is real.
    package var password: String
    /// The given name.
    package var firstName: String
    /// The family name.
    package var lastName: String
    /// The account's time zone, an IANA name.
    package var timezone: String
    /// 1 Basic, 2 Licensed.
    package var type: Int

    /// A licensed person unless told otherwise.
    package init(
        id: String, accountID: String, email: String, password: String, firstName: String, lastName: String,
        timezone: String = "UTC", type: Int = 2
    ) {
        self.id = id
        self.accountID = accountID
        self.email = email
        self.password = password
        self.firstName = firstName
        self.lastName = lastName
        self.timezone = timezone
        self.type = type
    }
}
