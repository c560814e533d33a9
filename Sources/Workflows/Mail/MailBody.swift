/// The text of a mail, written once in light Markdown: paragraphs with empty lines between, `**bold**`, `[text](address)`,
/// lists of lines that begin with `- `; a line that is one link and nothing else is a button. Anything else is text.
///
/// It is read before the values are put in, so that no value can be taken for markup.
package struct MailBody: Hashable, Sendable {
    enum Block: Hashable, Sendable {
        /// Lines; each is broken where it was.
        case paragraph([[Inline]])
        case list([[Inline]])
        case button(Link)
    }

    enum Inline: Hashable, Sendable {
        case text(Template)
        case bold(Template)
        case link(Link)
    }

    struct Link: Hashable, Sendable {
        let label: Template
        let address: Template
    }

    let blocks: [Block]

    /// - Parameter fields: the keys of the account's own fields; nil when they are not known.
    package init(_ source: String, fields: Set<String>? = nil) {
        blocks = MailBodyReader(fields: fields).blocks(of: source)
    }
}
