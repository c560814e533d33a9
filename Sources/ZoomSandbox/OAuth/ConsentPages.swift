/// What the sign-in page shows.
struct SignInPage: Sendable {
    struct Hint: Sendable {
        let email: String
        let password: String
    }

    let title = "Sign in"
    let request: String
    let app: String
    let email: String
    let isWrong: Bool
    let hints: [Hint]

    init(request: String, app: String, email: String = "", isWrong: Bool = false, people: [Person]) {
        self.request = request
        self.app = app
        self.email = email
        self.isWrong = isWrong
        hints = people.prefix(12).map { Hint(email: $0.email, password: $0.profile.password) }
    }
}

/// What the consent page shows.
struct ConsentPage: Sendable {
    struct Scope: Sendable {
        let name: String
        let meaning: String
    }

    let title: String
    let request: String
    let app: String
    let name: String
    let email: String
    let scopes: [Scope]

    init(request: String, app: RegisteredApp, person: Person) {
        title = "Allow \(app.name)?"
        self.request = request
        self.app = app.name
        name = person.name
        email = person.email
        scopes = app.scopes.map { Scope(name: $0, meaning: Self.meanings[$0] ?? "Use \($0)") }
    }

    private static let meanings = [
        "meeting:write:meeting": "Create meetings for you",
        "meeting:read:meeting": "See your meetings",
        "meeting:update:meeting": "Change your meetings",
        "meeting:delete:meeting": "Delete your meetings",
        "meeting:read:list_meetings": "List your meetings",
        "meeting:update:status": "End your meetings",
        "user:read:user": "See your profile",
        "user:read:settings": "See your settings",
    ]
}
