extension MailBody {
    /// The body as plain text: the other half of the mail.
    /// - Parameter lookup: what a value is now.
    package func plainText(_ lookup: (ValueName) -> String) -> String {
        blocks.map { block in
            switch block {
            case .paragraph(let lines): lines.map { plainText($0, lookup) }.joined(separator: "\n")
            case .list(let items): items.map { "- \(plainText($0, lookup))" }.joined(separator: "\n")
            case .button(let link): plainText(link, lookup, between: (": ", ""))
            }
        }.joined(separator: "\n\n") + "\n"
    }

    private func plainText(_ inlines: [Inline], _ lookup: (ValueName) -> String) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let template), .bold(let template): template.render(.text, lookup)
            case .link(let link): plainText(link, lookup, between: (" (", ")"))
            }
        }.joined()
    }

    private func plainText(
        _ link: Link, _ lookup: (ValueName) -> String, between: (String, String)
    ) -> String {
        let label = link.label.render(.text, lookup)
        guard let address = SafeAddress.of(link, lookup), address != label else { return label }
        return label + between.0 + address + between.1
    }
}
