internal import Foundation

/// Header fields as RFC 5322 and RFC 2047 write them. Nothing that holds a line break gets through.
enum Header {
    /// A line may have 998 octets; this leaves room for the field's name.
    private static let longest = 900

    /// `Name: value` for text shown to people: in encoded words when ASCII does not do.
    static func text(_ name: String, _ value: String) throws(MessagingError) -> String {
        try refuseControls(value, in: name)
        let plain = isASCII(value) && !value.contains("=?") && value.utf8.count <= longest
        return "\(name): \(plain ? value : encodedWords(value))"
    }

    /// `Name: value` for a value with a syntax of its own, left as it is.
    static func structured(_ name: String, _ value: String) throws(MessagingError) -> String {
        try refuseControls(value, in: name)
        if !isASCII(value) || value.utf8.count > longest {
            throw MessagingError(.invalid(field: name, text: "must be ASCII, at most \(longest) characters"))
        }
        return "\(name): \(value)"
    }

    /// `Name: Ann <ann@example.com>`.
    static func address(_ name: String, _ address: MailAddress) throws(MessagingError) -> String {
        try checkEmail(address.email, in: name)
        guard let person = address.name, !person.isEmpty else { return "\(name): \(address.email)" }
        try refuseControls(person, in: name)
        return "\(name): \(phrase(person)) <\(address.email)>"
    }

    /// `Date: Fri, 20 Nov 2026 10:00:00 +0000` (RFC 5322 section 3.3).
    static func date(milliseconds: Int64) -> String {
        let format: Date.FormatString = """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) +0000
            """
        let style = Date.VerbatimFormatStyle(
            format: format, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian))
        return "Date: \(Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(style))"
    }

    /// Refuses all but one plain ASCII address.
    static func checkEmail(_ email: String, in field: String) throws(MessagingError) {
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let plain = email.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !"<>()[]\",;:\\".utf8.contains(byte)
        }
        if parts.count != 2 || parts.contains("") || !plain || email.utf8.count > 254 {
            throw MessagingError(
                .invalid(field: field, text: "must be one plain ASCII address like ann@example.com"))
        }
    }

    private static func refuseControls(_ value: String, in field: String) throws(MessagingError) {
        if value.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
            throw MessagingError(
                .invalid(field: field, text: "holds a line break or another control character"))
        }
    }

    private static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 }
    }

    private static func phrase(_ name: String) -> String {
        if !isASCII(name) || name.contains("=?") || name.utf8.count > longest / 2 {
            return encodedWords(name)
        }
        let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// 39 octets at most a word, so that the first line, which has the field's name, stays under 76.
    private static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let octets = Array(String(scalar).utf8)
            if word.count + octets.count > 39 {
                words.append(encodedWord(word))
                word = []
            }
            word += octets
        }
        words.append(encodedWord(word))
        return words.joined(separator: "\r\n ")
    }

    private static func encodedWord(_ octets: [UInt8]) -> String {
        "=?UTF-8?B?\(Data(octets).base64EncodedString())?="
    }
}
