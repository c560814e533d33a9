/// What libical leaves to its caller: it escapes and folds, but writes control characters as they are.
enum PlainText {
    /// C0 and C1 controls, with tab and line feed among them.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// Line breaks of all kinds as `\n`, other control characters dropped, tabs kept.
    static func paragraphs(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            defer { afterReturn = scalar == "\r" }
            switch scalar {
            case "\n" where afterReturn: continue
            case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
            case "\t": result.append(scalar)
            case _ where isControl(scalar): continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The same on one line: a run of white space is one space, none at the ends.
    static func oneLine(_ text: String) -> String {
        paragraphs(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A property parameter's value. RFC 6868 can write quotes as `^'`, but many programs then show `^'`.
    static func parameter(_ text: String) -> String {
        oneLine(text.replacing("\"", with: "'").replacing("^", with: ""))
    }

    /// Whether the text can be written as a URI value, which libical does not escape.
    static func isWebAddress(_ text: String) -> Bool {
        let lower = text.prefix(8).lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value < 0x7F && !"<>\"".contains(Character($0))
        }
    }
}
