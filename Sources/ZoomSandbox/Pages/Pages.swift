import HTTPTypes
import Hummingbird
import HummingbirdCore
import Mustache

/// The sandbox's pages.
struct Pages: Sendable {
    private let library: MustacheLibrary

    init() throws {
        let sources: KeyValuePairs<String, [UInt8]> = [
            "top": PackageResources.top_mustache, "bottom": PackageResources.bottom_mustache,
            "signin": PackageResources.signin_mustache, "consent": PackageResources.consent_mustache,
            "problem": PackageResources.problem_mustache, "passcode": PackageResources.passcode_mustache,
            "join": PackageResources.join_mustache, "invited": PackageResources.invited_mustache,
            "guest": PackageResources.guest_mustache,
            "host": PackageResources.host_mustache, "console": PackageResources.console_mustache,
        ]
        var library = MustacheLibrary()
        for (name, bytes) in sources {
            try library.register(String(decoding: bytes, as: UTF8.self), named: name)
        }
        self.library = library
    }

    /// A page: the template of this name over the model.
    func page(_ name: String, _ model: some Sendable, status: HTTPResponse.Status = .ok) -> Response {
        let html = library.render(model, withTemplate: name) ?? ""
        return .text(html, type: "text/html; charset=utf-8", status: status)
    }

    /// A page that says what is wrong.
    func problem(_ heading: String, _ detail: String, status: HTTPResponse.Status) -> Response {
        page("problem", ProblemPage(title: heading, detail: detail), status: status)
    }
}

/// What the problem page shows.
struct ProblemPage: Sendable {
    let title: String
    let detail: String
}
