package import Hummingbird
import Logging
package import Operations

/// Usher's pages and its JSON: every route, over the verbs.
package struct Site: Sendable {
    let verbs: Verbs
    let settings: WebSettings
    let renderer: Renderer
    let zoneMenu: ZoneMenu

    /// - Throws: when a template cannot be read.
    package init(verbs: Verbs, settings: WebSettings) throws {
        self.verbs = verbs
        self.settings = settings
        renderer = try Renderer()
        zoneMenu = try ZoneMenu(zones: verbs.zones)
    }

    /// The whole router.
    package func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            RequestLogMiddleware()
            SecurityHeaders(settings: settings)
            ErrorMiddleware(renderer: renderer)
            SameOrigin(publicURL: verbs.settings.publicURL)
        }
        addHealth(to: router)
        addAssets(to: router)
        addPhoto(to: router)
        addFeed(to: router)
        addBooking(to: router)
        addAPI(to: router)
        addWebhooks(to: router)
        addSignIn(to: router)
        addOAuthCallback(to: router)
        addEntrances(to: router)
        let behindSession = router.group().add(middleware: SessionMiddleware(site: self))
        addApp(to: AppRoutes(behindSession.group("app")))
        addAgency(to: AppRoutes(behindSession.group("agency")))
        addSwitching(to: AppRoutes(behindSession))
        addSecurity(to: AppRoutes(behindSession))
        if settings.demo != nil { addMailbox(to: router) }
        return router
    }

    /// The pages under `/app`, which all ask for a session.
    private func addApp(to app: AppRoutes) {
        app.get(for: .insiders) { _, _ in Response.redirect(to: "/app/appointments") }
        addAppointments(to: app)
        addContacts(to: app)
        addNotices(to: app)
        addSearch(to: app)
        addCalendars(to: app)
        addTeam(to: app)
        addConnections(to: app)
        addProfile(to: app)
        addPhotos(to: app)
        addIntegrations(to: app)
        addProfileFeeds(to: app)
        addAccountAudit(to: app)
        addAPIKeys(to: app)
        addHooks(to: app)
    }
}
