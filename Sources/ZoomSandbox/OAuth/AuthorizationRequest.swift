/// What the app asks for at `/oauth/authorize`.
struct AuthorizationRequest: Sendable {
    let redirectURI: String
    let state: String?
    let challenge: String?
    /// The query it came in, to carry it through the forms unchanged.
    let query: String

    /// Throws a `Refusal`: told on a page while the redirect address is not proven, to the app after that.
    init(query: String, app: RegisteredApp) throws {
        let fields = FormFields(query)
        guard let client = fields["client_id"], client == app.clientID else {
            throw Refusal.page(
                title: "Invalid client id", code: "4,702", detail: fields["client_id"] ?? "none")
        }
        guard let redirectURI = fields["redirect_uri"], app.redirectURIs.contains(redirectURI) else {
            throw Refusal.page(
                title: "Invalid redirect", code: "4,700", detail: fields["redirect_uri"] ?? "none")
        }
        self.redirectURI = redirectURI
        self.query = query
        state = fields["state"]
        challenge = fields["code_challenge"].flatMap { $0.isEmpty ? nil : $0 }
        guard fields["response_type"] == "code" else {
            throw Refusal.redirect(Self.url(redirectURI, "error", "unsupported_response_type", state: state))
        }
        if challenge != nil, fields["code_challenge_method"] != "S256" {
            throw Refusal.redirect(Self.url(redirectURI, "error", "invalid_request", state: state))
        }
    }

    enum Refusal: Error {
        case page(title: String, code: String, detail: String)
        case redirect(String)
    }

    func accepted(code: String) -> String { Self.url(redirectURI, "code", code, state: state) }

    var declined: String { Self.url(redirectURI, "error", "access_denied", state: state) }

    private static func url(_ redirect: String, _ name: String, _ value: String, state: String?) -> String {
        let separator = redirect.contains("?") ? "&" : "?"
        let told = redirect + separator + FormFields.encoded([name: value])
        guard let state else { return told }
        return told + "&" + FormFields.encoded(["state": state])
    }
}
