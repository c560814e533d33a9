import Foundation

extension MailBody {
    /// The body as a fragment of HTML for the layout of mails, whose classes it uses. All that is not markup is escaped, and
    /// nothing but web, mail and telephone addresses becomes a link.
    /// - Parameter lookup: what a value is now.
    package func html(_ lookup: (ValueName) -> String) -> String {
        blocks.map { block in
            switch block {
            case .paragraph(let lines):
                HTMLWords.paragraph(lines.map { html($0, lookup) }.joined(separator: "<br>\n"))
            case .list(let items): HTMLWords.list(items.map { html($0, lookup) })
            case .button(let link): html(button: link, lookup)
            }
        }.joined(separator: "\n")
    }

    private func html(_ inlines: [Inline], _ lookup: (ValueName) -> String) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let template): HTMLWords.linked(template.render(.html, lookup))
            case .bold(let template): "<strong>\(HTMLWords.linked(template.render(.html, lookup)))</strong>"
            case .link(let link): html(link, lookup)
            }
        }.joined()
    }

    private func html(_ link: Link, _ lookup: (ValueName) -> String) -> String {
        let label = link.label.render(.html, lookup)
        guard let address = SafeAddress.of(link, lookup) else { return label }
        return HTMLWords.link(Escaping.inHTML(address), label)
    }

    private func html(button link: Link, _ lookup: (ValueName) -> String) -> String {
        guard let address = SafeAddress.of(link, lookup) else {
            return HTMLWords.paragraph(link.label.render(.html, lookup))
        }
        return HTMLWords.button(Escaping.inHTML(address), link.label.render(.html, lookup))
    }
}

/// Where links may lead.
enum SafeAddress {
    private static let beginnings = ["https://", "http://", "mailto:", "tel:"]

    /// The address of a link with its values; nil when it is none that may be followed.
    static func of(_ link: MailBody.Link, _ lookup: (ValueName) -> String) -> String? {
        let address = link.address.renderAddress(lookup).trimmingCharacters(in: .whitespacesAndNewlines)
        let isPlain = !address.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
        return isPlain && beginnings.contains(where: address.lowercased().hasPrefix) ? address : nil
    }
}

/// The pieces of HTML; styles stand in each, since many mail programs read no others. What is handed in is HTML already.
private enum HTMLWords {
    static func paragraph(_ html: String) -> String {
        "<p class=\"ink\" style=\"margin:0 0 16px;font-size:15px;line-height:1.5;color:#1d2130\">\(html)</p>"
    }

    static func list(_ items: [String]) -> String {
        let lines = items.map { "<li style=\"margin:0 0 6px\">\($0)</li>" }.joined(separator: "\n")
        return
            "<ul class=\"ink\" style=\"margin:0 0 16px;padding-left:22px;font-size:15px;line-height:1.5;color:#1d2130\">"
            + "\n\(lines)\n</ul>"
    }

    static func link(_ address: String, _ label: String) -> String {
        "<a href=\"\(address)\" class=\"link\" style=\"color:#2f5d50\">\(label)</a>"
    }

    static func button(_ address: String, _ label: String) -> String {
        "<p style=\"margin:0 0 16px\"><a href=\"\(address)\" class=\"button\" style=\"display:inline-block;"
            + "background:#2f5d50;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none;padding:12px 20px;"
            + "border-radius:9px\">\(label)</a></p>"
    }

    /// The same with its web addresses made links: escaped text, in which words end at white space and at new lines.
    static func linked(_ html: String) -> String {
        html.replacing(#/https?:\/\/[^\s<]+/#) { match in
            let address = match.output.trimmingEnd { ".,:!?)".contains($0) }
            return link(String(address), String(address)) + match.output[address.endIndex...]
        }
    }
}

extension Substring {
    fileprivate func trimmingEnd(while isTrimmed: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
