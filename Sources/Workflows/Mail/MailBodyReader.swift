/// Takes the text of a mail apart.
struct MailBodyReader {
    let fields: Set<String>?

    func blocks(of source: String) -> [MailBody.Block] {
        var blocks: [MailBody.Block] = []
        var isNewParagraph = true
        for line in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) {
                isNewParagraph = true
                continue
            }
            let block = block(of: line)
            switch (blocks.last, block) {
            case (.paragraph(let lines), .paragraph(let more)) where !isNewParagraph:
                blocks[blocks.count - 1] = .paragraph(lines + more)
            case (.list(let items), .list(let more)) where !isNewParagraph:
                blocks[blocks.count - 1] = .list(items + more)
            default: blocks.append(block)
            }
            isNewParagraph = false
        }
        return blocks
    }

    private func block(of line: Substring) -> MailBody.Block {
        var text = line.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        if text.hasPrefix("- ") { return .list([inlines(of: text.dropFirst(2))]) }
        let inlines = inlines(of: text)
        if inlines.count == 1, case .link(let link) = inlines[0] { return .button(link) }
        return .paragraph([inlines])
    }

    private func inlines(of line: Substring) -> [MailBody.Inline] {
        // Values in a label or an address may have spaces and brackets of their own.
        let markup =
            #/\*\*(?<bold>[^*]+)\*\*|\[(?<label>(?:\[\[[^\[\]]*\]\]|[^\[\]])+)\]\((?<address>(?:\{\{[^{}]*\}\}|\[\[[^\[\]]*\]\]|[^()\s])+)\)/#
        var inlines: [MailBody.Inline] = []
        var end = line.startIndex
        for match in line.matches(of: markup) {
            if end < match.range.lowerBound { inlines.append(.text(template(line[end..<match.range.lowerBound]))) }
            end = match.range.upperBound
            if let bold = match.output.bold {
                inlines.append(.bold(template(bold)))
            } else if let label = match.output.label, let address = match.output.address {
                inlines.append(.link(MailBody.Link(label: template(label), address: template(address))))
            }
        }
        if end < line.endIndex { inlines.append(.text(template(line[end...]))) }
        return inlines
    }

    private func template(_ text: Substring) -> Template {
        Template(String(text), fields: fields)
    }
}
