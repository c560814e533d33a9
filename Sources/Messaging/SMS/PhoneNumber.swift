/// A telephone number as the whole world can dial it (ITU-T E.164): a plus sign and 8 to 15 digits.
package struct PhoneNumber: Sendable, Hashable, CustomStringConvertible {
    /// `+4915112345678`.
    package let e164: String

    package var description: String { e164 }

    /// Reads a number as people write it: `+49 151 1234-5678`, `(0049) 151/12345678`, and `0151 12345678` where a
    /// calling code is given.
    ///
    /// Spaces, hyphens, dots, slashes and parentheses are left out, and so is the `(0)` of `+44 (0) 20 …`.
    /// Whether anybody has the number is not known here.
    /// - Parameter defaultCallingCode: the digits of the country that a number without one belongs to, as `49`;
    ///   its first zero is then the trunk prefix and goes. Nil takes no such number.
    /// - Throws: ``MessagingError/Kind/invalid(field:text:)`` for the field `phone number`, saying what is wrong.
    package init(_ text: String, defaultCallingCode: String? = nil) throws(MessagingError) {
        let compact = try Self.compact(text)
        let digits: String
        if compact.hasPrefix("+") {
            digits = String(compact.dropFirst())
        } else if compact.hasPrefix("00") {
            digits = String(compact.dropFirst(2))
        } else if let code = defaultCallingCode {
            digits =
                try Self.checked(callingCode: code) + (compact.hasPrefix("0") ? compact.dropFirst() : compact[...])
        } else {
            throw Self.invalid("must begin with + and the country's calling code, as +49 151 12345678")
        }
        if digits.hasPrefix("0") { throw Self.invalid("has a calling code that begins with 0; there is none") }
        guard (8...15).contains(digits.utf8.count) else {
            throw Self.invalid("must have 8 to 15 digits with its calling code, and has \(digits.utf8.count)")
        }
        e164 = "+\(digits)"
    }

    private static let separators = Set(" \u{A0}\u{2009}\u{202F}\t-\u{2010}\u{2011}\u{2013}./()")

    /// The digits, after a plus sign if there is one.
    private static func compact(_ text: String) throws(MessagingError) -> String {
        var compact = ""
        for character in text.replacing("(0)", with: "") where !separators.contains(character) {
            guard character.isASCII && character.isNumber || character == "+" && compact.isEmpty else {
                throw invalid("must have digits only, and perhaps + in front, but has “\(character)”")
            }
            compact.append(character)
        }
        if compact.isEmpty { throw invalid("is empty") }
        return compact
    }

    private static func checked(callingCode: String) throws(MessagingError) -> String {
        let isCode = callingCode.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isCode, (1...3).contains(callingCode.utf8.count), !callingCode.hasPrefix("0") else {
            throw MessagingError(
                .invalid(field: "calling code", text: "must be 1 to 3 digits, as 49"), medium: .text)
        }
        return callingCode
    }

    private static func invalid(_ text: String) -> MessagingError {
        MessagingError(.invalid(field: "phone number", text: text), medium: .text)
    }
}
