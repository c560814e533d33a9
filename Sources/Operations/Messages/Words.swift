import Mustache

/// What a message says, once: the plain text and the HTML are made from it.
struct Words {
    struct Fact {
        let label: String
        let value: String

        init(_ label: String, _ value: String) {
            (self.label, self.value) = (label, value)
        }
    }

    struct Link {
        let label: String
        let href: String

        init(_ label: String, _ href: String) {
            (self.label, self.href) = (label, href)
        }
    }

    var subject = ""
    var heading = ""
    var intro = ""
    var facts: [Fact]
    var button: Link?
    var links: [Link] = []

    init(facts: [Fact]) {
        self.facts = facts
    }

    var plainText: String {
        let lines = facts.map { "\($0.label): \($0.value)" }
        let ways = ([button].compactMap(\.self) + links).map { "\($0.label): \($0.href)" }
        return ([heading, "", intro, ""] + lines + [""] + ways).joined(separator: "\n") + "\n"
    }

    /// - Parameter unsubscribe: where its reader says that they want no more like it.
    func html(accountName: String, unsubscribe: String? = nil) throws -> String {
        try Self.layout.get().render(
            Page(
                words: self, accountName: accountName,
                preview: ([intro] + facts.prefix(2).map(\.value)).filter { !$0.isEmpty }.joined(separator: " · "),
                unsubscribe: unsubscribe))
    }

    private struct Page {
        let words: Words
        let accountName: String
        /// What a list of mails shows beside the subject.
        let preview: String
        let unsubscribe: String?
    }

    private static let layout = Result {
        try MustacheTemplate(string: String(decoding: PackageResources.mail_mustache, as: UTF8.self))
    }
}
