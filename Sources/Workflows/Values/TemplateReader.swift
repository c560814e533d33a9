/// Takes a text with custom values apart.
struct TemplateReader {
    private static let braces = [("{{", "}}"), ("[[", "]]")]
    /// Characters after which no name is looked for any further, so that reading takes time in proportion to the text.
    private static let longestName = 200

    private var rest: Substring
    private let fields: Set<String>?
    private var segments: [Template.Segment] = []
    private var plain = ""

    init(_ source: String, fields: Set<String>?) {
        rest = source[...]
        self.fields = fields
    }

    mutating func read() -> [Template.Segment] {
        while !rest.isEmpty {
            if let (open, close) = Self.braces.first(where: { rest.hasPrefix($0.0) }) {
                readBraces(open, close)
            } else {
                plain.append(rest.removeFirst())
            }
        }
        finishText()
        return segments
    }

    private mutating func readBraces(_ open: String, _ close: String) {
        let inside = rest.dropFirst(2)
        guard let end = inside.prefix(Self.longestName).firstRange(of: close) else {
            // Without anything to close them, brackets are text; braces were meant as a value.
            if open == Self.braces[0].0 { add(.unclosed(String(rest.prefix(2)))) } else { plain += rest.prefix(2) }
            rest = inside
            return
        }
        let source = String(rest[..<end.upperBound])
        let name = String(inside[..<end.lowerBound].trimming(while: \.isWhitespace))
        rest = rest[end.upperBound...]
        if let value = ValueCatalogue.name(name, fields: fields) {
            add(.value(value))
        } else if open == Self.braces[0].0 || Self.looksLikeValue(name) {
            add(.unknown(name: name, source: source))
        } else {
            plain += source
        }
    }

    private mutating func add(_ segment: Template.Segment) {
        finishText()
        segments.append(segment)
    }

    private mutating func finishText() {
        if !plain.isEmpty { segments.append(.text(plain)) }
        plain = ""
    }

    /// Whether words in brackets, which are common in text, can only mean a value.
    private static func looksLikeValue(_ name: String) -> Bool {
        name.contains(".") && !name.hasSuffix(".")
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
    }
}

extension Substring {
    fileprivate func trimming(while isTrimmed: (Character) -> Bool) -> Substring {
        var text = drop(while: isTrimmed)
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
