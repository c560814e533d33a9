package import Logging
package import Messaging
package import Store
package import TimeZones
package import Zoom

/// Everything Usher can do: each verb reads, decides, writes in one transaction, and leaves the outside world to
/// durable work. One file per verb, as extensions.
package struct Verbs: Sendable {
    package let store: UsherStore
    package let zones: ZoneDatabase
    package let zoom: ZoomClient
    package let mail: any MailTransport
    package let vault: Vault
    package let surroundings: Surroundings
    package let settings: Settings
    package let live: LiveSignals
    package let logger: Logger
    let tokenLocks = KeyedLocks()
    let gate = ZoomGate()
    let hoursCache = HoursCache()
    let calendars = CalendarCache()
    let taken = TakenTimeCache()
    let hookRests = HookRests()

    package init(
        store: UsherStore, zones: ZoneDatabase, zoom: ZoomClient, mail: any MailTransport, vault: Vault,
        surroundings: Surroundings, settings: Settings, logger: Logger
    ) {
        self.store = store
        self.zones = zones
        let ledger = CallLedger(store: store, surroundings: surroundings, logger: logger)
        self.zoom = zoom.telling { await ledger.record($0) }
        self.mail = mail
        self.vault = vault
        self.surroundings = surroundings
        self.settings = settings
        self.logger = logger
        live = LiveSignals()
    }

    /// What the operator decides.
    package struct Settings: Sendable {
        /// Where people reach this Usher, without a trailing slash.
        package var publicURL: String
        /// The address messages come from.
        package var mailFrom: MailAddress
        /// What Zoom signs its events with: one, or while it is being changed the new one and the old. None takes no
        /// events.
        package var zoomWebhookSecrets: [String]
        /// How many meetings Zoom lets each host make or change a UTC day.
        package var zoomDailyWrites: Int
        /// Whether webhooks may be of this machine and its network, and without TLS.
        package var allowsPrivateHooks: Bool

        package init(
            publicURL: String, mailFrom: MailAddress, zoomWebhookSecrets: [String] = [],
            zoomDailyWrites: Int = 100, allowsPrivateHooks: Bool = false
        ) {
            self.publicURL = publicURL
            self.mailFrom = mailFrom
            self.zoomWebhookSecrets = zoomWebhookSecrets
            self.zoomDailyWrites = zoomDailyWrites
            self.allowsPrivateHooks = allowsPrivateHooks
        }
    }

    package var now: Instant { surroundings.now() }
}
