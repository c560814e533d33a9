import HTTPTypes
import Hummingbird
import Mustache
import Operations

/// Makes pages from templates and values.
struct Renderer: Sendable {
    private let library: MustacheLibrary

    /// - Throws: when a template cannot be read.
    init() throws {
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in Templates.all {
            templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    /// The page of that template as text.
    func text(_ template: String, _ page: Page) throws -> String {
        guard let text = library.render(page, withTemplate: template) else {
            throw OperationError(.unavailable, "template", "The page \(template) has no template.")
        }
        return text
    }

    func page(_ template: String, _ page: Page, status: HTTPResponse.Status = .ok) throws -> Response {
        .html(try text(template, page), status: status)
    }

    /// A page that says what went wrong.
    func messagePage(_ error: OperationError, signedIn: Bool) throws -> Response {
        let headline =
            switch error.kind {
            case .notFound where error.code == "closed": "Not open for booking at the moment"
            case .notFound where error.code == "link_used": "This link works no more"
            case .notFound: "There is nothing here"
            case .throttled: "A little slower, please"
            case .unavailable: "This did not work"
            case .forbidden: "This is not for you to open"
            case .invalid, .conflict: "This cannot be done"
            }
        let action =
            signedIn
            ? MessagePage.Action(href: "/app/appointments", label: "Back to your appointments")
            : MessagePage.Action(href: "/", label: "Start page")
        let content = MessagePage(headline: headline, text: error.message, action: action)
        return try page("message_page", Page(title: headline, content), status: error.status)
    }
}

struct MessagePage {
    struct Action {
        let href: String
        let label: String
    }

    let headline: String
    let text: String
    let action: Action?
}
