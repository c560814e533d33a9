import Database
import Logging
import Messaging
import Zoom

/// What the operator decides, checked. docs/configuration.md says the same in a table.
struct Settings: Sendable {
    /// USHER_DATABASE_URL: `sqlite:PATH` or `postgres://…`.
    var database: DatabaseAddress
    /// USHER_DATABASE_CONNECTIONS: sessions with a PostgreSQL server.
    var databaseConnections: Int
    /// USHER_SECRET: seals tokens and signs links; at least 32 characters.
    var secret: String
    /// USHER_HOST, USHER_PORT (or PORT): where to listen.
    var host: String
    var port: Int
    /// USHER_PUBLIC_URL: where people reach it, without a trailing slash.
    var publicURL: String
    /// USHER_SMTP_URL: `smtp://user:password@host:587`; nil sends no mail.
    var smtp: SMTPTransport?
    /// USHER_MAIL_FROM
    var mailFrom: String
    /// USHER_ZOOM_CLIENT_ID, USHER_ZOOM_CLIENT_SECRET, USHER_ZOOM_OAUTH_BASE, USHER_ZOOM_API_BASE
    var zoom: ZoomApp
    /// USHER_ZOOM_WEBHOOK_SECRET: what Zoom signs its events with; two while it is being changed.
    var zoomWebhookSecrets: [String]
    /// USHER_ZOOM_DAILY_WRITES: how many meetings Zoom lets each host make or change a UTC day.
    var zoomDailyWrites: Int
    /// USHER_ALLOW_PRIVATE_HOOKS: whether webhooks may be of this machine and its network, and without TLS.
    var allowsPrivateHooks: Bool
    /// USHER_TRUST_PROXY
    var trustsProxy: Bool
    /// USHER_SIGN_INS_PER_MINUTE, USHER_BOOKINGS_PER_MINUTE; 0 in the setting is nil here.
    var signInsPerMinute: Int?
    var bookingsPerMinute: Int?
    /// USHER_LOG_LEVEL
    var logLevel: Logger.Level

    /// The credentials that connecting Zoom needs and that are not set.
    var missingZoomSettings: [String] {
        [("USHER_ZOOM_CLIENT_ID", zoom.clientID), ("USHER_ZOOM_CLIENT_SECRET", zoom.clientSecret)]
            .filter { $0.1.isEmpty }.map(\.0)
    }
}

/// Every fault of the settings at once.
struct SettingsError: Error, CustomStringConvertible {
    let faults: [String]

    var description: String {
        "These settings need a change:\n" + faults.map { "  • \($0)" }.joined(separator: "\n")
            + "\ndocs/configuration.md explains each."
    }
}
