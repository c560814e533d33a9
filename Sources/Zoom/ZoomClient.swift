package import AsyncHTTPClient
package import Logging

/// Zoom's API for one app. It holds no token: each call is handed the one of the user it is made for.
package struct ZoomClient: Sendable {
    package let app: ZoomApp
    private(set) var transport: ZoomTransport

    /// - Parameter timeoutSeconds: how long one call may take until it is answered; the answer itself has a second more.
    package init(app: ZoomApp, http: HTTPClient, logger: Logger, timeoutSeconds: Int64 = 10) {
        self.app = app
        transport = ZoomTransport(http: http, logger: logger, timeoutSeconds: timeoutSeconds)
    }

    /// The same client, which tells of each call once it has ended, well or not.
    package func telling(_ hear: @escaping @Sendable (ZoomCall) async -> Void) -> ZoomClient {
        var client = self
        client.transport.heard = hear
        return client
    }
}

/// An app as it is registered in Zoom's marketplace, and where Zoom is.
package struct ZoomApp: Sendable {
    package let clientID: String
    package let clientSecret: String
    /// The host of the consent pages and tokens; Zoom's own is `https://zoom.us`.
    package let oauthBase: String
    /// The root of the REST API; Zoom's own is `https://api.zoom.us/v2`.
    package let apiBase: String

    package init(
        clientID: String, clientSecret: String, oauthBase: String = "https://zoom.us",
        apiBase: String = "https://api.zoom.us/v2"
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.oauthBase = oauthBase
        self.apiBase = apiBase
    }
}
