/// How the pages are served.
package struct WebSettings: Sendable {
    /// Whether the cookie is for HTTPS only.
    package var isSecure: Bool
    /// Origins a form may lead to: Zoom's pages for consent and start.
    package var zoomOrigins: [String]
    /// Whether `X-Forwarded-For` names the visitor, because a proxy of ours sets it.
    package var trustsProxy: Bool
    /// Sign-ins per minute and address; nil is without limit.
    package var signInsPerMinute: Int?
    /// Public bookings, moves and cancellations, and readings of calendar feeds, per minute and address; nil is without limit.
    package var bookingsPerMinute: Int?
    /// The credentials of Zoom's app that are missing, by their names; empty when the app is set up.
    package var missingZoomSettings: [String]
    /// What the demo shows a newcomer; nil outside it.
    package var demo: Demo?

    package init(
        isSecure: Bool, zoomOrigins: [String], trustsProxy: Bool = false, signInsPerMinute: Int? = 20,
        bookingsPerMinute: Int? = 60, missingZoomSettings: [String] = [], demo: Demo? = nil
    ) {
        self.isSecure = isSecure
        self.zoomOrigins = zoomOrigins
        self.trustsProxy = trustsProxy
        self.signInsPerMinute = signInsPerMinute
        self.bookingsPerMinute = bookingsPerMinute
        self.missingZoomSettings = missingZoomSettings
        self.demo = demo
    }

    /// The demo's sign-ins and doors.
    package struct Demo: Sendable {
        package var password: String
        /// E-mail and role.
        package var people: [(email: String, role: String)]
        package var bookingPath: String
        package var sandboxURL: String

        package init(
            password: String, people: [(email: String, role: String)], bookingPath: String, sandboxURL: String
        ) {
            self.password = password
            self.people = people
            self.bookingPath = bookingPath
            self.sandboxURL = sandboxURL
        }
    }
}
