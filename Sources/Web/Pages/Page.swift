import Mustache
import Operations
import Store

/// A page: what every page has, and its own content, whose fields a template names directly.
struct Page: MustacheParent {
    let title: String
    /// The signed-in frame; nil on public pages.
    let app: AppFrame?
    let csrf: String
    let notice: Notice?
    private let content: any MustacheParent
    private let source: Any

    init(title: String, _ content: Any, notice: Notice? = nil) {
        (self.title, app, csrf, self.notice) = (title, nil, "", notice)
        (self.content, source) = (Self.parent(content), content)
    }

    /// A page of the account that is open.
    init(title: String, _ content: Any, session: Session, on section: AppFrame.Section, notice: Notice? = nil) {
        self.init(title, content, AppFrame(session.person, session, on: section), session.csrf, notice)
    }

    /// A page of the agency, or of a person's own.
    init(title: String, _ content: Any, person: Person, on section: AppFrame.Section, notice: Notice? = nil) {
        self.init(title, content, AppFrame(person, nil, on: section), person.csrf, notice)
    }

    private init(_ title: String, _ content: Any, _ app: AppFrame, _ csrf: String, _ notice: Notice?) {
        (self.title, self.app, self.csrf, self.notice) = ("\(title) · Usher", app, csrf, notice)
        (self.content, source) = (Self.parent(content), content)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "assets": AssetLinks.current
        case "app": app
        case "csrf": csrf
        case "notice": notice
        default: content.child(named: name) ?? missing(name)
        }
    }

    /// A template prints nothing for a name that no page has, and says nothing about it; a test listens here.
    private func missing(_ name: String) -> Any? {
        TagAudit.current?.note(name, in: source)
        return nil
    }

    private static func parent(_ content: Any) -> any MustacheParent {
        content as? any MustacheParent ?? Dictionary(reflecting: content)
    }
}

/// A sentence above the content.
struct Notice {
    /// `ok`, `warn`, `bad`, or empty for the accent.
    let tone: String
    let text: String
    var hasAction = false
    var actionHref = ""
    var actionLabel = ""

    init(_ tone: String, _ text: String) {
        (self.tone, self.text) = (tone, text)
    }

    init(_ tone: String, _ text: String, action href: String, _ label: String) {
        (self.tone, self.text, hasAction, actionHref, actionLabel) = (tone, text, true, href, label)
    }
}

enum Initials {
    /// `AV`, of Ada Vance.
    static func of(_ name: String) -> String {
        let words = name.split(whereSeparator: \.isWhitespace)
        let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
        return letters.isEmpty ? "?" : String(letters).uppercased()
    }
}

extension Dictionary where Key == String, Value == Any {
    /// The stored properties of a value by name. Absent optionals are left out, so that a template finds nothing.
    init(reflecting value: Any) {
        self = [:]
        for child in Mirror(reflecting: value).children {
            guard let label = child.label else { continue }
            let mirror = Mirror(reflecting: child.value)
            if mirror.displayStyle == .optional {
                if let some = mirror.children.first { self[label] = some.value }
            } else {
                self[label] = child.value
            }
        }
    }
}
