/// Where the pretend Zoom listens, which app it knows and who has an account in it.
package struct SandboxConfiguration: Sendable {
    /// The address to listen on.
    package var host: String
    /// The port to listen on; 0 takes any free one.
    package var port: Int
    /// The address others reach it by, without a trailing slash. When nil it follows from host and port.
    package var publicBase: String?
    /// The client id of the one app this Zoom knows.
    package var clientID: String
    /// That app's secret.
    package var clientSecret: String
    /// The app's registered redirect addresses; a request must equal one of them.
    package var redirectURIs: [String]
    /// The name on the consent page.
    package var appName: String
    /// The scopes every grant gets.
    package var scopes: [String]
    /// An SQLite file that survives a kill; nil keeps everything in memory.
    package var dataFile: String?
    /// People who get an account if they do not have one yet.
    package var people: [SandboxPerson]
    /// Where events are sent; nil sends none and keeps none.
    package var webhookURL: String?
    /// The secret token of the event subscription, which signs them.
    package var webhookSecret = "sandbox-webhook-secret"
    /// How long a minute of the retry schedule lasts.
    package var webhookMinute = Duration.seconds(60)
    /// Whether `participant_jbh_waiting` tells of guests in a browser too; Zoom's own accounts of it differ.
    package var browserTellsJBH = false
    /// Whether an account's token dies as soon as the account's app gets another.
    package var replacesAccountTokens = true
    /// How fast an account may ask.
    package var plan: SandboxPlan
    /// How many requests of one person may be at work at once; nil means any number.
    package var concurrency: Int?
    /// How many creates and updates a person has in a UTC day; nil means any number.
    package var dailyWrites: Int?
    /// How many may register for one meeting.
    package var registrants: Int

    /// A sandbox on `http://127.0.0.1:8090` unless told otherwise.
    package init(
        host: String = "127.0.0.1",
        port: Int = 8090,
        publicBase: String? = nil,
        clientID: String,
        clientSecret: String,
        redirectURIs: [String],
        appName: String = "Usher",
        scopes: [String] = SandboxConfiguration.usualScopes,
        dataFile: String? = nil,
        people: [SandboxPerson] = [],
        plan: SandboxPlan = .unlimited,
        concurrency: Int? = nil,
        dailyWrites: Int? = 100,
        registrants: Int = 4999
    ) {
        self.host = host
        self.port = port
        self.publicBase = publicBase
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectURIs = redirectURIs
        self.appName = appName
        self.scopes = scopes
        self.dataFile = dataFile
        self.people = people
        self.plan = plan
        self.concurrency = concurrency
        self.dailyWrites = dailyWrites
        self.registrants = registrants
    }

    /// The granular scopes a scheduler asks for.
    package static let usualScopes = [
        "meeting:write:meeting", "meeting:read:meeting", "meeting:update:meeting", "meeting:delete:meeting",
        "meeting:read:list_meetings", "meeting:read:list_upcoming_meetings", "meeting:update:status",
        "meeting:write:registrant", "meeting:read:list_registrants", "meeting:read:registrant",
        "meeting:update:registrant_status", "meeting:delete:registrant", "meeting:write:invite_links",
        "meeting:read:past_meeting", "meeting:read:list_past_participants", "meeting:read:participant",
        "meeting:read:invitation", "user:read:user", "user:read:settings",
    ]

    func base(port: Int) -> String {
        if var base = publicBase {
            while base.hasSuffix("/") { base.removeLast() }
            return base
        }
        let name = host == "0.0.0.0" ? "127.0.0.1" : host
        return "http://\(name):\(port)"
    }
}
